#!/usr/bin/env bash
# book_ladder.sh: a conversation out of a capture, as a ladder.
#
#	book_ladder.sh table CAPTURE [FILTER]   the segments, one a line, by tshark and the step's comments
#	book_ladder.sh text LADDER|CAPTURE [FILTER]   a drawing for the terminal
#	book_ladder.sh svg LADDER|CAPTURE [FILTER]    a picture
#	book_ladder.sh capture LADDER FILE      which capture that is, or FILE with what a step makes of it
#	book_ladder.sh check                    are the ladders of the steps those of their captures,
#	                                   and their pictures those of the ladders?
#	book_ladder.sh update                   makes them so
#
# A .ladder file in a step's folder begins with "# TITLE", "# capture: FILE" and
# "# show: FILTER" (of tshark's), and perhaps "# replay: 9.1" (with options: what that
# step makes of the capture), "# say: win" (or cwnd, ts, sack: what else a line has) and
# "# lost: out:3" (what the cable lost of ours, as run.sh's --drop says it: the
# 3rd IPv4 packet). The rest is made. Numbers are counted from each side's first.
tools=$(dirname "$0")
step=${STEP:-192.0.2.2}
. "$tools/book_pictures.sh"
. "$tools/wide.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
replayed=$tmp/replayed.pcapng
[ "$1" != capture ] || replayed=$3

# What the cable lost: the frames of our packets with these numbers.
lost_frames() {
	[ -n "$2" ] || return 0
	tshark -r "$1" -Y "ip.src == $step" -T fields -e frame.number 2>/dev/null | awk -v lost="$2" '
		BEGIN { n = split(lost, l, ","); for (i = 1; i <= n; i++) if (sub(/^out:/, "", l[i])) is[l[i]] = 1 }
		NR in is { print }' | paste -sd' '
}

# rows CAPTURE FILTER SAY LOST: the two ends, and a line for each segment.
rows() {
	local shown
	shown=$(tshark -r "$1" -Y "tcp && (${2:-tcp})" -T fields -e frame.number 2>/dev/null | paste -sd' ')
	tshark -r "$1" -Y tcp -T fields -e frame.number -e frame.time_relative -e ip.src -e tcp.flags -e tcp.seq \
		-e tcp.ack -e tcp.len -e tcp.window_size_value -e frame.comment -e tcp.options.timestamp.tsval \
		-e tcp.options.sack_le -e tcp.options.sack_re -e ip.dst -e tcp.srcport -e tcp.dstport -E occurrence=a 2>/dev/null |
		awk -F '\t' -v step="$step" -v say="$3" -v lost=" $(lost_frames "$1" "$4") " -v shown=" $shown " '
		BEGIN { FS = "\t" }
		function flags(f,   s) {
			f = number(f)
			if (bit(f, 1)) s = s " FIN"
			if (bit(f, 2)) s = s " SYN"
			if (bit(f, 4)) s = s " RST"
			if (bit(f, 8)) s = s " PSH"
			if (bit(f, 16)) s = s " ACK"
			return substr(s, 2)
		}
		# What "say" asks for besides: cwnd where it is another than before.
		function more(   said, m, i, le, re, w) {
			if (say ~ /ts/ && $10 != "") said = "  TS " $10
			if (say ~ /sack/ && (m = split($11, le, ",")) && split($12, re, ","))
				for (i = 1; i <= m; i++) said = said (i == 1 ? "  sack " : " ") le[i] "-" re[i]
			if (say ~ /cwnd/ && way == "out" && $7 > 0 && match($9, /cwnd [0-9]+/) && (w = substr($9, RSTART, RLENGTH)) != cwnd)
				said = said "  " (cwnd = w)
			return said
		}
		# Has all of it been sent before?
		function covered(way, from, to,   at, i, on) {
			at = from
			for (on = 1; on && at < to;)
				for (on = i = 0; i < sent[way]; i++)
					if (first[way, i] <= at && at < end[way, i]) { at = end[way, i]; on = 1 }
			first[way, sent[way]] = from; end[way, sent[way]++] = to
			return at >= to
		}
		function bit(f, b) { return int(f / b) % 2 }
		function number(s,   i, n) {
			s = substr(s, 3)
			for (i = 1; i <= length(s); i++) n = n * 16 + index("0123456789abcdef", substr(s, i, 1)) - 1
			return n
		}
		{
			f = number($4)
			way = $3 == step ? "out" : "in"
			size = $7 + bit(f, 1) + bit(f, 2)
			again = covered(way, $5 + 0, $5 + size)
			number_of++
			if (!index(shown, " " $1 " ")) next
			if (!start++) {
				zero = $2
				a = $3 ":" $14; b = $13 ":" $15
				print "# between: " (way == "out" ? b " and " a : a " and " b)
			}
			# Where times are told, a number may be used twice.
			fate = index(lost, " " $1 " ") ? "lost" : size > 0 && again && say !~ /ts/ ? "again" : "-"
			what = flags($4) "  seq " $5 (bit(f, 16) ? "  ack " $6 : "") (say ~ /win/ ? "  win " $8 : "") ($7 > 0 ? "  len " $7 : "") more()
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
				} else if (i > 1 && line[i] !~ /^[A-Z0-9-]+ snd\.una |^srtt |^[0-9.]+:[0-9]+ +-> / && line[i] !~ /^waits for / && line[i] != "") {
					sub(/[:,].*/, "", line[i])
					notes = notes (notes == "" ? "" : "; ") line[i]
				}
			}
			printf "%.6f\t%s\t%s\t%s\t%s\t%s\t%s\n", $2 - zero, way, fate, what, notes, states,
			       (start > 1 && number_of > before + 1 ? number_of - before - 1 : "")
			before = number_of
		}'
}

