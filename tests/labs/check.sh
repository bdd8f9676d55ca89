#!/usr/bin/env bash
# check.sh NN...: of each lab, two at once, that its starter builds and has no points, that no answer is
# in it, that the reference has them all, that every test of the step counts once; then that a lab goes
# on with the student's own parts, that marks do not depend on who grades with what, that the cutter
# "N passed, N failed".
cd "$(dirname "$0")/../.." || exit
labs=tests/labs passed=0 failed=0
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
chmod 755 "$room"

# holds WHAT COMMAND...: the command says nothing more when it fails.
holds() {
	if "${@:2}"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $1"
	fi
}
grade() { OUT=$room/json $labs/grade.sh "$1" "$2" >"$room/report"; }
total() { tail -n 1 "$room/report"; }
is() { [ "$1" = "$2" ] || { echo "  it is: $1"; return 1; }; }
says() { grep -qF -- "$1" "$2" || { sed 's/^/  /' "$2" | head -n 5; return 1; }; }

# Of each body that the list takes out, no line is left in its place, and it is in no other place.
answers() {
	local file name rest all found=
	all=$(cat "$2"/*.[ch] "$2"/common/*/*.[ch] | pressed)
	while IFS=$'\t' read -r file name rest; do
		case $file in ''|'#'*) continue ;; esac
		body "$name" "$(reference "$file")" | grep -vxFf "$room/stub" >"$room/answer"
		[ -f "$2/$file" ] || { echo "  there is no $file"; return 1; }
		body "$name" "$2/$file" >"$room/given"
		[ -s "$room/answer" ] || continue			# it is no more than its stub
		found=1
		! grep -qxFf "$room/answer" "$room/given" || { echo "  $file still has lines of $name"; return 1; }
		[ "$(wc -l <"$room/answer")" -lt 2 ] || [[ $all != *"$(pressed <"$room/answer")"* ]] || { echo "  $name is somewhere in $2"; return 1; }
	done <"$1"
	[ -n "$found" ]
}
pressed() { sed 's:/\*.*\*/::' | tr -d ' \t\n'; }
reference() { case $1 in common/*) echo "$1" ;; *) echo "steps/$step/$1" ;; esac; }
body() { awk -v name="$1" -f tests/tools/definition.awk "$2" | awk '/^\}/ { exit } on && !/^[ \t]*(\/?\*.*)?$/ { print } /^\{/ { on = 1 }'; }
printf '\treturn 0;\n\treturn false;\n\treturn NULL;\n\t(void)k;\n' >"$room/stub"

sections() {
	local missing
	missing=$(cut -f5 "$labs/$n.cut" | cat - <(cut -f3 "$labs/$n.points") | sed -n 's/^RFC 9293, //p' | sort -u |
		grep -vxFf <(grep -oE '^[0-9A-Z.]+' tests/tools/rfc9293.sections))
	[ -z "$missing" ] || { echo "  RFC 9293 has no" $missing; return 1; }
}
# Each name of the table is a test; of a step with a tcp.c, each test is in the table, or it is said why not.
listed() {
	local all
	if [ -f "steps/$step/tcp.c" ]; then
		all=$(sed -nE "s/.*(FROM|BETWEEN)\($((10#$n)), ([0-9]+, )?([a-z0-9_]+)\).*/\3/p" $(ls tests/unit/tcp/test_*.c | grep -v test_connect) | grep -vxFf <(uncounted))
	else
		all=$(counted "$n" | grep -xFf <(names tests/unit/test_*.c))
	fi
	diff <(sort <<<"$all") <(counted "$n" | sort)
}
counted() { grep -P '^\t' "$labs/$1.points" | cut -f2 | grep -v '^every_seed_of_the_simulator$'; }
uncounted() { sed -n 's/^\([a-z0-9_]*\)\t..*/\1/p' $labs/uncounted; }
names() { sed -n 's/^START_TEST(\(.*\))/\1/p' "$@"; }
# Before TCP, each test counts once in one of the labs, or it is said why not.
counts() {
	local f all
	all=$(for f in tests/unit/test_*.c; do grep -q "^${f##*/}	" $labs/uncounted || names "$f"; done)
	diff <(sort <<<"$all") <({ for f; do [ -f "$(echo steps/"$f"-*/tcp.c)" ] || counted "$f"; done; uncounted | grep -vxFf <(names tests/unit/tcp/test_*.c); } | sort) &&
		for f in $(sed -n 's/^\(test_.*\.c\)\t..*/\1/p' $labs/uncounted); do [ -f "tests/unit/$f" ] || [ -f "tests/unit/tcp/$f" ] || return; done
}
seen() { ! answers "$labs/$n.cut" "$1" >"$room/said" && says "still has lines of" "$room/said"; }
# On the starter each micro-step has a test that fails.
graded() { awk '/"points"/ && /"about"/ { if (m && !f) { print "  nothing fails in " m; bad = 1 } m = $2; f = 0 } /"passed": false/ { f = 1 } END { exit bad || !f }' "$room/json"; }
# Behind each backslash stands what JSON knows, and all is ASCII.
json_escapes() { ! sed 's/\\\\//g' "$room/json" | LC_ALL=C grep -n -e '\\[^"/bfnrtu]' -e '[^ -~]'; }
hundred() { awk -F '\t' '$1 !~ /^(#|$)/ { n += $2 } END { exit n != 100 }' "$labs/$n.points"; }
# The reference in the starter's place, file by file.
fill() { cut -f1 "$labs/$n.cut" | grep -v '^#' | sort -u | while read -r f; do [ -z "$f" ] || cp "$(reference "$f")" "$1/$f"; done; }
clang_builds() { (cd "$1" && clang -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Wshadow -Werror -I. -Icommon -fsyntax-only *.c common/*/*.c); }

# One lab, in a room of its own.
look_at() {
	local n=$1 room=$room/$1 lab step passed=0 failed=0
	mkdir "$room" && cp "$room/../stub" "$room" && chmod 755 "$room"
	step=$(basename steps/"$n"-*) lab=$room/lab
	holds "lab $n is made" $labs/lab.sh "$n" "$lab" >"$room/said"
	holds "lab $n builds with gcc" make -s -C "$lab" CC=gcc CFLAGS="-std=c11 -D_GNU_SOURCE -O0 -Wall -Wextra -Wpedantic -Wshadow -Werror -I. -Icommon"
	holds "lab $n builds with clang" clang_builds "$lab"
	rm -f "$lab/step"
	holds "no answer is in lab $n" answers "$labs/$n.cut" "$lab"
	holds "the sections that lab $n cites are there" sections
	holds "every test of step $n counts once in lab $n" listed
	holds "lab $n has 100 points" hundred
	grade "$n" "$lab"
	holds "the starter of lab $n has no points" is "$(total)" "0 of 100 points"
	holds "each micro-step of lab $n has a test that fails on the starter" graded
	holds "what is said of it in JSON is JSON" json_escapes
	fill "$lab"
	holds "an answer would be seen in lab $n" seen "$lab"
	grade "$n" "$lab"
	holds "the reference has all points of lab $n" is "$(total)" "100 of 100 points"
	echo "$passed $failed" >"$room/count"
}
# Two labs at once, beside all that follows.
{
	for n; do
		look_at "$n" >"$room/$n.said" 2>&1 &
		[ "$(jobs -rp | wc -l)" -lt 2 ] || wait -n
	done
	wait
} &
pool=$!
holds "each unit test before TCP counts once, or it is said why not" counts "$@"

# The student's own parts, with those of lab 2 that lab 3 cuts once more.
course=$room/course
mkdir "$course"
mine() { MINE=1 $labs/lab.sh "$1" "$course/$(basename steps/"$(printf %02d "$1")"-*)" >"$room/said" 2>&1; }
refuses() { ! mine 3 && says "$1" "$room/said" && [ ! -e "$course"/03-* ]; }
its() { tail -qn 1 "$course"/0"$1"-*/common/wire/bytes.h; }
holds "without the lab before there is nothing to go on from" refuses "there is no $course/02-ipv4-parse"
$labs/lab.sh 2 "$course/02-ipv4-parse" >"$room/said"
holds "the lab before must have all points" refuses "has 0 of 100 points"
n=02 step=02-ipv4-parse
fill "$course/$step"
echo '/* my own */' >>"$course/$step/common/wire/bytes.h"
holds "a lab goes on with the student's own parts" mine 3
holds "a part is the student's own" is "$(its 3)" "/* my own */"
holds "what this lab asks for is cut from it" says "/* 03.3: An address is no single host's" "$course/03-icmp-echo/common/wire/ipv4.c"
holds "the program is the step's" cmp -s <(awk -v list=$labs/03.cut -v file=main.c -f $labs/cut.awk steps/03-*/main.c) "$course/03-icmp-echo/main.c"
n=03 step=03-icmp-echo
fill "$course/$step"
rm -r "$course/02-ipv4-parse"
holds "and so does the lab after it" mine 4
holds "which has the parts of all labs before" is "$(its 4)" "/* my own */"

# An ordinary user without a TUN device, and another compiler, against whoever we are and gcc: the same marks.
marks() { sed 's/"message".*//' "$1"; }
as_user() {
	local user=()
	[ "$(id -u)" != 0 ] || user=(unshare -m sh -c '[ ! -d /dev/net ] || mount -t tmpfs none /dev/net; exec unshare -U --map-user=1000 --map-group=1000 "$@"' sh)
	CC=clang OUT=$room/other "${user[@]}" $labs/grade.sh "$1" "$2" >"$room/report" 2>&1
}
same() {
	CC=gcc grade "$1" "$2"
	as_user "$1" "$2"
	is "$(total)" "$3" && diff <(marks "$room/json") <(marks "$room/other")
}
n=06 step=06-data half=$room/half
$labs/lab.sh 6 "$half" >"$room/said"
for f in tcp.c common/tcp/stream.c common/tcp/receive.c; do cp "$(reference $f)" "$half/$f"; done
holds "marks do not depend on who grades, with what compiler, nor on a TUN device" same 06 "$half" "35 of 100 points"

# What the cutter has to tell, with a list of one line.
cutter() {
	printf "$2\n" >"$room/list"
	! CUT=$room/list $labs/lab.sh 5 "$room/none" >"$room/said" 2>&1 && [ ! -e "$room/none" ] && says "$1" "$room/said"
}
holds "a name that is not there is told" cutter "tcp_rest is defined 0 times" 'common/tcp/send.c\ttcp_rest\t05.1\trule\tRFC 9293, 3.4'
holds "a name that is listed twice is told" cutter "tcp_ack is on the list twice" \
	'common/tcp/send.c\ttcp_ack\t05.1\trule\tRFC 9293, 3.4\ncommon/tcp/send.c\ttcp_ack\t05.1\trule\tRFC 9293, 3.4'
holds "a file of a later step is told" cutter "common/tcp/close.c is not in this lab" 'common/tcp/close.c\ttcp_close\t05.1\trule\tRFC 9293, 3.4'
holds "a line without a section is told" cutter "has no five fields" 'common/tcp/send.c\ttcp_ack\t05.1\trule'
twice() { printf 'int f(void)\n{\n\treturn 1;\n}\n\nint f(void)\n{\n\treturn 2;\n}\n' >"$room/f.c"
	printf 'f.c\tf\t05.1\trule\tRFC 9293, 3.4\n' >"$room/list"
	! awk -v list="$room/list" -v file=f.c -f $labs/cut.awk "$room/f.c" >"$room/cut" 2>"$room/said" && [ ! -s "$room/cut" ] && says "defined 2 times" "$room/said"; }
holds "a name that is defined twice is told" twice
kept() { mkdir "$room/mine" && echo mine >"$room/mine/tcp.c" && ! $labs/lab.sh 5 "$room/mine" >"$room/said" && [ "$(cat "$room/mine/tcp.c")" = mine ] &&
	[ "$(ls "$room/mine")" = tcp.c ] && says "nothing was touched" "$room/said"; }
holds "a lab that is there is left alone" kept

# One lab with three bodies that do harm, each where few tests come by, and then one that forks:
# what it leaves running may take the tests behind it along, for as long as it lasts.
put() { awk -v name="$1" -v what="$2" '{ print } index($0, name "(") && /^[a-z]/ { on = 1 } on && /^\{/ { print what; on = 0 }' "$bad/$3" >"$room/x" && mv "$room/x" "$bad/$3"; }
micro() { is "$(grep "^$1 " "$room/report" | grep -oE '[0-9]+ of +[0-9]+')" "$2"; }
n=05 step=$(basename steps/05-*) bad=$room/bad
CUT=none $labs/lab.sh 5 "$bad"
put oldest_half_open '	for (volatile int on = 1; on;) { }' common/tcp/table.c
put tcp_mss_offered '	if (s->options_len > 8) for (;;) { printf("again and again and again\\n"); fflush(stdout); }' common/tcp/open.c
put tcp_reset '	if (s->dport == 81) exit(0);' common/tcp/send.c
for f in open check send; do sed -i '1a #include <stdio.h>\n#include <stdlib.h>\n#include <unistd.h>' "$bad/common/tcp/$f.c"; done
begin=$SECONDS
grade 05 "$bad"
holds "who loops has no points for it" micro 05.5 "0 of   5"
holds "who floods has no points for it" micro 05.6 "0 of  15"
holds "who leaves early has no points for it" micro 05.1 "0 of  10"
holds "who loops is told" says "does a loop end?" "$room/report"
holds "who floods is told" says "it printed more than a test may" "$room/report"
holds "the others keep theirs" micro 05.4 "20 of  20"
# Whose every segment hangs costs no minutes: 20 tests and more, of which three take a second each.
CUT=none $labs/lab.sh 5 "$room/hangs" && bad=$room/hangs && put tcp_check_seq '	for (volatile int on = 1; on;) { }' common/tcp/check.c
cpu() { cut -d' ' -f16,17 "/proc/$$/stat" | tr ' ' +; }
begin=$(($(cpu)))
grade 05 "$bad"
begin=$((($(cpu) - begin) / $(getconf CLK_TCK))) bad=$room/bad
holds "who hangs in each test is done with in half a minute of the processor" [ "$begin" -lt 30 ]
holds "the tests that do not come by there count" micro 05.6 "15 of  15"
holds "and why the simulator was not run is told" says "the program hangs in " "$room/report"
put tcp_check_syn '	if ((s->flags & SYN) != 0 && t->state == SYN_RECEIVED) for (;;) fork();' common/tcp/check.c
grade 05 "$bad"
holds "what does harm ends" [ $((SECONDS - begin)) -lt 600 ]
holds "who forks has no points for it" micro 05.8 "0 of  15"
echo "broken(" >"$bad/tcp.c"
grade 05 "$bad"
holds "what does not build is told and has no points" says "0 of 100 points" "$room/report"
holds "the compiler's words are shown" says "tcp.c:1" "$room/report"

wait $pool
for n; do
	cat "$room/$n.said"
	read -r p f <"$room/$n/count" || { p=0 f=1; echo "FAILED: lab $n was not looked at to its end"; }
	passed=$((passed + p)) failed=$((failed + f))
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
