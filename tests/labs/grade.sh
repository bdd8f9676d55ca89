#!/usr/bin/env bash
# grade.sh [--json] STEP [FOLDER]: says how far a lab is. Its code is compiled with the unit tests
# of its step and for the simulator, and both run in jail.sh. NN.points says which tests are of
# which micro-step; it has its points when all of them pass. A report in JSON goes to
# build/lab/NN.json (OUT=FILE: there), and to the screen with --json.
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
mkdir "$room"/{unit,sim,obj}

parts=$(sed -e :a -e '/\\$/N; s/\\\n//; ta' "steps/$step/Makefile" | sed -n 's/^PARTS *= *//p' | xargs -n1)
if [ -f "steps/$step/tcp.c" ]; then
	root=tcp.c runner=run parts=$(grep -E '^(tcp|app|wire)/' <<<"$parts") entry=tcp_unit_main aliases=
	suites=$(grep -lE "(FROM|BETWEEN)\($number, " tests/unit/tcp/test_*.c | grep -v test_connect.c)	# which is of no step
else
	# Before TCP the program itself is tested, with its main under the name of whatever step a test asks.
	root=main.c runner=run_unit entry=unit_main
	suites=$(sed -n 's/^\t\([a-z0-9_]*\)\t.*/START_TEST(\1)/p' "$labs/$n.points" | grep -lxFf - tests/unit/test_*.c)
	aliases=$(grep -ohE '\bstep_[0-9]+_[a-z0-9_]+' $suites | sort -u | sed 's/.*/-Wl,--defsym=&=lab_step/')
fi
flags="-std=c11 -D_GNU_SOURCE -Wall -Wextra -I$folder -I$folder/common"

# One object a line: its source and its flags. Two at once; none may take for ever.
compile() {
	while read -r o c more; do
		echo "timeout 120 ${CC:-cc} $flags $more -c -o $room/obj/$o.o $c"
	done | xargs -P 2 -I LINE sh -c LINE
}
sources() {
	for p in $parts; do echo "${p//\//_} $folder/common/$p.c $1"; done
	echo "root $folder/$root $1"
}
build() {
	local objects
	{
		sources -O1
		echo "unit tests/unit/unit.c -O0 -Itests/unit"
		echo "$runner tests/labs/$runner.c -O0 -Itests/unit -DSTEP=$number"
		for s in $suites; do
			echo "$(basename "$s" .c) $s -O0 -Itests/unit -DSTEP=$number -D$entry=lab_main"
		done
	} | compile || return
	[ $root = tcp.c ] || objcopy --redefine-sym main=lab_step "$room/obj/root.o" || return
	objects=$(printf "$room/obj/%s.o " ${parts//\//_} root $runner unit)
	for s in $suites; do
		s=$(basename "$s" .c)
		${CC:-cc} -o "$room/unit/$s" "$room/obj/$s.o" $objects $aliases $(pkg-config --libs check) || return
	done
	[ $root = tcp.c ] || return 0
	${CC:-cc} $flags -O1 -fPIC -fvisibility=hidden -Itests/sim $(for p in $parts; do case $p in tcp/*) echo "-DWITH_${p#tcp/}" ;; esac; done) \
		-shared -o "$room/sim/$n.so" tests/sim/side.c "$folder/tcp.c" $(printf "$folder/common/%s.c " $parts) || return
	cp build/sim/sim build/sim/peer.so "$room/sim/"
}

# What the simulator has to complain of. It runs the code in its own process, whose end and last
# line must be its own: code that could end it is not run.
sim_fault() {
	local ends status
	ends=$(nm -u "$room/sim/$n.so" | grep -owE '_?_?(exit|Exit|exit_group|quick_exit|syscall|siglongjmp|longjmp|dlsym|exec[vlpe]+)' | head -n 1)
	if [ -n "$ends" ]; then
		echo "a stack ends no process, but this one calls $ends"
		return
	fi
	tests/labs/jail.sh "$room/sim" 20 "${WALL:-120}" ./sim --step "$n" --seeds $seeds
	status=$?
	[ $status != 0 ] || [ "$(tail -n 1 "$room/sim/out" | tr -d '\0')" != "$seeds passed, 0 failed" ] || return
	{
		case $status in
		1)               ;;
		124|137|152|153) echo "stopped: it took more time, or printed more, than it may"; exit ;;
		*)               echo "it ended with status $status;" ;;
		esac
		head -c 400 "$room/sim/out" | tr -cd ' -~\n' | sed -n "1p; 2s,.*--step,(build/lab/$n/sim --step,; 2s,\$,),p; 2q"
	} | paste -sd' '
}

seeds=1000
built=1
build >"$room/build.log" 2>&1 || built=0
if [ $built = 1 ]; then
	for s in $suites; do
		rm -f "$room"/unit/{run,results}
		cp "$room/unit/$(basename "$s" .c)" "$room/unit/run"
		tests/labs/jail.sh "$room/unit" 1 "${WALL:-120}" ./run
		[ -L "$room/unit/results" ] || cat "$room/unit/results"
	done 2>/dev/null >"$room/results"
	if [ $root = tcp.c ]; then
		fault=$(sim_fault)
		printf '%d\tevery_seed_of_the_simulator\t%s\n' $((${#fault} == 0)) "$fault" >>"$room/results"
	fi
else
	: >"$room/results"
	grep -m 12 -E 'error|warning|undefined' "$room/build.log" | sed "s:$room/obj/::g" >"$room/why"
	[ -n "$json" ] || { echo "$folder does not build, so that nothing can be judged:"; sed 's/^/  /' "$room/why"; }
fi
[ ! -f "$labs/$n.hints" ] || hints="file=4 $labs/$n.hints"
awk -F '\t' -v step="$step" -v n="$n" -v built=$built -v json="$out" -f $labs/grade.awk \
	file=1 "$room/results" file=2 "$labs/$n.cut" $hints file=3 "$labs/$n.points" >"$room/report" || exit
if [ -n "$json" ]; then cat "$out"; else cat "$room/report"; fi
[ "$json$OUT$2" != "" ] || [ ! -f "$labs/$(printf %02d $((number + 1))).cut" ] || [ "$(tail -n 1 "$room/report")" != "100 of 100 points" ] ||
	echo "Go on with your own parts in place of the reference's: make lab-$((number + 1)) MINE=1"
# To see what a seed of the simulator does.
[[ $out != *.json ]] || { rm -f "${out%.json}"/*.so && mkdir -p "${out%.json}" && cp -r "$room"/sim/. "${out%.json}" && OUT=$out $labs/hint.sh --graded "$number"; }
