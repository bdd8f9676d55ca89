#!/usr/bin/env bash
# bugs.sh [-v] [NN...]: is each mistake in bugs/NN caught? Each patch is put on the reference, of
# which only what it touches is compiled anew, and the unit tests of the step run in jail.sh. The
# tests that the patch names have to fail, and to be of the micro-step that it names; none may fail
# in an earlier one (but for those that `Also:` names), where the report would send the student
# first; and the report has to have a hint for the test. A patch may touch only what the student
# writes. -v says of each what fails. Ends with "N passed, N failed".
cd "$(dirname "$0")/../.." || exit
labs=tests/labs bugs=${BUGS:-tests/labs/bugs}
export WALLS=${WALLS:-$($labs/jail.sh --walls)}
export libs=${libs:-$(pkg-config --libs check)}

# Of one lab: its code, its objects, and the programs that test it; n, room and folder are set.
lab() {
	step=$(basename steps/"$n"-*) number=$((10#$n))
	. $labs/build.sh
	strict="-O1 -Wall -Wextra -Werror" flags="-std=c11 -D_GNU_SOURCE -I$folder -I$folder/common"
}
suite() { echo "$1/$(basename "$2" .c).o -O0 -Itests/unit -DSTEP=$number -D$entry=lab_main $2"; }
# Before TCP the program itself is tested, its main as lab_step.
objects() { xargs -P "${1:-1}" -I LINE sh -c "timeout 120 ${CC:-cc} $flags -c -o LINE"; }
named() { [ $root = tcp.c ] || objcopy --redefine-sym main=lab_step "$1/main.o"; }
reference() {
	CUT=none $labs/lab.sh "$n" "$folder" && mkdir -p "$room/$n" || return
	{
		for p in $parts; do echo "$room/$n/$(object "common/$p").o $strict $folder/common/$p.c"; done
		echo "$room/$n/${root%.c}.o $strict $folder/$root"
		echo "$room/$n/unit.o -O0 -Itests/unit tests/unit/unit.c"
		echo "$room/$n/run.o -w -O0 -Itests/unit -DSTEP=$number tests/labs/$runner.c"
		for s in $suites; do suite "$room/$n" "$s"; done
	} | objects 2 && named "$room/$n"
}

# What is wrong with one patch, a line; or "ok", how many tests and micro-steps fell. In $mine.
judge() {
	local patch=$bugs/$n/$1.patch files tests= f s o p all
	mkdir -p "$mine/unit" && cp -r "$folder" "$mine/lab" || return
	files=$(sed -n 's:^+++ b/::p' "$patch")
	patch -s -p1 -F 1 -l --no-backup-if-mismatch -r - -d "$mine/lab" <"$patch" >"$mine/said" 2>&1 || { echo "does not apply any more to" $files; return; }
	for f in $files; do
		diff <(blank "$folder/$f") <(blank "$mine/lab/$f") >"$mine/said" || { echo "touches what no student writes, in $f: $(head -n 3 "$mine/said" | paste -sd' ')"; return; }
	done
	case $files in *.h*) tests=$suites files=$(printf "%s " $root $(printf "common/%s.c\n" $parts)) ;; esac
	cp -al "$room/$n" "$mine/obj"
	flags=${flags//$folder/$mine/lab}
	{
		for f in $files; do o=$(object "$f"); rm -f "$mine/obj/$o.o"; echo "$mine/obj/$o.o $strict $mine/lab/$f"; done
		for s in $tests; do o=$(basename "$s" .c); rm -f "$mine/obj/$o.o"; suite "$mine/obj" "$s"; done
	} | objects >"$mine/said" 2>&1 && { [[ $files != *main.c* ]] || named "$mine/obj"; } ||
		{ echo "does not compile:" $(grep -m 1 error "$mine/said"); return; }
	all=$(printf "$mine/obj/%s.o " $(for p in $parts; do object "common/$p"; done) ${root%.c} run unit)
	for s in $suites; do
		${CC:-cc} -o "$mine/unit/run" "$mine/obj/$(basename "$s" .c).o" $all $aliases $libs || return
		rm -f "$mine/unit/results" && : >"$mine/unit/results"
		$labs/jail.sh "$mine/unit" 1 100 ./run 2>/dev/null
		cat "$mine/unit/results" 2>/dev/null
	done >"$mine/results"
	awk -F '\t' -v hints="$labs/$n.hints" -v also="$(sed -n 's/^Also: //p' "$patch")" -v own="$(sed -n 's/^Micro-step: //p' "$patch")" \
		-v named="$(sed -n 's/^Test: //p' "$patch" | xargs)" -f $labs/bugs.awk file=1 "$mine/results" file=2 "$labs/$n.points"
}
blank() { awk -v list="$labs/$n.cut" -v file="$f" -f $labs/cut.awk "$1" | grep -v '^	(void)[a-z_]*;$'; }

# A few, one after the other; what their lab is made of is asked once.
if [ "$1" = --some ]; then
	room=$2
	for bug in "${@:3}"; do
		mine=$room/${bug//\//.}
		[ "$n" = "${bug%/*}" ] || { n=${bug%/*} folder=$room/lab$n; lab; }
		printf '%s\t%s\n' "$bug" "$(judge "${bug#*/}" 2>&1)"
		rm -rf "$mine"
	done
	exit
fi

verbose= passed=0 failed=0
[ "$1" != -v ] || { verbose=1; shift; }
[ $# -gt 0 ] || set -- $(cd $bugs && ls -d [0-9][0-9])
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
chmod 755 "$room"
for n; do
	folder=$room/lab$n
	lab
	reference || { echo "FAILED: lab $n is not built"; failed=1; }
done
for n; do (cd $bugs && ls "$n"/*.patch | sed 's:\.patch$::'); done | xargs -P 2 -n 6 "$0" --some "$room" | sort >"$room/all"
while IFS=$'\t' read -r bug verdict; do
	if [[ $verdict == ok* ]]; then
		passed=$((passed + 1))
		[ -z "$verbose" ] || echo "$bug: ${verdict#ok }"
	else
		failed=$((failed + 1))
		echo "FAILED: the mistake $bug ${verdict:-was not judged}"
	fi
done <"$room/all"
for n; do
	total=$(ls $bugs/"$n"/*.patch | wc -l) caught=$(grep -cP "^$n/.*\tok" "$room/all")
	echo "lab $n: $caught of $total mistakes are caught by the test that is meant for them$(awk -v n="$n" '$1 ~ "^" n "/" { if ($2 == "ok") { sum += $6; k++; only += $6 == 1 } } END { if (k) printf "; %d fail in one micro-step, all in %.1f on average", only, sum / k }' "$room/all")"
done

# A patch that says nothing has to be told of. What is said of one with this header and this edit:
tells() {
	local f=$room/lab05/common/tcp/send.c
	mkdir -p "$room/bad/05"
	{ printf 'Micro-step: 05.1\nTest: %s\n' "$2"; sed "$3" "$f" | diff -U1 --label a/common/tcp/send.c --label b/common/tcp/send.c "$f" -; } |
		sed "$4" >"$room/bad/05/x.patch"
	BUGS=$room/bad "$0" --some "$room" 05/x >"$room/said"
	if grep -q "$1" "$room/said"; then passed=$((passed + 1)); else failed=$((failed + 1)) && echo "FAILED: not told: $1;" "$(cat "$room/said")"; fi
}
if [ -d "$room/lab05" ]; then
	test=a_reset_is_never_answered_with_a_reset
	tells "does not apply any more to common/tcp/send.c" $test 's/r.seq = s->ack/r.seq = 0/' 's/^-.*seq.*/-	r.seq = 99;/'
	tells "touches what no student writes" $test 's/r.seq = s->ack/r.seq = 0/; s/PACKET_MAX\|IPV4_MAX/1600/' ''
	tells "is not caught by $test; these fail: none" $test 's/r.seq = s->ack;/r.seq = s->ack + 0;/' ''
	tells "is not caught by $test; these fail: 05.1" $test 's/r.seq = s->ack/r.seq = 0/' ''
	tells "names a test that is not of this lab" no_such_test 's/r.seq = s->ack/r.seq = 0/' ''
	tells "05.1, but an_old_ack_is_no_fault is of 05.4" an_old_ack_is_no_fault 's/r.seq = s->ack/r.seq = 0/' ''
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
