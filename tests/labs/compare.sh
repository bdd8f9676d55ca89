#!/usr/bin/env bash
# compare.sh STEP [FOLDER]: what the student's step and the reference send in the same run of the
# simulator, up to the first difference, with its reason. SEED=N is the run; without it, the first that
# failed in the last grade, or 1. COLUMNS is the width. The student's code runs in jail.sh only.
cd "$(dirname "$0")/../.." || exit
labs=tests/labs tool="make compare"
. $labs/read.sh
choose_lab "$@"
[[ ${SEED-} =~ ^[0-9]{0,18}$ ]] || die "SEED=$SEED is no number. Type: make compare-$number SEED=7"
[[ ${COLUMNS:=80} =~ ^[0-9]{2,3}$ ]] || COLUMNS=80
traced=$(grep -l every_seed_of_the_simulator $labs/*.points | sed 's:.*/0*::; s:\.points::' | sort -n)
grep -qxF "$number" <<<"$traced" ||
	die "Lab $number has no trace to compare: its step has no TCP that the simulator could run.${traced:+ Only labs $(head -n 1 <<<"$traced") to $(tail -n 1 <<<"$traced") have.} Type: make hint-$number"
have_folder
[ -f "build/sim/$n.so" ] || die "There is no reference of step $number to compare with here."
graded
built && [ -f "$results/$n.so" ] || die "$folder does not build, and that comes first: make lab-check shows why."

# Where no run failed, but a test: the first of these in which the two part, or else the first.
seeds=${SEED:-$(sed -n 's/.*"every_seed_of_the_simulator".*--seed \([0-9]*\) .*/\1/p' "$json")}
[ -n "$seeds" ] || [ -z "$(first_failing)" ] || seeds=$(seq 1 20)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
chmod 755 "$room"
mkdir "$room"/{yours,reference}
cp build/sim/{sim,peer.so} "$results/$n.so" "$room/yours"
cp build/sim/{sim,peer.so,"$n.so"} "$room/reference"
run() { $labs/jail.sh "$room/$1" 20 "$2" stdbuf -oL ./sim --step "$n" --seed "$3" --trace; }
# both SEED: what each did, and the first difference, in $room/said.
both() {
	local side
	run reference 120 "$1"
	run yours "${WALL:-120}" "$1" 2>/dev/null
	status=$? how=
	case $status in
	0|1)             ;;
	124|137|152|153) how="it took more time, or printed more, than it may; does a loop end?" ;;
	139)             how="segmentation fault" ;;
	134)             how="an assertion failed, or abort: $(tr -cd ' -~\n' <"$room/yours/out" | grep -m 1 -i assert)" ;;
	*)               how="status $status" ;;
	esac
	[ "$status" -gt 1 ] || tail -n 1 "$room/yours/out" | grep -q '^[01] passed, [01] failed$' || how="it ended the process"
	for side in yours reference; do tr -cd ' -~\n' <"$room/$side/out" | grep -v '^[01] passed, ' >"$room/$side.trace"; done
	awk -v width="$COLUMNS" -v rows="${ROWS:-16}" -v how="$how" -f $labs/compare.awk side=1 "$room/yours.trace" side=2 "$room/reference.trace" >"$room/said"
	difference=$(sed -n 's/^difference: //p' "$room/said")
}
for seed in ${seeds:-1}; do
	both "$seed"
	[ "$difference" = none ] && [ "$status" = 0 ] || break
done
[ "$difference" != none ] || [ "$status" != 0 ] || [ "$seed" = "${seeds%%[^0-9]*}" ] || { seed=1; both 1; }

echo "Lab $number beside the reference, run $seed of the simulator."
narrow() { fold -s -w "$COLUMNS" | sed 's/ *$//'; }
head -n -2 "$room/said" | narrow
if [ "$difference" = none ] && [ "$status" = 0 ]; then
	echo "The same as the reference's."
	[ -z "$(first_failing)" ] || echo "The tests that fail are of something that does not come up here${SEED:+; SEED=N is another run}. Type: make hint-$number"
	exit 0
fi

# Of the functions that may have made it: one of a micro-step that fails, or the first that is written here.
near= failing=$(microsteps | awk '$2 < $3 { print $1 }')
for f in $(sed -n 's/^look: //p' "$room/said"); do
	[ -n "$(file_of "$f")" ] || continue
	: "${near:=$f}"
	! grep -qxF "$(micro_of "$f")" <<<"$failing" || { near=$f; break; }
done
if [ -n "$near" ]; then
	micro=$(micro_of "$near")
	awk -F '\t' -v f="$near" '$2 == f { printf "Nearest to it: %s, %s in %s (%s)\n", $3, f, $1, $5 }' $labs/"$n".cut | narrow
	echo "Its rule: make hint-$number FN=$near T=2"
else
	micro=$(first_failing)
	[ -z "$micro" ] || echo "Nearest to it: $micro ($(failing_tests "$micro" | head -n 1 | field section))"
fi
[ -n "$failing" ] || echo "All tests of lab $number pass, and the simulator has nothing against it:
where the RFC leaves a choice, yours is another."
exit 1
