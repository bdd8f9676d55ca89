#!/usr/bin/env bash
# book_fields.sh CAPTURE FRAME           one packet as tshark reads it, from bytes to fields
# book_fields.sh CAPTURE FRAME FRAME     two of the same kind side by side; * where they differ
#
# A line is the offset in the packet, the bytes, and the field. A field that has
# only some of the bits of its bytes says which.
fields() { # CAPTURE FRAME
	tshark -r "$1" -Y "frame.number == $2" -T pdml 2>/dev/null | awk '
	function attribute(name,   s) {
		if (!match($0, " " name "=\"[^\"]*\"")) return ""
		s = substr($0, RSTART, RLENGTH - 1)
		sub(/^[^"]*"/, "", s)
		return s
	}
	/<proto name="raw"/ { inside = 1 }
	!inside || !/^    ? ?<field / || / hide="yes"/ || attribute("size") == 0 { next }
	/name="icmp\.(ident|seq)_le"|name="icmp\.data_time_relative"/ { next } # the same bytes once more
	{
		bytes = attribute("unmaskedvalue")
		if (bytes == "") bytes = attribute("value")
		gsub(/../, "& ", bytes)
		if (length(bytes) > 24) bytes = substr(bytes, 1, 12) "... " substr(bytes, length(bytes) - 5)
		sub(/ $/, "", bytes)
		what = attribute("showname")
		if (what == "") next
		gsub(/&quot;/, "\"", what)
		gsub(/&#x27;/, "\047", what)
		print attribute("pos") "\t" bytes "\t" what
		found = 1
	}
	END { exit !found }'
}

one=$(fields "$1" "$2") || { echo "$1 has no IP packet $2" >&2; exit 1; }
if [ $# = 2 ]; then
	awk -F '\t' '{ printf "%4d  %-23s  %s\n", $1, $2, $3 }' <<<"$one"
else
	two=$(fields "$1" "$3") || { echo "$1 has no IP packet $3" >&2; exit 1; }
	paste <(echo "$one") <(echo "$two") | awk -F '\t' '{
		sub(/^[01. ]+ = /, "", $3)
		sub(/:.*/, "", $3)
		printf "%4d  %-23s  %-23s  %s %s\n", $1, $2, $5, $2 == $5 ? " " : "*", $3
	}'
fi
