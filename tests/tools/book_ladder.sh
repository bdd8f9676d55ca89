#!/usr/bin/env bash
# book_ladder.sh: a conversation out of a capture, as a ladder.
#
#	book_ladder.sh table CAPTURE [FILTER]   the segments, one a line, by tshark and the step's comments
#	book_ladder.sh text LADDER|CAPTURE [FILTER]   a drawing for the terminal
#	book_ladder.sh svg LADDER|CAPTURE [FILTER]    a picture
#	book_ladder.sh check                    are the ladders of the steps those of their captures,
#	                                   and their pictures those of the ladders?
#	book_ladder.sh update                   makes them so
#
# A .ladder file in a step's folder begins with "# TITLE", "# capture: FILE" and
# "# show: FILTER" (of tshark's), and perhaps "# say: win" (in every line) and
# "# lost: out:3" (what the cable lost of ours, as run.sh's --drop says it: the
# 3rd IPv4 packet). The rest is made. Numbers are counted from each side's first.
tools=$(dirname "$0")
step=${STEP:-192.0.2.2}
. "$tools/book_pictures.sh"
. "$tools/wide.sh"

# What the cable lost: the frames of our packets with these numbers.
lost_frames() {
	[ -n "$2" ] || return 0
	tshark -r "$1" -Y "ip.src == $step" -T fields -e frame.number 2>/dev/null | awk -v lost="$2" '
		BEGIN { n = split(lost, l, ","); for (i = 1; i <= n; i++) if (sub(/^out:/, "", l[i])) is[l[i]] = 1 }
		NR in is { print }' | paste -sd' '
}

# rows CAPTURE FILTER SAY LOST
rows() {
	local all
	all=$(tshark -r "$1" -Y tcp -T fields -e frame.number 2>/dev/null | paste -sd' ')
	tshark -r "$1" -Y "tcp && (${2:-tcp})" -T fields -e frame.number -e frame.time_relative -e ip.src -e tcp.flags -e tcp.seq \
		-e tcp.ack -e tcp.len -e tcp.window_size_value -e frame.comment 2>/dev/null |
		awk -F '\t' -v step="$step" -v say="$3" -v lost=" $(lost_frames "$1" "$4") " -v all="$all" '
		BEGIN { FS = "\t"; n = split(all, a, " "); for (i = 1; i <= n; i++) nth[a[i]] = i }
		function flags(f,   s) {
			f = number(f)
			if (bit(f, 1)) s = s " FIN"
			if (bit(f, 2)) s = s " SYN"
			if (bit(f, 4)) s = s " RST"
			if (bit(f, 8)) s = s " PSH"
			if (bit(f, 16)) s = s " ACK"
			return substr(s, 2)
		}
		function bit(f, b) { return int(f / b) % 2 }
		function number(s,   i, n) {
			s = substr(s, 3)
			for (i = 1; i <= length(s); i++) n = n * 16 + index("0123456789abcdef", substr(s, i, 1)) - 1
			return n
		}
		{
			if (!start++) zero = $2
			f = number($4)
			way = $3 == step ? "out" : "in"
			size = $7 + bit(f, 1) + bit(f, 2)
			fate = index(lost, " " $1 " ") ? "lost" : size > 0 && $5 + size <= sent[way] ? "again" : "-"
			if ($5 + size > sent[way]) sent[way] = $5 + size
			what = flags($4) "  seq " $5 (bit(f, 16) ? "  ack " $6 : "") (say ~ /win/ ? "  win " $8 : "") ($7 > 0 ? "  len " $7 : "")
			notes = states = ""
			n = split($9, line, /\\n/)
			for (i = 1; i <= n; i++) {
				if (line[i] ~ /^[A-Z0-9-]+ -> [A-Z0-9-]+$/) {
					split(line[i], s, " -> ")
					states = states == "" ? s[1] " " s[2] : states " " s[2]
				} else if (line[i] ~ / -- /) {
					sub(/.* -- [^ ]+ +/, "", line[i])
					sub(/:.*/, "", line[i])
					notes = notes (notes == "" ? "" : "; ") line[i]
				} else if (i > 1 && line[i] !~ /^[A-Z0-9-]+ snd\.una |^srtt |^[0-9.]+:[0-9]+ +-> / && line[i] != "") {
					sub(/[:,].*/, "", line[i])
					notes = notes (notes == "" ? "" : "; ") line[i]
				}
			}
			printf "%.6f\t%s\t%s\t%s\t%s\t%s\t%s\n", $2 - zero, way, fate, what, notes, states,
			       (start > 1 && nth[$1] > before + 1 ? nth[$1] - before - 1 : "")
			before = nth[$1]
		}'
}

# The two ends, as the first SYN or else the first segment has them.
ends() {
	tshark -r "$1" -Y "tcp && (${2:-tcp})" -T fields -e ip.src -e tcp.srcport -e ip.dst -e tcp.dstport 2>/dev/null |
		awk -v step="$step" 'NR == 1 { a = $1 ":" $2; b = $3 ":" $4; print "# between: " ($1 == step ? b " and " a : a " and " b) }'
}

said() { sed -n "s/^# $2: //p" "$1"; }

# The whole of a .ladder file, as its head asks for it.
made() {
	local capture
	capture=$(dirname "$1")/$(said "$1" capture)
	[ -f "$capture" ] || { echo "$1: there is no capture $capture" >&2; return 1; }
	sed '/^# between/d; /^#/!d' "$1"
	ends "$capture" "$(said "$1" show)"
	rows "$capture" "$(said "$1" show)" "$(said "$1" say)" "$(said "$1" lost)"
}

draw() { # FORM LADDER|CAPTURE [FILTER]
	case $2 in
	*.pcapng | *.pcap) echo "# $(basename "$2")"; ends "$2" "$3"; rows "$2" "$3" ;;
	*) cat "$2" ;;
	esac | awk -v form="$1" -v columns="$wide" -f "$tools/ladder.awk"
}

pictures() {
	local l
	for l in "$tools"/../../steps/*/*.ladder; do
		keep "$1" "$l" "${l##*/} is not what its capture gives" made "$l"
		keep "$1" "${l%.ladder}.svg" "the picture is not what ${l##*/} gives" draw svg "$l"
	done
	counted
}

case $1 in
table) ends "$2" "$3"; rows "$2" "$3" win ;;
text | svg) draw "$1" "$2" "${3:-}" ;;
check | update) pictures "$1" ;;
*) sed -n '2,/^tools/s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
