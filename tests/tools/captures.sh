#!/usr/bin/env bash
# captures.sh: a capture that a chapter shows was made by the step as it is now.
# Played again to the step, or to the micro-step that `made` names, with its
# settings, it brings the same packets and the same comments: all that is in the
# capture, and maybe more behind it, for a replay has no end of time. What holds
# no packet of ours was made for a replay, and is not looked at.
cd "$(dirname "$0")/../.." || exit
. tests/tools/steps.sh
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

made() {
	case $1 in
	06-data/overrun) echo 6.6 ;;
	06-data/slow)    echo 6 -o pace=500 -o rcv_buffer=4000 ;;
	06-data/silly)   echo none, its chapter breaks the code for it ;;
	08-loss/stuck)   echo 8.5 ;;
	09-*/limited)    echo 9 -o rto_first=500ms ;;
	*)               echo $((10#${1%%-*})) ;;
	esac
}
shown() { tshark -r "$1" -T fields -e ip.id -e ip.len -e tcp.seq_raw -e tcp.ack_raw -e tcp.flags -e frame.comment 2>/dev/null; }

# again CAPTURE STEP [OPTION...]
again() {
	local n=${2%.*} capture=$1 program
	program=${B:-build}/$(basename steps/"$(printf %02d "$n")"-*)$([ "$n" = "$2" ] || echo ".${2#*.}")/step
	rm -f "$tmp/again.pcapng"
	env -u MAKEFLAGS make -s "step-$2" >"$tmp/said" 2>&1 &&
		timeout 60 "$program" "${@:3}" -w "$tmp/again.pcapng" "$capture" >"$tmp/said" 2>&1 || { cat "$tmp/said"; return 1; }
	shown "$capture" >"$tmp/kept"
	shown "$tmp/again.pcapng" | head -n "$(wc -l <"$tmp/kept")" | diff "$tmp/kept" - >"$tmp/diff"
}

for capture in steps/*/*.pcapng; do
	name=${capture#steps/} name=${name%.pcapng}
	how=$(made "$name")
	[ "${how#none}" = "$how" ] && [ -n "$(tshark -r "$capture" -Y 'ip.src == 192.0.2.2' 2>/dev/null)" ] || continue
	if again "$capture" $how; then ok; else bad "$capture: step $how does not do this any more; record it anew:
$(cut -c1-160 "$tmp/diff" | head -n 6)"; fi
done
count
