#!/usr/bin/env bash
# student_test.sh NN...: what a student is told is there and is true: a hint for every test and function,
# the ladder of a failure, the tiers, the trace beside the reference's, the difference in code, what is
# wrong with the machine, the road. Ends with "N passed, N failed".
cd "$(dirname "$0")/../.." || exit
labs=tests/labs passed=0 failed=0
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
chmod 755 "$room"
export RESULTS=$room/results LABS=$room/lab
mkdir "$RESULTS" "$LABS"

holds() {
	if "${@:2}"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $1"
		sed 's/^/  /' "$room/said" | head -n 20
	fi
}
# try STATUS COMMAND...: ends with that status; what it says, on both sides, is kept.
try() { "${@:2}" >"$room/said" 2>&1 </dev/null; status=$?; [ "$status" = "$1" ] || { echo "  status $status, not $1"; return 1; }; }
says() { grep -qE -e "$1" "$room/said"; }
hides() { ! says "$1"; }
# tool STEP NAME: with its own lab and its own grades.
tool() { OUT=$RESULTS/$(printf %02d "$1").json $labs/"$2".sh "$1" "$(echo "$LABS/$(printf %02d "$1")"-*)"; }
lab() { CUT=${2-} $labs/lab.sh "$1" "$LABS/$(basename "steps/$(printf %02d "$1")"-*)" >/dev/null; }
# plant FILE SED: changes a line of lab 5 or 7, and only if it is there.
plant() { sed -i.was "$2" "$1" && ! cmp -s "$1" "$1.was"; }
mend() { mv "$1.was" "$1"; touch "$1"; }

# --- who works in the order of the micro-steps has the points of each at once -----------------
# In these three, tests lean on parts of later ones, whose starters have to let them pass. They are
# graded beside what follows, and looked at in the end.
turns="05.4 07.2 08.1"
written_up_to() { # what comes after this micro-step is not written yet
	mkdir "$room/$1"
	awk -F '\t' -v m="$1" '!/^#/ && $3 > m' $labs/"${1%.*}".cut >"$room/$1/later"
	CUT=$room/$1/later $labs/lab.sh "${1%.*}" "$room/$1/lab" && OUT=$room/$1/json $labs/grade.sh "${1%.*}" "$room/$1/lab"
}
for m in $turns; do written_up_to "$m"; done >"$room/turns" 2>&1 </dev/null &
turn=$!
in_turn() { # the micro-steps up to this one have all their points
	cp "$room/turns" "$room/said"
	sed -n 's/.*"name": "\([0-9.]*\)", "about".*"points": \([0-9]*\), "max": \([0-9]*\),.*/\1 \2 \3/p' "$room/$1/json" |
		awk -v m="$1" '$1 <= m { n++; if ($2 != $3) exit bad = 1 } END { exit bad || !n }'
}

# --- every test and every function has its words, once --------------------------
names() { awk -F '\t' -v n="$1" -v tier="$2" '!/^(#|$)/ && NF == n && (!tier || $2 == tier) { print $1 }' "$3" | sort; }
hinted() {
	local tier
	diff <(grep -P '^\t' "$labs/$1.points" | cut -f2 | sort) <(names 2 '' "$2") || return
	for tier in 1 3; do
		diff <(grep -v '^#' "$labs/$1.cut" | cut -f2 | grep . | sort) <(names 3 $tier "$2") || return
	done
	! awk -F '\t' '!/^(#|$)/ && (NF < 2 || NF > 3 || NF == 3 && $2 !~ /^[13]$/ || $NF == "")' "$2" | grep .
}
unhinted() { ! hinted "$@" >/dev/null; }
for n; do
	holds "lab $n has a hint for each test and two for each function" hinted "$n" "$labs/$n.hints"
	sed '/^#/d; 0,/\t/{//d}' "$labs/$n.hints" >"$room/less"
	holds "a test without one would be seen in lab $n" unhinted "$n" "$room/less"
	{ cat "$labs/$n.hints"; tail -n 1 "$labs/$n.hints"; } >"$room/more"
	holds "so would one with two" unhinted "$n" "$room/more"
done

