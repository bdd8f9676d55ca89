#!/usr/bin/env bash
# grade.sh [--json] STEP [FOLDER]: says how far a lab is. Of the folder the files are taken that the lab
# cuts; how they become programs says build.sh. The unit tests of the step and the simulator run in
# jail.sh. NN.points says which tests are of which micro-step; it has its points when all of them
# pass. A report in JSON goes to build/lab/NN.json (OUT=FILE: there), and to the screen with --json.
# HIDDEN=1 asks the hidden tests, too; NOTES=FOLDER is told what submission.sh wants to know.
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top" || exit
labs=tests/labs json= hints=
[ "$1" != --json ] || { json=1; shift; }
[[ $1 =~ ^[0-9]+$ ]] || { echo "grade.sh [--json] STEP [FOLDER]" >&2; exit 2; }
step=$(basename "$(ls -d "steps/$(printf %02d $((10#$1)))"-*/ 2>/dev/null)")
[ -n "$step" ] || { echo "There is no step $1." >&2; exit 2; }
n=${step%%-*} number=$((10#$1)) folder=${2:-lab/$step} out=${OUT:-build/lab/${step%%-*}.json}
[ -f "$labs/$n.points" ] || { echo "There is no lab $number yet." >&2; exit 2; }
[ -d "$folder" ] || { echo "There is no $folder: make lab-$number makes it." >&2; exit 2; }
mkdir -p "$(dirname "$out")"
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
chmod 755 "$room"
mkdir "$room"/{unit,sim}

. $labs/build.sh
export WALLS=${WALLS:-$($labs/jail.sh --walls)}
get_tools || { echo "The tests of lab $number do not build: make lab-check" >&2; exit 3; }

# What the simulator has to complain of. It runs the code in its own process, which ends with 0 only if
# each seed has passed, for code that calls what a stack has no need of (exit, say) is not run. What the
# code prints may stand before the simulator's words, or behind them. The first seed that fails is enough.
sim_fault() {
	local status
	if [ -s "$room/refused" ]; then
		echo "a stack has no need of what this one calls: $(head -n 3 "$room/refused" | paste -sd' ')"
		return
	elif [ "$hung" -ge 3 ]; then
		echo stopped >"$room/state"
		echo "not run, for it would take long: the program hangs in $hung tests above"
		return
	fi
	tests/labs/jail.sh "$room/sim" 20 "${WALL:-120}" ./sim --step "$n" --seeds $seeds --first
	status=$?
	tr -cd ' -~\n' <"$room/sim/out" >"$room/sim.said"
	[ $status != 0 ] || ! grep -qE "(^|[^0-9])$seeds passed, 0 failed\$" "$room/sim.said" || return
	case $status in
	0|1)     grep -m 1 -B 1 -E -- "--step $n.* --trace\$" "$room/sim.said" | head -c 400 | sed "s,^ .*--step,(build/lab/$n/sim --step,; 2s,\$,)," ;;
	125)     echo "the walls of jail.sh could not be built" >"$room/broken" ;;
	153)     echo "stopped: it printed more than it may, 4 MB"; echo stopped >"$room/state" ;;
	124|137|152) echo "stopped: it took more time than it may; does a loop end?"; echo stopped >"$room/state" ;;
	*)       echo "it ended with status $status ($(kill -l $status)): $(tail -n 1 "$room/sim.said" | head -c 200)" ;;
	esac 2>/dev/null | paste -sd' '
}

echo graded >"$room/state"
: >"$room/refused"
collect "$folder"
seeds=1000 hung=0
built=1
build >"$room/build.log" 2>&1 || built=0
[ ! -s "$room/broken" ] || { cat "$room/broken" >&2; exit 3; }
if [ $built = 1 ]; then
	for s in $suites $hidden; do
		s=$room/unit/$(basename "$s" .c)
		mkdir "$s.room" && mv "$s" "$s.room/run" && : >"$s.room/results"
		[ $hung -lt 3 ] || : >"$s.room/hurry"
		tests/labs/jail.sh "$s.room" 1 "${WALL:-120}" ./run
		case $? in 125) echo "the walls of jail.sh could not be built" >"$room/broken" ;; 124|137|152|153) echo stopped >"$room/state" ;; esac
		[ -L "$s.room/results" ] || { cat "$s.room/results"; hung=$((hung + $(grep -cE '	(Received signal 2[47] |Test timeout)' "$s.room/results"))); }
	done 2>/dev/null >"$room/results"
	[ ! -s "$room/broken" ] || { cat "$room/broken" >&2; exit 3; }
	if [ $root = tcp.c ]; then
		fault=$(sim_fault)
		[ ! -s "$room/broken" ] || { cat "$room/broken" >&2; exit 3; }
		printf '%d\tevery_seed_of_the_simulator\t%s\n' $((${#fault} == 0)) "$fault" >>"$room/results"
	fi
else
	: >"$room/results"
	echo 'does not build' >"$room/state"
	grep -m 12 -E 'rror|warning|undefined' "$room/build.log" | sed "s:$room/::g" >"$room/why"
	[ -n "$json" ] || { echo "$folder does not build, so that nothing can be judged:"; sed 's/^/  /' "$room/why"; }
fi
[ ! -f "$labs/$n.hints" ] || hints="file=4 $labs/$n.hints"
points=$labs/$n.points
if [ -n "$hidden" ]; then
	points=$room/points
	awk -F '\t' -f $labs/hidden.awk "$labs/hidden/$n/points" "$labs/$n.points" >"$points" || exit
fi
awk -F '\t' -v step="$step" -v n="$n" -v built=$built -v json="$out" -f $labs/grade.awk \
	file=1 "$room/results" file=2 "$labs/$n.cut" $hints file=3 "$points" >"$room/report" || exit
if [ -n "$json" ]; then cat "$out"; else cat "$room/report"; fi
if [ -n "$NOTES" ]; then
	[ "$built" = 1 ] || cp "$room/why" "$NOTES"
	cp "$room"/{state,taken,ignored} "$NOTES"
	echo "$grader" >"$NOTES/grader"
elif [ -s "$room/ignored" ]; then
	[ -n "$json" ] || { echo "Not looked at, for lab $number does not cut them:"; head -n 8 "$room/ignored" | sed 's/^/  /'; }
fi
[ "$json$OUT$2" != "" ] || [ ! -f "$labs/$(printf %02d $((number + 1))).cut" ] || [ "$(tail -n 1 "$room/report")" != "100 of 100 points" ] ||
	echo "Go on with your own parts in place of the reference's: make lab-$((number + 1)) MINE=1"
# To see what a seed of the simulator does.
[[ $out != *.json ]] || { rm -f "${out%.json}"/*.so && mkdir -p "${out%.json}" && cp -r "$room"/sim/. "${out%.json}" && OUT=$out $labs/hint.sh --graded "$number"; }
