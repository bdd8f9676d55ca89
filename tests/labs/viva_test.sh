#!/usr/bin/env bash
# viva_test.sh: the questions of viva.sh hold: their numbers are in the capture, their lines in the
# student's files, their tests in the table of points; the key's "turned round" is what the
# program does with the test turned by hand; other students get other questions.
cd "$(dirname "$0")/../.." || exit
labs=tests/labs passed=0 failed=0
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
holds() {
	if "${@:2}"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $1"
	fi
}
export OUT=$room/out B=${B:-$PWD/build}
viva() { "$labs/viva.sh" "$@" >"$room/said" 2>&1; }
says() { grep -qF -- "$1" "$room/said" || { head -n 5 "$room/said" | sed 's/^/  /'; return 1; }; }
five() { [ "$(grep -cE '^[1-5]\. ' "$1")" = 5 ]; }

# Each seq and ack that is asked about stands in the capture.
numbers() {
	tshark -o tcp.relative_sequence_numbers:FALSE -r "$2" -T fields -e tcp.seq_raw -e tcp.ack_raw 2>/dev/null | tr '\t' '\n' | sort -u >"$room/real"
	grep -oE '(seq|ack) [0-9]+' "$1" | cut -d' ' -f2 | sort -u >"$room/asked"
	[ "$(wc -l <"$room/asked")" -gt 3 ] && ! grep -vxFf "$room/real" "$room/asked"
}
# What the key says of a packet's fields is what tshark says.
fields() {
	local at value n=0
	while read -r at value; do
		n=$((n + 1))
		tshark -r "$2" -Y "frame.number == $at" -T fields -e ip.len -e ip.id -e ip.ttl -e ip.proto -e ip.checksum -e ip.src -e ip.dst -e icmp.type -e icmp.checksum \
			-e tcp.srcport -e tcp.dstport -e tcp.seq_raw -e tcp.ack_raw -e tcp.window_size_value -e tcp.checksum -e tcp.flags.syn -E occurrence=f 2>/dev/null |
			tr '\t' '\n' | while read -r v; do printf '%s\n' "$v"; [[ $v != 0x???? ]] || echo $((v)); [ "$v" != 1 ] || echo SYN; done | grep -qxF -- "$value" ||
			{ echo "  packet $at has no $value"; return 1; }
	done < <(awk '/^[0-9]\. Packet .* begins with/ { at = $3 } / from byte .*, which is / { sub(/.*which is /, ""); sub(/\.$/, ""); print at, $0 }' "$1")
	[ $n -ge 3 ]
}
# Each line that is asked about is that line of the student's file.
lines() {
	local n=0 file at text
	while IFS=$'\t' read -r file at text; do
		n=$((n + 1))
		sed -n "${at}p" "$2/$file" | tr -d ' \t' | grep -qF -- "$(cut -d'&' -f1 <<<"$text" | tr -d ' ')" || { echo "  $file:$at has no $text"; return 1; }
	done < <(awk '/^   *[^ ]/ && want { sub(/^ +/, ""); print file "\t" at "\t" $0; want = 0 }
		/^[0-9]\. In your/ { all = $0; if (all !~ /:$/) { getline; sub(/^ +/, " "); all = all $0 }
			match(all, /\(.*, line [0-9]+/); file = substr(all, RSTART + 1, RLENGTH - 1); at = file
			sub(/,.*/, "", file); sub(/.* /, "", at); want = 1 }' "$1")
	[ $n -ge 2 ]
}
tests_named() { # those of the key stand in the table
	local t
	for t in $(sed -nE '/A unit test of/,/^$/s/.*[> ]([a-z0-9]+(_[a-z0-9]+){3,})\..*/\1/p' "$1"); do
		grep -qF "	$t	" "$labs/$2.points" || { echo "  there is no test $t"; return 1; }
	done
}

capture_of() { echo "$(ls -d steps/$1-*)/$(awk -F '\t' -v n=$((10#$1)) '$1 == n { print $2 }' $labs/viva.captures)"; }
for n in 02 03 04 05 06 07 08 09 10; do CUT=none $labs/lab.sh $n "$room/$n" >/dev/null; done
for n in 02 03 04 05 06 07 08 09 10; do echo "CAPTURE=$(capture_of $n) FOUND=$room/found$n $labs/viva.sh $n $room/$n >$room/said$n 2>&1; echo \$? >$room/ended$n"; done |
	xargs -P 2 -d '\n' -n 1 sh -c
for n in 02 03 04 05 06 07 08 09 10; do
	sheet=$room/out/$n-$n.txt key=$room/out/$n-$n.key.txt
	holds "there are questions for $n" grep -qx 0 "$room/ended$n"
	holds "five on the sheet of $n" five "$sheet"
	holds "five in the key of $n" five "$key"
	if [ $n -lt 5 ]; then of=fields sheet_or_key=$key; else of=numbers sheet_or_key=$sheet; fi
	holds "the numbers of $n are the capture's" $of "$sheet_or_key" "$(capture_of $n)"
	holds "the lines of $n are the student's" lines "$sheet" "$room/$n"
	holds "the tests in the key of $n are there" tests_named "$key" $n
	holds "no answer is on the sheet of $n" eval "! grep -qE '^   > |measured|The rule' '$sheet'"
	holds "what was measured is in the key of $n" grep -q 'this was measured' "$key"
done

# One test turned by hand: the key says of it what the program then does.
hello=$(capture_of 05) mine=$room/05
questions() { # SEED [LAB]: other ones from what was found
	local n=${2:-05} kind=tcp
	[ "$n" -ge 5 ] || kind=packet
	awk -F '\t' -v seed="$1" -v n="$n" -v step="$n" -v student="$n" -v capture="$(capture_of "$n")" -v key="$room/key" -f $labs/viva_$kind.awk -f $labs/viva.awk \
		file=1 "$room/found$n/table" file=2 "$labs/$n.cut" file=3 "$labs/$n.points" file=4 "$room/found$n/sites" file=5 "$room/found$n/runs"
}
as_it_is() { awk '/^@run 1$/ { exit } !/^@|^$/ { sub(/^ */, ""); print }' "$room/found05/runs"; }
turned_by_hand() {
	local seed at text
	for seed in 1 2 3 4 5 6 7 8 9; do
		questions $seed >"$room/sheet" || return
		at=$(sed -nE 's/.*\(common\/tcp\/check\.c, line ([0-9]+).*/\1/p' "$room/key" | head -n 1)
		[ -z "$at" ] || ! sed -n "${at}p" "$mine/common/tcp/check.c" | grep -qE '^	if \(.*\)( \{)?$' || break
	done
	cp -r "$mine" "$room/hand"
	sed -i -E "${at}s/if \((.*)\)( \{)?$/if (!(\1))\2/" "$room/hand/common/tcp/check.c"
	(cd "$room/hand" && cc -std=c11 -D_GNU_SOURCE -O0 -w -I. -Icommon -o hand $(find . -name '*.c')) || return
	"$room/hand/hand" "$hello" 2>&1 | sed 's/^ *//' >"$room/trace"
	text=$(awk -v at=", line $at" 'index($0, at) { on = 1 } on && /turned round:$/ && !/trace differs/ { getline; sub(/^ *> */, ""); print; exit }' "$room/key")
	[ -n "$text" ] && { [ "$text" = "(nothing more)" ] || grep -qxF -- "$text" "$room/trace"; } && ! as_it_is | cmp -s - "$room/trace"
}
holds "a test that is turned by hand does what the key says" turned_by_hand
# A header after a router, with the key's checksum in it, is one that tshark believes.
routed() {
	local seed at sum was
	for seed in 1 2 3; do
		questions $seed 02 >"$room/sheet" || return
		at=$(sed -nE 's/.*A router sends packet ([0-9]+) .*/\1/p' "$room/sheet")
		sum=$(tr '\n' ' ' <"$room/key" | sed -nE "s/.*m \+ m'\) = 0x([0-9a-f]{4}) .*/\1/p")
		was=$(awk -F '\t' -v at="$at" '$1 == at { print $5 }' "$room/found02/table")
		printf '0000 %s\n' "$(sed 's/../& /g' <<<"${was:0:16}$(printf %02x $((16#${was:16:2} - 1)))${was:18:2}$sum${was:24:16}")" |
			text2pcap -q -l 101 - "$room/routed.pcap" >"$room/said" 2>&1
		[ "$(tshark -o ip.check_checksum:TRUE -r "$room/routed.pcap" -T fields -e ip.checksum.status 2>/dev/null)" = 1 ] || { echo "  $was $sum"; return 1; }
	done
}
holds "a router's checksum is one that tshark believes" routed
# The checksum of a reply is that of the reply in the capture.
replied() {
	local seed all
	for seed in {1..40}; do
		questions $seed 03 >"$room/sheet" || return
		all=$(tr '\n' ' ' <"$room/key" | tr -d '>' | tr -s ' ')
		[[ $all =~ becomes\ (0x[0-9a-f]{4}):.*Packet\ ([0-9]+)\ of\ the\ capture\ is\ that\ reply ]] || continue
		[ "$(tshark -r "$(capture_of 03)" -Y "frame.number == ${BASH_REMATCH[2]}" -T fields -e icmp.checksum 2>/dev/null)" = "${BASH_REMATCH[1]}" ]
		return
	done
	return 1
}
holds "a reply's checksum is that of the reply" replied
several() { for seed in {1..20}; do questions $seed | sed -n '/^1\. /,$p' >"$room/sheet"; five "$room/sheet" || return; cksum <"$room/sheet"; done | sort -u | wc -l; }
holds "twenty students get at least ten different sheets" eval '[ "$(several)" -ge 10 ]'

# What is made up can be made up: a packet can come to the line, and the line is about a packet that comes in.
can_be() {
	local seed
	for seed in {1..40}; do
		questions $seed >"$room/sheet" || return
		! grep -B 3 'Make up' "$room/sheet" | grep -E 'tcp_dress|n == 0' || return
	done
}
holds "what is to be made up can be" can_be
# A capture in which each packet comes twice, and a run that was killed in its midst.
mkdir "$room/foundxx"
awk -F '\t' -v OFS='\t' '{ print; $1 += 1000; print }' "$room/found05/table" >"$room/foundxx/table"
cp "$room/found05/sites" "$room/foundxx" && sed '0,/^@end 0/s//@end 137/' "$room/found05/runs" >"$room/foundxx/runs"
again() {
	local seed
	for seed in {1..20}; do
		awk -F '\t' -v seed="$seed" -v n=05 -v step=05 -v student=x -v capture=x -v key="$room/key" -f $labs/viva_tcp.awk -f $labs/viva.awk file=1 "$room/foundxx/table" \
			file=2 $labs/05.cut file=3 $labs/05.points file=4 "$room/foundxx/sites" file=5 "$room/foundxx/runs" >"$room/sheet" && five "$room/sheet" || return
		[ -z "$(tr -s ' \n' ' ' <"$room/sheet" | grep -oE 'has [A-Z ]+, seq [0-9]+ and|sends [A-Z ]+, seq [0-9]+' | cut -d' ' -f2- | sort | uniq -d)" ] || return
	done
}
holds "a packet that comes again is not asked about again" again
holds "that a program hangs is in the key" grep -q '^THE PROGRAM HANGS at packet' "$room/key"

# Behind a device where one can be had, else with the chapter's capture: five in any case.
asked() { sed -n '/^1\. /,$p' "$room/out/05-$1.txt"; }
holds "without a capture there are five, too" viva 5 "$mine"
holds "their numbers are in the capture that is named" numbers "$room/out/05-05.txt" "$(sed -n 's/^capture //p' "$room/out/05-05.txt")"
asked 05 >"$room/first"
for n in 02 03 04; do
	holds "without a capture there are five in $n, too" viva $n "$room/$n"
	holds "those of $n are on the sheet" five "$room/out/$n-$n.txt"
done
holds "the same student is asked once more" viva 5 "$mine"
holds "and gets the same questions" eval "asked 05 | cmp -s - '$room/first'"
mkdir "$room/flat" && cp "$mine"/tcp.c "$mine"/common/tcp/*.[ch] "$room/flat" && cp "$room/out/05-05.txt" "$room/kept"
SEED=7 CAPTURE=$hello viva 5 "$mine" && SEED=7 CAPTURE=$hello viva 5 "$room/flat"
from_first() { sed -n '/^1\. /,$p' "$1"; }
holds "files without their folders are asked about as the lab is" cmp -s <(from_first "$room/out/05-05-seed7.txt") <(from_first "$room/out/05-flat-seed7.txt")
holds "and hold questions" five "$room/out/05-flat-seed7.txt"
holds "another seed has a sheet of its own" cmp -s "$room/kept" "$room/out/05-05.txt"
viva 6 "$mine"
holds "who asks about another lab is told" says "this looks like lab 5, and you ask about lab 6"
cp -r "$mine" "$room/other" && echo '/* another hand */' >>"$room/other/tcp.c"

refused() { ! viva "$1" "$2" && says "$3"; }
holds "labs without questions are told" refused 1 "$mine" "there are questions for labs 2 to 10"
holds "a folder that is not there is told" refused 5 "$room/none" "there is no folder"
mkdir "$room/empty"
SEED='1+a' holds "a seed that is no number is told" refused 5 "$mine" "is no number"
holds "an empty folder is told" refused 5 "$room/empty" "holds nothing that lab 5 asks for"
$labs/lab.sh 5 "$room/starter" >/dev/null
holds "a starter is told" refused 5 "$room/starter" "nothing to ask about yet"
echo "broken(" >>"$room/other/tcp.c"
holds "what does not build is told" refused 5 "$room/other" "does not build"
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