# --- a starter ---------------------------------------------------------------------
lab 5
holds "hint grades first where nobody has" try 0 tool 5 hint
holds "and says so" says '^\(grading '
holds "it begins with where to look" says '^Hint 1 of 3'
holds "for what is not written" says 'Not written yet, the next: tcp_reset tcp_input$'
try 0 tool 5 hint
holds "then comes the rule" says 'Hint 2 of 3'
holds "with its section" says '\(RFC 9293, 3\.10\.7\)$'
try 0 tool 5 hint
holds "then nearly the code" says 'Hint 3 of 3'
holds "and how to see all of it" says 'make rescue-5 FN=tcp_reset'
try 0 tool 5 hint
holds "and no more after that" says 'Hint 3 of 3'
T=1 try 0 tool 5 hint
holds "T picks a tier" says 'Hint 1 of 3'
FN=tcp_ack try 0 tool 5 hint
holds "FN picks a function" says '^  tcp_ack, in common/tcp/send.c: '
FN=tcp_akc holds "a function that is not there is told" try 2 tool 5 hint
holds "with those that are" says 'no function of lab 5.* tcp_ack '
T=4 holds "so is a tier" try 2 tool 5 hint
holds "with those that there are" says 'T=1 where to look'
for bad in x '' 99 4x; do
	for t in hint compare rescue; do
		holds "$t '$bad' is told" try 2 $labs/$t.sh "$bad"
		holds "$t '$bad' is told in words" says '(is no step|is no lab|There is no)'
	done
done
holds "a lab that is not there is told" try 2 $labs/hint.sh 5 "$room/nowhere"
holds "with how to make it" says 'make lab-5'
holds "compare shows a starter's first difference" try 1 tool 5 compare
holds "which is that it does not answer" says 'missing in yours: .*SYN ACK'
holds "rescue shows nothing without YES" try 1 tool 5 rescue
holds "but that it would" says 'This shows the answer .*make rescue-5 YES=1$'
holds "and none of it" hides '^[-+]|r\.seq'
FN=tcp_reset YES=1 holds "YES shows it" try 0 tool 5 rescue
holds "one function of the two" says '^\+.*r\.seq = s->ack'
holds "and no other" hides 'table_find'
FN=nothing YES=1 holds "rescue tells a function that is not there" try 2 tool 5 rescue
holds "progress is asked" try 0 $labs/progress.sh
holds "it has each step" says '^13-speed +to come'
holds "and the points" says '^05-handshake +0 of 100'
holds "and where one stands" says '^You stand at 05\.1, '

# --- the reference, and what is wrong with it ------------------------------------------
rm -r "$LABS"/05-*
lab 5 none
holds "compare says no difference of the reference" try 0 tool 5 compare
holds "in so many words" says 'same as the reference'
holds "it fits into 80 columns" hides '.{81}'
holds "the tiers begin anew with a micro-step that passes" test ! -e "$RESULTS/05.hint"
check_machine() { TUN=/dev/null $labs/lab_check.sh "$LABS"/05-*; }
holds "where nothing is wrong, lab-check says so" try 0 check_machine
holds "nothing is left to hint at" try 0 tool 5 hint
holds "and that is said" says 'all its points'
mv "$LABS"/05-* "$room/whole" && lab 5
holds "a new starter has not the points of the old program" try 0 tool 5 hint
holds "hint grades it first" says '^\(grading '
rm -r "$LABS"/05-* && cp -rp "$room/whole" "$LABS/05-handshake" && try 0 tool 5 hint
holds "points come back with the program, though its files are old" says 'all its points'
echo '/* more */' >>"$LABS/05-handshake/tcp.c"
holds "progress is asked after a change" try 0 $labs/progress.sh
holds "and tells of it" says '^ +changed since it was graded: make grade-5'
holds "so does lab-check" try 0 check_machine
holds "in its own words" says '\?  +05-handshake +changed since it was graded'
try 0 tool 5 hint
holds "what was graded again is not changed" try 0 $labs/progress.sh
holds "and nothing says so" hides 'changed since'
holds "the next lab is the one behind it" says '^Next: make lab-6$'
SEED=x holds "a seed that is no number is told" try 2 tool 5 compare
holds "with one that is" says 'SEED=7'
open=$(echo "$LABS"/05-*/common/tcp/open.c) check=$(echo "$LABS"/05-*/common/tcp/check.c) send=$(echo "$LABS"/05-*/common/tcp/send.c)

