#!/usr/bin/env bash
# whatif_test.sh: what whatif shows is true of each step, and always the same. Ends with "N passed, N failed".
cd "$(dirname "$0")/../.." || exit
whatif=(tests/whatif/whatif.sh "${B:-build}/whatif/whatif")
work=$(mktemp -d)
unset COLUMNS
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

check() { # check NAME COMMAND...: the command must succeed
	if "${@:2}"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'FAILED  %s\n' "$1"
		tail -n 20 "$work/out" "$work/err"
	fi
}
try() { timeout 300 "${whatif[@]}" "$@" >"$work/out" 2>"$work/err"; status=$?; }
gives() { [ "$status" = "$1" ]; }
shows() { grep -q -e "$1" "$work/out"; }
hides() { ! grep -q -e "$1" "$work/out"; }
says() { grep -q -e "$1" "$work/err" && [ ! -s "$work/out" ]; }
# The outcome of the run with the change is `With: ...` and the lines behind it.
ends() { sed -n '/^With: /,$p' "$work/out" | grep -q -e "$1"; }
once() { [ "$(grep -c -e "$1" "$work/out")" = 1 ]; }
# fits COLUMNS: and more than half of that is used.
fits() { [ "$(wc -L <"$work/out")" -le "$1" ] && [ "$(wc -L <"$work/out")" -gt $(($1 / 2)) ] && ! grep -q ' $' "$work/out"; }
same() { cp "$work/out" "$work/first"; try "$@"; cmp -s "$work/out" "$work/first"; }

for step in 5 6 7 8 9 10; do
	try "$step"
	check "whatif $step ends well" gives 0
	check "$step: it fits into 80 columns" fits 80
	COLUMNS=120 try "$step"
	check "$step: or into as many as there are" fits 120
	check "$step: and then says in and out" shows ' out:1|'
	try "$step"
	check "$step: the first difference is marked once" once ' the first difference '
	check "$step: it is the same twice" same "$step"
	check "$step: the run without a change is delivered and closed" shows '^Without: .*Both CLOSED'
	[ "$step" = 5 ] || check "$step: whole" shows '^Without: the peer has the whole answer'
	try "$step" --dup in:2 --seed 3
	check "$step: a doubled packet does no harm" ends 'Both CLOSED'
	check "$step: and it comes twice" shows '| *in:2 arrives again|$'
	try "$step" --hold in:2
	check "$step: neither does a late one" ends 'Both CLOSED'
	check "$step: which comes at its time" shows '[*] 0\.080 *| *in:2 arrives|$'
	try "$step" --corrupt in:2
	check "$step: a corrupted packet is dropped" shows '| *drops in:2:.*|$'
	check "$step: and sent again, or not needed" ends 'Both CLOSED'
	try "$step" --drop in:1
	check "$step: a lost SYN comes again after a second" shows '[*] 1\.000  *2|- SYN seq 0 (again) -*>|$'
	check "$step: and the connection comes about" ends 'Both CLOSED at [0-9]*[1-9]\.'
done

try 5 --drop in:3
check "5: a lost RST leaves half a connection" ends '^  step: ESTABLISHED, SND.UNA 1, SND.NXT 1, RCV.NXT 1$'
try 6 --drop out:3
check "6: a lost echo is not sent again" ends 'Nothing more happens'
try 7
check "7: a lost segment of the page stalls" ends 'has 1460 bytes of an answer of 4067. Nothing more happens:$'
check "7: for ever" ends 'at 300 s of virtual time no packet is on its way, and neither has a timer.$'
check "7: the peer waits for it" ends '^  peer: ESTABLISHED, .*RCV.NXT 1461$'
check "7: the step does not know" ends '^  step: FIN-WAIT-1, SND.UNA 1461, SND.NXT 4069, '
check "7: nothing is sent again" hides 'timeout'
for step in 8 9 10; do
	try "$step" --page 4000 --drop out:3
	check "$step: it heals" ends '^With: the peer has the whole answer, 4067 bytes. Both CLOSED'
	check "$step: after a second of silence" shows '| *timeout 1: all from.*|$'
	try "$step" --page 20000 --drop out:3
	check "$step: three duplicate ACKs heal at once" ends '^With: the peer has the whole answer, 20068 bytes. Both CLOSED'
	check "$step: without a timeout" hides 'timeout [0-9]'
	check "$step: and that is told" shows 'three duplicate ACKs: what'
	try "$step" --drop out:2,out:3 --drop in:2,4 --dup out:4
	check "$step: many choices at once" ends '^With: the peer has the whole answer.* Both CLOSED'
done
try 10
check "10: the peer says what it has" shows ' sack [0-9]*-[0-9]*'
try 8 --loss 100% --drop in:1
check "8: a dead cable has an end" ends 'the peer has 0 bytes, not a whole answer. Both CLOSED'
for bytes in 0 1 60000; do
	try 9 --page "$bytes"  --drop out:2
	check "9: a page of $bytes bytes" ends '^With: the peer has the whole answer'
done
try 7 --seed 1 --corrupt out:3 && cp "$work/out" "$work/seed1" && try 7 --seed 1 --corrupt out:3
check "7: the same seed flips the same bit" cmp -s "$work/out" "$work/seed1"

try 7 list
check "list ends well" gives 0
check "list numbers the packets" shows 'in:1 to in:4, out:1 to out:5)$'
check "list has one ladder" hides 'Without'

FORM=svg try 7 --drop out:3
check "7: the ladders as a picture" shows '^<desc id="d">.*the right sends seq 1461  len 1460, which is lost\.'
check "7: and nothing else" [ "$(head -c 5 "$work/out") $(tail -n 1 "$work/out")" = '<svg  </svg>' ]

try 7 --drop out:2
cp "$work/out" "$work/first"
timeout 300 ./run.sh whatif 07 --drop=out:2 >"$work/out" 2>"$work/err"
check "run.sh builds it and runs it" cmp -s "$work/out" "$work/first"
./run.sh whatif 7 --drop out:77 >"$work/out" 2>"$work/err"
check "run.sh hands its status on" [ $? = 2 ]
./run.sh help >"$work/out"
check "run.sh help lists it" shows 'run.sh whatif N'

refused() { # refused WORDS ARGUMENT...
	try "${@:2}"
	check "refused: whatif ${*:2}" gives 2
	check "whatif ${*:2} says why" says "$1"
}
refused 'steps 5 to 10' 4
refused 'steps 5 to 10' 11
refused 'steps 5 to 10' x
refused 'not micro-steps' 7.3
refused 'whatif N'
refused 'that is no packet' 7 --drop out:
refused 'that is no packet' 7 --drop 0
refused 'that is no packet' 7 --dup in:1,x
refused 'that is no packet' 7 --hold -1
refused 'no such packet.* 4 in and 5 out' 7 --drop out:77
refused 'another fate already' 7 --drop in:3 --hold 3
refused 'needs a value' 8 --corrupt
refused 'not a number' 8 --seed x
refused 'has no page' 6 --page 3
refused '0 to 60000' 8 --page 60001
refused 'no percentage' 8 --loss much
refused 'leave out' 8 list --drop 3
refused "what is '--lose'" 8 --lose 3

echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
