#!/usr/bin/env bash
# hint.sh STEP [FOLDER]: a hint for the first micro-step that fails, graded anew if something has changed:
# where to look; once more, the rule; once more, nearly the code. T=1, 2 or 3 picks one of them, FN=NAME a
# function. What was shown stands beside the grade and is forgotten once the micro-step passes.
cd "$(dirname "$0")/../.." || exit
labs=tests/labs tool="make hint"
. $labs/read.sh
after=
[ "$1" != --graded ] || { after=1; shift; }
choose_lab "$@"
state=$results.hint
if [ -n "$after" ]; then
	read -r key shown micro 2>/dev/null <"$state" || exit 0
	[ -n "$(microsteps | awk -v m="$micro" '$1 == m && $2 < $3')" ] || rm -f "$state"
	exit 0
fi
hints=$labs/$n.hints
[ -f "$hints" ] || die "There are no hints for lab $number yet."
have_folder
case ${T-} in ''|1|2|3) ;; *) die "T=$T: there are three tiers: T=1 where to look, T=2 the rule, T=3 nearly the code." ;; esac
[ -z "${FN-}" ] || is_function "$FN"
graded
built || die "$folder does not build, and that comes first: make lab-check shows why."
micro=$(first_failing)
if [ -z "$micro" ] && [ -z "${FN-}" ]; then
	echo "Lab $number has all its points: there is nothing to hint at. Type: make progress"
	exit
fi

say() { fold -s -w 96 | sed '2,$s/^/    /; s/ $//'; }
if [ -n "${FN-}" ]; then
	names=$FN key=$FN micro=$(micro_of "$FN")
else
	key=$micro
	# Those that begin earlier and go on here have its number in their rule.
	names=$(functions_of "$micro"; awk -F '\t' -v m="$micro" '!/^(#|$)/ && $3 < m && m ~ /[.]/ && index($4, m) { print $2 }' $labs/"$n".cut)
	names=$(awk '!seen[$0]++' <<<"$names")
	# Who has not written all yet has a use for the next ones only, and no belief yet that may be wrong.
	next=$(for f in $(awk -F '\t' -v m="$micro" '!/^(#|$)/ && $3 <= m { print $3, $2 }' $labs/"$n".cut | sort -s -k1,1 | cut -d' ' -f2); do ! unwritten "$f" || echo "$f"; done | head -n 3)
	echo "$micro: $(failing_tests "$micro" | wc -l) of its tests fail; the first:" "$(failing_tests "$micro" | head -n 1 | field name | tr _ ' ')"
	if [ -n "$next" ]; then
		names=$next
		echo "Not written yet, the next:" $next
	else
		failing_tests "$micro" | head -n 1 | field misconception | sed '/./s/^/  Perhaps: /' | say
	fi
	if [ -z "$names" ]; then
		if [ -f $labs/rescue.sh ]; then echo "Each function passes its tests. Type: make compare-$number, which shows where your step and the reference part."
		else echo "Each function passes its tests, but they do not work together. make grade-$number names a run of the simulator that fails, and what shows it."; fi
		exit
	fi
fi

key=$(xargs <<<"$key $names" | tr ' ' ,)	# other functions begin anew
read -r old shown _ 2>/dev/null <"$state" || old=
[ "$old" = "$key" ] || shown=0
tier=${T:-$((shown < 3 ? shown + 1 : 3))}
[ -n "${T-}" ] || echo "$key $tier $micro" >"$state"

titles=([1]="where to look" [2]="the rule" [3]="nearly the code")
echo "Hint $tier of 3, ${titles[tier]}:"
for f in $names; do
	case $tier in
	2) awk -F '\t' -v name="$f" '$2 == name { print $4 " (" $5 ")"; exit }' $labs/"$n".cut ;;
	*) awk -F '\t' -v name="$f" -v tier="$tier" '$1 == name && $2 == tier && NF == 3 { print $3; exit }' "$hints" ;;
	esac | sed "s|^$(file_of "$f")[,;.] *||; s|^|  $f, in $(file_of "$f"): |" | say
done
[ "$tier" = 3 ] || [ -n "${T-}" ] || echo "Once more, make hint-$number${FN:+ FN=$FN} says more: ${titles[tier + 1]}."
[ "$tier" != 3 ] || [ ! -f $labs/rescue.sh ] || echo "If that is not enough: make rescue-$number FN=$(head -n 1 <<<"$names") shows the difference to the reference."