# differs FIELD WHERE FILE SED: planted there, compare finds it in that field, and names that micro-step.
differs() {
	plant "$3" "$4" || { echo "there is no such line" >"$room/said"; return 1; }
	try 1 tool 5 compare && says "  (differs in $1: |$1 in yours: )" && says "Nearest to it: $2" && hides '.{81}'
	local status=$?
	mend "$3"
	return $status
}
holds "a wrong ack is found" differs ack 05.2 "$open" 's/t->rcv_nxt = s->seq + 1;/t->rcv_nxt = s->seq;/'
holds "a segment that is missing is found" differs missing 05.3 "$open" 's/\ttcp_send(t, t->iss/\tif (0) tcp_send(t, t->iss/'

# The other fields in a trace of step 7, line by line: only there is text, and a FIN.
build/sim/sim --step 07 --seed 3 --trace | grep -v ' passed, ' >"$room/trace"
# line FIELD LOOK AWK: a trace that this changes differs in that field, and these functions may have done it.
line() {
	awk "$3" "$room/trace" >"$room/changed"
	! cmp -s "$room/trace" "$room/changed" || { echo "there is no such line" >"$room/said"; return 1; }
	awk -v width=80 -v rows=4 -f $labs/compare.awk side=1 "$room/changed" side=2 "$room/trace" >"$room/said"
	says "^difference: $1$" && says "^look: .*$2"
}
at='/ step sends A / && !n++'
holds "a wrong seq is found" line seq tcp_send_from '/ step sends PFA / || / step sends FPA / { $6++ } { print }'
holds "wrong flags are found" line flags tcp_close '/ step sends FPA / { sub(/ F/, " ") } { print }'
holds "a FIN's wrong ack is found" line ack tcp_fin '/ step sends A / && ++n == 5 { $8-- } { print }'
holds "a wrong length is found" line len tcp_send_from '/ step sends FPA / { $12-- } { print }'
holds "a wrong window is found" line win open_window "$at { \$10++ } { print }"
holds "a late segment is found" line time deadline "$at { \$1 += 0.0001 } { print }"
holds "one too many is found" line extra tcp_ack "$at { print } { print }"
holds "one that is missing is found" line missing tcp_ack "$at { next } { print }"
holds "a state that is not reached is found" line state tcp_check_fin_acked '/ FIN-WAIT-1 -> FIN-WAIT-2/ { next } { print }'
holds "another state is found" line state tcp_check_fin_acked '{ sub(/ -> FIN-WAIT-2/, " -> CLOSING"); print }'
holds "a run that says nothing is found" line missing tcp_listen '0'
holds "a run that ends early is found" line state tcp_check_fin_acked '/FIN-WAIT-2/ { exit } { print }'
COLUMNS=120 holds "two columns, where they fit" try 0 tool 5 compare
holds "have a head" says '^yours +\| the reference$'
plant "$send" 's/\ttcp_send(t, t->snd_nxt, ACK, NULL, 0);/\tfor (volatile int on = 1; on;) { }/'
plant "$check" 's/\tif (t->state == SYN_RECEIVED)$/\tif (s->len == 0) tcp_ack(t);\n&/'
WALL=10 holds "what hangs is stopped, and told" try 1 tool 5 compare
holds "with its likely cause" says 'does a loop end'
mend "$send"
mend "$check"
plant "$open" 's/^bool tcp_repeated_syn/broken &/'
holds "what does not build is told" try 2 tool 5 compare
holds "with what shows why" says 'make lab-check'
holds "lab-check tells a build fault" try 2 check_machine
holds "from the machine's" says 'machine is all right. It is the code: lab 5'
holds "and what the compiler says" says 'common/tcp/open\.c:[0-9]+:.*error'
mend "$open"
plant "$check" 's/t->snd_wl1 = s->seq;//'
OUT=$RESULTS/05.json $labs/grade.sh 5 "$LABS"/05-* >"$room/report"
holds "it tells a wrong answer" try 1 check_machine
holds "and where" says 'the first that fails: 05\.4'

