#!/usr/bin/env bash
# cwnd.sh: the congestion window of a run, drawn.
#
#	cwnd.sh table CAPTURE              the numbers, out of the comments of what left (run.sh --pcap)
#	cwnd.sh plot CAPTURE|TABLE         a drawing for the terminal
#	cwnd.sh svg CAPTURE|TABLE [TITLE]  a picture
#	cwnd.sh check                      are the pictures of chapter 09 those of the tables beside them?
#	cwnd.sh update                     makes them so
tools=$(dirname "$0")
chapter=$tools/../../steps/09-congestion

# New text ends at SND.NXT; what ends before it had left before.
table() {
	tshark -r "$1" -Y "ip.src == ${STEP:-192.0.2.2} && tcp.len > 0 && frame.comment contains \"cwnd\"" \
		-T fields -e frame.time_relative -e frame.comment 2>/dev/null | awk '
		function after(word,   i) { for (i = 1; i < NF; i++) if ($i == word) return $(i + 1) }
		{ gsub(/\\n/, " "); fin = / FIN .*seq /; end = (after("seq") + after("len") + fin) % 4294967296
		  printf "%.6f %d %d %.0f %s\n", $1, after("flight"), after("cwnd"), after("ssthresh"),
		         end == after("snd.nxt") ? "new" : "again" }'
}

draw() { # FORM FILE [TITLE]
	case $2 in
	*.pcapng) table "$2" ;;
	*) cat "$2" ;;
	esac | awk -v form="$1" -v title="${3:-$(sed -n '1s/^# //p' "$2" | tr -d '\0')}" -f "$tools/cwnd.awk"
}

pictures() {
	local t svg passed=0 failed=0
	for svg in "$chapter"/*.svg; do
		t=${svg%.svg}.cwnd
		[ -f "$t" ] || continue # a ladder, say
		[ "$1" = check ] || draw svg "$t" >"$svg"
		if draw svg "$t" | cmp -s - "$svg"; then passed=$((passed + 1)); else
			failed=$((failed + 1))
			echo "$svg is not what ${t##*/} gives; \`make pictures\` mends it"
		fi
	done
	echo "$passed passed, $failed failed"
	[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}

case $1 in
table) table "$2" ;;
plot) draw text "$2" ;;
svg) draw svg "$2" "${3:-}" ;;
check | update) pictures "$1" ;;
*) sed -n '2,/^tools/s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
