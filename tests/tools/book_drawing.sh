#!/usr/bin/env bash
# book_drawing.sh: drawings in letters, and rulers of sequence numbers.
#
#	book_drawing.sh text DRAWING|RULER   for a terminal
#	book_drawing.sh svg DRAWING|RULER    a picture
#	book_drawing.sh check                are the rulers of the steps those of their captures, and
#	                                the pictures what they and the drawings give?
#	book_drawing.sh update               makes them so
#
# A .drawing says of itself what it is (book_drawing.awk). A .ruler begins with
# "# TITLE", "# capture: FILE", perhaps "# replay: 6" (book_ladder.sh tells of both),
# "# frame: N", "# marks: snd.una; snd.una+snd.wnd" (what the step said there; sack: the blocks
# of the segment) and "# spans: what lies; between them". The rest is made.
# Numbers are counted from the first of their side.
tools=$(dirname "$0")
step=${STEP:-192.0.2.2}
. "$tools/book_pictures.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

said() { sed -n "s/^# $2: //p" "$1"; }

# marks CAPTURE FRAME MARKS
marks() {
	local first='tcp.flags.syn == 1 && !tcp.analysis.retransmission'
	{
		tshark -r "$1" -Y "$first" -T fields -e ip.src -e tcp.seq_raw
		tshark -o tcp.relative_sequence_numbers:FALSE -r "$1" -Y "frame.number == $2" -T fields \
			-e tcp.options.sack_le -e tcp.options.sack_re -e frame.comment -E occurrence=a
	} 2>/dev/null | awk -F '\t' -v step="$step" -v marks="$3" '
		NF == 2 { if (!(($1 == step) in isn)) isn[$1 == step] = $2; next }
		function value(word) {
			if (!match($3, " " word " [0-9]+")) { print "the step has said no " word >"/dev/stderr"; exit 1 }
			return substr($3, RSTART + length(word) + 2, RLENGTH - length(word) - 2)
		}
		# Modulo 2^32, as all of them.
		function from(n, zero) { n -= zero; return n < 0 ? n + 4294967296 : n }
		{
			m = split(marks, mark, "; ")
			for (i = 1; i <= m; i++) {
				if (mark[i] == "sack") {
					for (k = split($1, left, ",") + 0; k > 0; k--) {
						split($2, right, ",")
						print from(left[k], isn[1]) "\t"
						print from(right[k], isn[1]) "\t"
					}
					continue
				}
				split(mark[i], term, "+")
				n = from(value(term[1]), isn[mark[i] ~ /^snd/]) + (term[2] == "" ? 0 : value(term[2]))
				sub(/\+/, " + ", mark[i])
				print n "\t" toupper(mark[i])
			}
		}' | sort -n
}

# The whole of a .ruler, as its head asks for it.
made() {
	local capture
	capture=$("$tools/book_ladder.sh" capture "$1" "$tmp/replayed.pcapng") || return
	grep '^#' "$1"
	marks "$capture" "$(said "$1" frame)" "$(said "$1" marks)"
}

drawing() { case $1 in *.ruler) awk -f "$tools/book_ruler.awk" "$1" ;; *) cat "$1" ;; esac; }
text() { drawing "$1" | grep -v '^#'; }
svg() { drawing "$1" | awk -f "$tools/book_drawing.awk"; }

pictures() {
	local d
	for d in "$tools"/../../steps/*/*.ruler; do
		keep "$1" "$d" "${d##*/} is not what its capture gives" made "$d"
	done
	for d in "$tools"/../../steps/*/*.ruler "$tools"/../../steps/*/*.drawing; do
		keep "$1" "${d%.*}.svg" "the picture is not what ${d##*/} gives" svg "$d"
	done
	counted
}

case $1 in
text | svg) "$1" "$2" ;;
check | update) pictures "$1" ;;
*) sed -n '2,/^tools/s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