# --- a lab that the simulator does not judge --------------------------------------------
lab 2 none
main=$(echo "$LABS"/02-*/main.c)
holds "compare says that the lab has no trace" try 2 tool 2 compare
holds "and which have" says 'Lab 2 has no trace .* Only labs 5 to 10 have\. Type: make hint-2$'
holds "compare of a lab that is not there says so too" try 2 $labs/compare.sh 1 "$room/nowhere"
holds "and not to make it" hides 'make lab-1'
holds "there is a line to take out" plant "$main" '/trace_ipv4(t, &ip);/d'
holds "hint grades with unit tests alone" try 0 tool 2 hint
holds "it names the micro-step and the test" says '^02\.5: 1 of its tests fail; the first: the line has the rest of the header$'
holds "the belief behind it" says '^  Perhaps: you end the line before the rest is on it'
holds "and a function that was begun earlier and goes on here" says '^  show, in main\.c: '
holds "whose file it names once" hides 'in main\.c: main\.c'
try 0 tool 2 hint
holds "then the rule, here too" says 'Hint 2 of 3'
try 0 tool 2 hint
holds "then nearly the code, here too" says 'trace_packet\(t, &ip\)'
holds "and rescue shows it" try 1 tool 2 rescue

# --- a failing test says all of it -----------------------------------------------------
# Strings and words become v, and then each array and object of such, until one is left.
is_json() {
	tr -d '\n' <"$1" | sed -E 's/"(\\.|[^"\])*"/s/g; s/true|false|[0-9]+/v/g; s/ //g
		:a; s/\[([sv](,[sv])*)?\]/v/; ta; s/\{s:[sv](,s:[sv])*\}/v/; ta' >"$room/said"
	[ "$(cat "$room/said")" = v ]
}
in_report() { cp "$room/report" "$room/said" && says "$1"; }
holds "a failing test has its section and its line" in_report '\(RFC 9293, 3\.10\.7\.4; test_handshake\.c:[0-9]+\)$'
holds "and its ladder" in_report '^ +<-- SYN ACK seq ISS\+0 ack IRS\+1 '
holds "numbers count from the first" in_report "^ +got +c->snd_wl1 == IRS\+0$"
holds "and the belief behind it" in_report '^ +Perhaps: you set the state, and not all that the ACK brings'
holds "the JSON has both" grep -q '"passed": false.*"misconception": "you set the state.*"ladder": \["--> SYN ' "$RESULTS/05.json"
holds "and it is JSON" is_json "$RESULTS/05.json"

# --- the machine, tool by tool -------------------------------------------------------
bin=$room/bin
mkdir "$bin"
for c in ${PATH//:/ }; do ln -s "$c"/* "$bin"; done 2>/dev/null
without() { # without WHAT TOOL: lab-check names what is lacking, and what to type
	local status
	mv "$bin/$2" "$bin/.$2" || return
	PATH=$bin LABS=$room/none TUN=/dev/null try 3 $labs/lab_check.sh && says "LACKING +$1 " && says 'type: \./run.sh setup' && says "It is the machine:.* $1"
	status=$?
	mv "$bin/.$2" "$bin/$2"
	return $status
}
for c in cc:compiler pkg-config:pkg-config prlimit:tools unshare:unshare; do
	holds "lab-check sees that ${c%:*} is not here" without "${c#*:}" "${c%:*}"
done
LABS=$room/none TUN=/dev/null PKG_CONFIG_LIBDIR=/nowhere holds "it sees that the check library is not here" try 3 $labs/lab_check.sh
holds "and names it" says 'LACKING +check '
LABS=$room/none CC=false holds "it sees a compiler that does not work" try 3 $labs/lab_check.sh
holds "and names it too" says 'LACKING +compiler '
mv "$bin/tshark" "$bin/.tshark"
LABS=$room/none TUN=$room/tun PATH=$bin holds "neither tshark nor TUN is needed to grade" try 0 $labs/lab_check.sh
holds "but tshark is missed" says 'LACKING +tshark .*grading does without'
holds "and TUN" says 'LACKING +.*/tun .*there is none'

wait $turn
for m in $turns; do holds "$m can be earned before what follows it" in_turn "$m"; done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
