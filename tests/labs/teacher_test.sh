#!/usr/bin/env bash
# teacher_test.sh [cheats|jail|hidden|handout|grade]...: what a teacher relies on: cheats pay nothing and
# harm does none; hidden tests tell an answer from a rule; a handout works and holds no answer; a
# submission, and a class of them, is marked as README.md here says. Ends with "N passed, N failed".
cd "$(dirname "$0")/../.." || exit
top=$PWD labs=tests/labs passed=0 failed=0
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
chmod 755 "$room"
export WALLS=${WALLS:-$($labs/jail.sh --walls)}
export top

holds() {
	if "${@:2}"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $1"
	fi
}
is() { [ "$1" = "$2" ] || { echo "  it is: $1"; return 1; }; }
says() { grep -qF -- "$1" "$2" || { head -c 600 "$2" | sed 's/^/  /' | head -n 5; return 1; }; }
# put FUNCTION FILE CODE: as the first thing that the function does.
put() {
	name=$1 what=$3 awk '{ print } index($0, ENVIRON["name"] "(") && /^[a-z]/ { on = 1 } on && /^\{/ { print ENVIRON["what"]; on = 0 }' "$2" >put.new && mv put.new "$2"
	grep -q '<unistd.h>' "$2" || sed -i '1a #include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <unistd.h>' "$2"
}
$labs/lab.sh 5 "$room/starter" >/dev/null && CUT=none $labs/lab.sh 5 "$room/reference" || exit
mark() { QUIET=1 OUT=$2 JOBS=1 $labs/submission.sh "$1" 5 2>"$2.why" || { echo "  it could not be marked: $(head -n 1 "$2.why")"; return 1; }; }
score() { sed -n 's/.*"score": \([0-9]*\), .*/\1/p' "$1"; }
state() { sed -n 's/.*"state": "\([a-z ]*\)".*/\1/p' "$1"; }
export -f put mark