said() { sed -n "s/^# $2: //p" "$1"; }

# The capture of a .ladder file, or what its step makes of it.
capture() {
	local capture replay
	capture=$(dirname "$1")/$(said "$1" capture)
	[ -f "$capture" ] || { echo "$1: there is no capture $capture" >&2; return 1; }
	read -ra replay <<<"$(said "$1" replay)"
	if [ ${#replay[@]} -gt 0 ]; then
		"$tools/../../run.sh" "${replay[@]:1}" replay "${replay[0]}" "$capture" --pcap "$replayed" >"$replayed.said" 2>&1 ||
			{ cat "$replayed.said" >&2; return 1; }
		capture=$replayed
	fi
	echo "$capture"
}

# The whole of a .ladder file, as its head asks for it.
made() {
	local capture
	capture=$(capture "$1") || return
	sed '/^# between/d; /^#/!d' "$1"
	rows "$capture" "$(said "$1" show)" "$(said "$1" say)" "$(said "$1" lost)"
}

draw() { # FORM LADDER|CAPTURE [FILTER]
	case $2 in
	*.pcapng | *.pcap) echo "# $(basename "$2")"; rows "$2" "$3" ;;
	*) cat "$2" ;;
	esac | awk -v form="$1" -v columns="$wide" -f "$tools/ladder.awk"
}

# Two at a time: most of it is waiting for tshark to start.
pictures() {
	local l
	for l in "$tools"/../../steps/*/*.ladder; do
		while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n; done
		(replayed=$tmp/${l//\//_}.pcapng; made "$l" >"$tmp/${l//\//_}" || rm "$tmp/${l//\//_}") &
	done
	wait
	for l in "$tools"/../../steps/*/*.ladder; do
		keep "$1" "$l" "${l##*/} is not what its capture gives" cat "$tmp/${l//\//_}"
		keep "$1" "${l%.ladder}.svg" "the picture is not what ${l##*/} gives" draw svg "$l"
	done
	counted
}

case $1 in
table) rows "$2" "$3" win ;;
capture) capture "$2" ;;
text | svg) draw "$1" "$2" "${3:-}" ;;
check | update) pictures "$1" ;;
*) sed -n '2,/^tools/s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