cheats() {
	local c from name pays want words
	mkdir "$room/cheats"
	for c in $labs/cheats/*.sh; do
		name=$(basename "$c" .sh) from=starter
		! grep -q '^# from reference' "$c" || from=reference
		cp -r "$room/$from" "$room/cheats/$name"
		(cd "$room/cheats/$name" && . "$top/$c") || exit
		echo "$name"
	done | room=$room labs=$labs xargs -P 2 -I NAME bash -c 'mark "$room/cheats/NAME" "$room/cheats/NAME.json" >"$room/cheats/NAME.said"'
	for c in $labs/cheats/*.sh; do
		name=$(basename "$c" .sh)
		IFS=, read -r pays want words <<<"$(sed -n 's/^# pays //p' "$c")"
		cat "$room/cheats/$name.said"
		holds "cheat $name pays $pays" is "$(score "$room/cheats/$name.json")" "$pays"
		holds "cheat $name:$want" is "$(state "$room/cheats/$name.json")" "${want# }"
		[ -z "$words" ] || holds "cheat $name is told" says "${words# }" "$room/cheats/$name.json"
	done
}

# One kind of harm, in jail. Fails if it could be done.
harm() { $labs/jail.sh "$room/jail" 1 20 ./harm "$@"; harmed=$?; [ $harmed != 0 ] && ! grep -q '^done' "$room/jail/out" || { echo "  it could: $*"; return 1; }; }
jail() {
	local begun=$SECONDS
	mkdir "$room/jail" && chmod 755 "$room/jail"
	${CC:-cc} -O0 -o "$room/jail/harm" $labs/cheats/harm.c || exit
	holds "no more memory than a gigabyte" harm memory
	holds "no more than a few processes" harm fork
	holds "no output without end" harm flood
	holds "which is told as such" [ "$harmed" = 153 ]
	holds "what it prints is bounded" [ "$(stat -c %s "$room/jail/out")" -le 4194304 ]
	holds "no recursion without end" harm recurse
	holds "no loop without end" harm loop
	holds "which is told as such, too" [ "$harmed" = 152 ]
	if [ "$WALLS" != limits ]; then
		holds "no file of the repository is written" harm write "$top/Makefile"
		holds "the system is not written" harm write /usr/bin/env
		echo secret >"$room/jail.secret" && chmod 600 "$room/jail.secret"
		holds "what is another user's is not read" harm read "$room/jail.secret"
		holds "who started it is not traced" harm ptrace $$
		holds "who started it gets no signals" harm kill $$
	fi
	if [ "$WALLS" = namespaces ]; then
		holds "no 200 MB on the disk" harm files
		holds "no network" harm network
		holds "the first process there is not traced" harm ptrace 1
		for f in "$top/steps/05-handshake/tcp.c" "$top/tests/unit/tcp/test_handshake.c" /proc/self/maps /etc/passwd /root; do
			holds "$f is not there" harm read "$f"
		done
	fi
	holds "all that ends" [ $((SECONDS - begun)) -lt 300 ]
	broken() { (WALLS=namespaces PATH=$room/none:$PATH; mkdir -p "$room/none"; printf '#!/bin/sh\nexit 1\n' >"$room/none/mount"; chmod +x "$room/none/mount"; $labs/jail.sh "$room/jail" 1 20 ./harm loop; [ $? = 125 ]); }
	[ "$WALLS" != namespaces ] || holds "where no wall can be built, nothing is run" broken
}

# The lines of all bodies that this lab and later ones cut, pressed, those of one token and braces left out.
pressed() { sed 's:/\*.*\*/::; s/^[-+]//' "$@" | tr -d ' \t`'; }
cut_lines() {
	local list m file name rest s
	for list in $labs/[0-9][0-9].cut; do
		m=$(basename "$list" .cut) s=$(basename steps/"$m"-*)
		[[ $m < $1 ]] || cut -f 1,2 "$list" | grep -v '^\(#\|$\)' | while IFS=$'\t' read -r file name; do
			[ -f "$file" ] || file=steps/$s/$file
			awk -v name="$name" -f tests/tools/definition.awk "$file" | awk '/^\}/ { exit } on { print } /^\{/ { on = 1 }'
		done
	done | pressed | awk 'length($0) > 14' | LC_ALL=C sort -u
}
# leaks FOLDER N: a line of an answer that stands in a file of the handout, but not in one that is given whole.
leaks() {
	local given
	[ -d "$room/starter$2" ] || $labs/lab.sh "$2" "$room/starter$2" >/dev/null || return 0
	cut_lines "$2" >"$room/lines"
	[ "$(wc -l <"$room/lines")" -gt 100 ] || { echo "  no answers to look for"; return 0; }
	# What the student is to write may look like what is given: a line of an earlier step, of a test, of the starter.
	mapfile -t given < <(find tests/unit tests/tools $(ls -d steps/[0-9]* | awk -v n="steps/$2" "\$0 < n") "$room/starter$2" -name "*.[ch]")
	pressed "${given[@]}" | LC_ALL=C sort -u | LC_ALL=C comm -23 "$room/lines" - >"$room/secret"
	[ "$(wc -l <"$room/secret")" -gt 100 ] || { echo "  hardly an answer is left to look for"; return 0; }
	find "$1" -type f ! -name "*.pcapng" -exec cat {} + | tr -d "\\0" | pressed | LC_ALL=C sort -u | LC_ALL=C comm -12 "$room/secret" - >"$room/leaks"
	head -n 5 "$room/leaks"
	[ -s "$room/leaks" ]
}
handout() {
	local to=$room/handout n=05 step=05-handshake first a f
	$labs/handout.sh 5 >"$room/said" || { cat "$room/said"; failed=$((failed + 1)); return; }
	first=$(sha1sum <build/handout/$step.tar.gz)
	mkdir "$to" && tar xzf build/handout/$step.tar.gz -C "$to" || exit
	cd "$to/$step" && a=$PWD && cd "$top" || exit
	holds "a handout holds no line of an answer" test -z "$(! leaks "$a" 05 || cat "$room/leaks" | head -n 5)"
	holds "a handout's lab is the starter" diff -r "$room/starter" "$a/lab/$step"
	holds "it has no git, no hidden tests, nothing for teachers" test -z "$(cd "$a" && find . -name '.git*' -o -name '*hidden*' -o -name TEACHING.md -o -path '*tests/sim/peer*' -o -path '*whatif*')"
	holds "it has no later step" is "$(ls "$a/steps" | grep '^[0-9]' | tail -n 1)" $step
	holds "each part in it belongs to these steps" all_asked "$a"
	for f in common/tcp/send.c steps/$step/tcp.c common/tcp/seq.h; do holds "$f is cut" grep -q '^	/\* 05\.' "$a/$f"; done
	holds "the peer has no names" test -z "$(strings "$a"/tests/sim/*/peer.so | grep -E 'tcp_|seq_|\.c$')"
	holds "an answer would be seen: in a body" leaked "$a" cp common/tcp/send.c common/tcp/send.c
	holds "an answer would be seen: in the book" leaked "$a" cp steps/$step/README.md steps/$step/README.md
	holds "it says what to hand in" grep -qF 'the folder `lab/05-handshake` as it is' "$a/README.md"
	# In an empty folder of its own, with nothing of this repository.
	holds "its starter builds" make -s -C "$a/lab/$step" CFLAGS="-std=c11 -D_GNU_SOURCE -O0 -Wall -Wextra -Wpedantic -Wshadow -Werror -I. -Icommon"
	alone() { env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u B -u HIDDEN -u OUT -u NOTES make -s -C "$a" "$@" >"$room/report" 2>&1; }
	alone grade-5
	holds "its starter has no points" is "$(grep -E '^[0-9]+ of' "$room/report")" "0 of 100 points"
	for f in compare-5 rescue-5 book; do
		alone $f
		holds "make $f says that it is elsewhere" says "is in the whole repository only" "$room/report"
	done
	alone step-5.1
	holds "a micro-step of the lab's says what to type" says "5.1 cannot be built from a lab; what you have written so far is 5: ./run.sh replay 5 FILE" "$room/report"
	holds "no hint sends to the reference" test -z "$(grep -lE 'make (compare|rescue)' "$a"/tests/labs/*.hints)"
	alone hint-5 T=3
	holds "nor does the last one" test -z "$(grep -E 'compare|rescue' "$room/report")"
	(cd "$a" && ./run.sh whatif 5 </dev/null; tests/tools/book_states.sh text 5) >"$room/report" 2>&1
	holds "whatif says that it is elsewhere" says "whatif is in the whole repository only" "$room/report"
	holds "the states can be drawn" says "SYN-RECEIVED   -> ESTABLISHED" "$room/report"
	for f in $(cut -f1 $labs/05.cut | grep -v '^\(#\|$\)' | sort -u); do cp "$room/reference/$f" "$a/lab/$step/$f"; done
	alone grade-5
	holds "the reference has all points in it" is "$(grep -E '^[0-9]+ of' "$room/report")" "100 of 100 points"
	if [ -f "$a/tests/labs/lab_check.sh" ]; then
		alone lab-check
		holds "make lab-check is content with it" says "nothing is known to be wrong" "$room/report"
	fi
	# Before TCP there are no tests of TCP.
	mv "$a/tests/unit/tcp" "$room/tcp"
	alone lab-3 && alone grade-3
	holds "where there are no tests of TCP nothing is missed" eval 'says "of 100 points" "$room/report" && ! says "No such file" "$room/report" >"$room/x"'
	mv "$room/tcp" "$a/tests/unit/tcp"
	# A handout has a starter where the reference was, and makes its labs out of that.
	again() {
		local n f g
		for n in $labs/[0-9][0-9].cut; do
			n=$(basename "$n" .cut)
			for f in $(grep -v '^\(#\|$\)' "$labs/$n.cut" | cut -f1 | sort -u); do
				g=$f
				[ -f "$g" ] || g=$(echo steps/"$n"-*)/$f
				awk -v list=$labs/"$n".cut -v file="$f" -f $labs/cut.awk "$g" >"$room/once" && awk -v list=$labs/"$n".cut -v file="$f" -f $labs/cut.awk "$room/once" | diff "$room/once" - || return
			done
		done
	}
	holds "a starter that is cut again stays as it is" again
	# Questions about captures need the tools that it has, and no others.
	(cd "$a" && ./run.sh predict 5 </dev/null) >"$room/report" 2>&1
	holds "./run.sh predict asks in it" says "Question 1 of" "$room/report"
	holds "and misses nothing" test -z "$(grep -E 'No such file|unbound|not found' "$room/report")"
	$labs/handout.sh 5 >"$room/said"
	holds "it is the same each time" is "$(sha1sum <build/handout/$step.tar.gz)" "$first"
}
# Is the part on the list of a step of the handout, or does one, or its tests or tools, ask for it?
asked() { grep -qhE "(^|[ =])${2%.*}( |$)" "$1"/steps/*/Makefile || grep -rqF "\"$2\"" "$1"/common "$1"/steps "$1"/tests || [[ " $(grep -oE 'common/link/[%a-z]*|link/,[a-z_ ]*|cable capture[a-z_ ]*' "$1/tests/tools/tools.mk" | xargs) " == *" $(basename "${2%.*}") "* ]]; }
all_asked() { local f; for f in "$1"/common/*/*.[ch]; do asked "$1" "${f#"$1"/common/}" || { echo "  why is ${f#"$1"/} there?"; return 1; }; done; }
leaked() { cp "$1/$4" "$room/kept" && "$2" "$3" "$1/$4" && leaks "$1" 05 >"$room/said"; local s=$?; cp "$room/kept" "$1/$4"; return $s; }


# Answers made for the numbers of the public tests: those pass, the hidden ones do not.
row() { sed -n "s/.*\"hidden\": \(true\|false\), \"name\": \"$2\", .*\"points\": \([0-9]*\), \"max\": \([0-9]*\),.*/\2 of \3/p" "$1"; }
hidden() {
	local to=$room/hard
	cp -r "$room/reference" "$to" && cd "$to" || exit
	put tcp_reset common/tcp/send.c 'if (s->dport > 81) return;'
	put completes_handshake common/tcp/check.c 'if (t->irs != 0xfffffff8) return false;'
	put tcp_mss_offered common/tcp/open.c 'if (s->options_len == 12 && s->options[0] == OPT_NOP) return 536;'
	put tcp_check_rst common/tcp/check.c 'if ((s->flags & RST) && s->seq - t->rcv_nxt > 1 && s->seq - t->rcv_nxt < 29999) return false;'
	cd "$top" || exit
	mark "$to" "$room/hard.json"
	for m in 05.1:7:3 05.4:13:7 05.6:10:5 05.8:10:5; do
		IFS=: read -r m public more <<<"$m"
		holds "an answer for the public numbers passes $m" is "$(row "$room/hard.json" "$m")" "$public of $public"
		holds "but not what is hidden of $m" is "$(row "$room/hard.json" "${m}h")" "0 of $more"
	done
	# One's own hidden tests, with an error in them, in a copy of the repository.
	mkdir "$room/copy" && cp -r common steps tests "$room/copy" && echo 'int broken(' >>"$room/copy/$labs/hidden/05/test_handshake_hidden.c"
	OUT=$room/copy.json "$room/copy/$labs/submission.sh" "$room/reference" 5 >"$room/said" 2>&1
	holds "an error in a hidden test is the grader's" [ $? = 3 ]
	holds "and the first thing that is said" says "test_handshake_hidden.c:" <(head -n 1 "$room/said" | grep 'error: ')
	if command -v zip >/dev/null && command -v git >/dev/null; then
		(cd "$room/copy" && git init -q && git add common steps && git -c user.name=x -c user.email=x commit -qm x && $labs/gradescope/pack.sh 5 "$room/x.zip") >"$room/said" 2>&1
		holds "pack.sh tells what is not committed" says "tests/" "$room/said"
	fi
	CUT=none $labs/lab.sh 6 "$room/six" && cp -r "$room/six" "$room/six.hard" && cd "$room/six.hard" || exit
	put trim_left common/tcp/receive.c 'if (s->len > 100 && s->seq - t->rcv_nxt > 0x80000000 && s->len % 3 == 0) s->len--;'
	put tcp_acked common/tcp/transmit.c 'if (s->ack - t->snd_una > 0x80000000 && t->tx.len > 120) stream_drop(&t->tx, 1);'
	put tcp_output common/tcp/transmit.c 'if (window > 2000 && window % 100 != 0 && window != 65535) window /= 2;'
	cd "$top" || exit
	told six 06 06.2:3:2 06.5:6:4 06.7:13:7
	CUT=none $labs/lab.sh 7 "$room/seven" && cp -r "$room/seven" "$room/seven.hard" && cd "$room/seven.hard" || exit
	put tcp_check_fin common/tcp/close.c 'if (t->rport < 40000) return;'
	put wait_two_lives common/tcp/close.c 'if (t->stack->config->msl != 30000000) { t->time_wait = t->stack->now + 60000000; return; }'
	put service_page common/app/page.c 'if (t->rport < 40000) return;'
	cd "$top" || exit
	told seven 07 07.2:12:8 07.4:10:5 07.6:11:4
	CUT=none $labs/lab.sh 8 "$room/eight" && cp -r "$room/eight" "$room/eight.hard" && cd "$room/eight.hard" || exit
	put tcp_resend_expired common/tcp/resend.c 'if (t->rport < 40000) t->resend.fires = TCP_NEVER;'
	put tcp_rto_sample common/tcp/rto.c 'if (t->rport < 40000) rtt = 1000;'
	put add common/tcp/reassembly.c 'if (new.to - new.from > 430 && (new.to - new.from) % 10 == 3) return false;'
	put third_duplicate common/tcp/resend.c 'if (t->rport < 40000) return false;'
	cd "$top" || exit
	told eight 08 08.1:11:4 08.3:11:4 08.7:10:5 08.8:7:3
}
# told NAME NN MICRO:PUBLIC:HIDDEN...: the reference has them all, the answer for the public numbers the public ones.
told() {
	QUIET=1 OUT=$room/$1.json $labs/submission.sh "$room/$1" "$2"
	holds "the reference has all points of lab $2, the hidden ones, too" is "$(score "$room/$1.json")" 100
	QUIET=1 OUT=$room/$1.hard.json $labs/submission.sh "$room/$1.hard" "$2"
	for m in "${@:3}"; do
		IFS=: read -r m public more <<<"$m"
		holds "an answer for the public numbers passes $m" is "$(row "$room/$1.hard.json" "$m")" "$public of $public"
		holds "but not what is hidden of $m" is "$(row "$room/$1.hard.json" "${m}h")" "0 of $more"
	done
}

# A class of nine: what each is told, what stays when it is marked again, what Gradescope gets.
grade() {
	local class=$room/class out=$room/grades f
	mkdir -p "$class"/{ada,ben,"cy, d",eve,fay,gus,hal,ivy,joe} && cp -r "$room/reference/." "$class/ada" && cp -r "$room/starter/." "$class/ben" || exit
	mkdir -p "$class/cy, d/upload/05-handshake" && cp -r "$room/reference/." "$class/cy, d/upload/05-handshake"
	cp -r "$room/starter/." "$class/eve" && echo 'broken(' >>"$class/eve/tcp.c" && echo hello >"$class/fay/essay.txt"
	cp "$room"/reference/{tcp.c,common/tcp/*.[ch]} "$class/gus" && rm "$class/gus/send.c"
	cp -r "$room/reference/." "$class/hal" && (cd "$class/hal" && put tcp_input tcp.c 'printf("in: seq %u ", s->seq);')
	cp -r "$room/reference/." "$class/ivy" && (cd "$class/ivy" && put tcp_check_seq common/tcp/check.c 'for (volatile int on = 1; on;) { }')
	tar czf "$class/joe/05-handshake.tar.gz" -C "$room" reference
	all() { OUT=$out $labs/grade_all.sh "$class" "$@" >"$room/said" 2>&1; }
	all 5
	holds "a class is marked" [ $? = 0 ]
	line() { grep "^$1," "$out/grades.csv" | cut -d, -f"$2"; }
	holds "the table has a head" is "$(head -n 1 "$out/grades.csv")" "student,lab,state,05.1,05.1h,05.2,05.3,05.4,05.4h,05.5,05.6,05.6h,05.7,05.8,05.8h,sim,total,max,note"
	holds "who has all" is "$(line ada 2-)" "05-handshake,graded,7,3,5,10,13,7,5,10,5,15,10,5,5,100,100,"
	holds "who has begun" is "$(line ben 3,17)" "graded,0"
	holds "a folder in a folder, and a comma in the name" is "$(grep '^"cy, d",' "$out/grades.csv" | cut -d, -f4,18)" "graded,100"
	holds "what does not build" is "$(line eve 3,17)" "does not build,0"
	holds "what is nothing of the lab" is "$(line fay 3,16)" "empty,0"
	holds "who prints to see what it does has all" is "$(line hal 3,17)" "graded,100"
	holds "who hangs is told to be stopped" is "$(line ivy 3,17)" "stopped,40"
	holds "what is missing stands in the table" is "$(line gus 19)" "send.c missing"
	holds "so does what is still packed" says '"no file of lab 5, but an archive, 05-handshake.tar.gz: unpack it"' "$out/grades.csv"
	holds "each has a number of its own" is "$(grep -oE '^ *[0-9]+ of 9 ' "$room/said" | sort -u | wc -l)" 9
	holds "what is not looked at is told" says '"ignored": ["essay.txt"]' "$out/fay.json"
	holds "files without their folders are taken" says '"taken": ["common/tcp/check.c", "common/tcp/open.c", "common/tcp/seq.h", "common/tcp/table.c", "tcp.c"]' "$out/gus.json"
	holds "what is missing is told" says '"missing": ["common/tcp/send.c"]' "$out/gus.json"
	holds "what the compiler said is told" says "tcp.c:$(wc -l <"$class/eve/tcp.c")" "$out/eve.json"
	OUT=$room/x.json $labs/submission.sh "$class/joe" >"$room/x" 2>&1
	holds "without LAB, too, it is told that one is packed" says "it holds an archive, 05-handshake.tar.gz: unpack it" "$room/x"
	holds "no other lab is told from an essay" [ "$(OUT=$room/x.json $labs/submission.sh "$class/fay" >"$room/x" 2>&1; echo $?)" = 2 ]
	holds "the lab is told from what is there" is "$(QUIET=1 OUT=$room/x.json $labs/submission.sh "$class/ben" && sed -n 's/.*"lab": "\([^"]*\)".*/\1/p' "$room/x.json")" "05-handshake"
	f=$(stat -c %i:%Y "$out/ada.json" "$out/ben.json")
	sleep 1 && cp "$room/reference/common/tcp/seq.h" "$class/ben/common/tcp/seq.h" && rm "$out/eve.json"
	all 5
	holds "what is newer than its submission stays" is "$(stat -c %i:%Y "$out/ada.json")" "${f%%$'\n'*}"
	holds "what came late is marked again" test "$(stat -c %i:%Y "$out/ben.json")" != "${f##*$'\n'}"
	holds "what was lost is marked again" is "$(line eve 3)" "does not build"
	holds "no half of a result is left" test -z "$(find "$out" ! -name '*.json' ! -name grades.csv -type f)"
	for f in ada ben eve; do
		$labs/gradescope.sh "$out/$f.json" | tee "$room/$f.results" >"$room/results.json"
		holds "Gradescope: $f's score is the sum of the tests" is "$(grep -o '"score": [0-9]*' "$room/results.json" | awk -F ': ' 'NR == 1 { t = $2; next } { t -= $2 } END { print t }')" 0
	done
	holds "Gradescope: the most is 100" is "$(grep -o '"max_score": [0-9]*' "$room/results.json" | awk -F ': ' '{ n += $2 } END { print n }')" 100
	holds "Gradescope: hidden ones come after it is published" is "$(grep -c '"number": "05\..h".*"visibility": "after_published"' "$room/results.json")" 4
	holds "Gradescope: all others are seen" is "$(grep -c '"number": "[0-9a-z.]*[0-9m]".*"visibility": "visible"' "$room/results.json")" 9
	holds "Gradescope: a failure has its ladder" says '(<--):\n          --> SYN' "$room/ben.results"
	$labs/gradescope.sh "$out/gus.json" >"$room/results.json"
	holds "Gradescope: what is missing is told" says "the starter's count: common/tcp/send.c" "$room/results.json"
	printf '0\ta_reset_is_never_answered_with_a_reset\ttest_handshake.c:9: expected flags 0x14 seq ISS+1 ack IRS+1 len 0, what came is RA seq ISS+-5 ack IRS+-7 wnd 9 len 0\t\n' >"$room/told"
	awk -F '\t' -v step=05-handshake -v n=05 -v built=1 -v json="$room/told.json" -f $labs/grade.awk file=1 "$room/told" file=2 $labs/05.cut file=3 $labs/05.points >"$room/x"
	holds "a result has its numbers as the screen has them" says "what came is RST ACK seq ISS-5 ack IRS-7 win 9 len 0" "$room/told.json"
	holds "which are these" says "got      RST ACK seq ISS-5 ack IRS-7 win 9 len 0" "$room/x"
	json() { jq -e .score "$1" >"$room/x"; }
	! command -v jq >/dev/null || for f in "$out"/*.json "$room/results.json"; do holds "${f##*/} is JSON" json "$f"; done
	# The example in README.md is a real run.
	example() { sed -n '/^<!-- example -->/,/^```$/p' $labs/README.md | sed '1,2d; $d'; }
	(cd "$room" && rm -rf ada && cp -r starter ada && cp reference/common/tcp/send.c ada/common/tcp/ && echo 'int x;' >>ada/tcb.h)
	STUDENT=ada mark "$room/ada" "$room/ada.json"
	if [ -n "$UPDATE" ]; then # UPDATE=1 puts it there
		awk -v from="$room/ada.json" '{ print } /^<!-- example -->/ { getline; print; while (i++ < 14 && (getline l <from) > 0) print l; while ((getline) > 0 && !/^```$/) { } print "```" }' $labs/README.md >"$room/README" && cp "$room/README" $labs/README.md
	fi
	plain() { sed 's/"grader": "[0-9a-f]*"/"grader": ""/; s/"walls": "[a-z]*"/"walls": ""/' "$@"; }
	holds "README.md shows what a result looks like" diff <(plain "$room/ada.json" | head -n 14) <(example | plain)
}

cd "$top" || exit
if [ $# -eq 0 ]; then # as many at once as there are processors; one that ends without its count fails, too
	printf "%s\n" cheats handout hidden grade jail | xargs -P "$(nproc)" -I WHAT sh -c "\"$0\" WHAT >\"$room/WHAT.out\" 2>&1"
	cat "$room"/*.out | awk '/^[0-9]+ passed, [0-9]+ failed$/ { good += $1; bad += $3; n++; next } { print } END { printf "%d passed, %d failed\n", good, bad += 5 - n; exit !(good > 0 && bad == 0) }'
	exit
fi
for what; do $what; done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
