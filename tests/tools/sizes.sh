#!/usr/bin/env bash
# sizes.sh: how much of each step is new, in lines that are neither blank nor
# comment. The goal: 150 a part, three parts a step, 30 a micro-step, eight of
# them a step.
cd "$(dirname "$0")/../.." || exit
. tests/tools/steps.sh

code() { awk -f $tools/code.awk -f <(echo 'code_of($0) ~ /[^ \t]/ { print code_of($0) }') "$1"; }
warn() { warnings+="  $*"$'\n'; }

mkdir -p "$B"
printf '%-16s %8s  %-12s %s\n' step 'new main' micro-steps 'new parts'
before=/dev/null
for step in $(steps); do
	main=$(diff <(code "$before") <(code "steps/$step/main.c") | grep -c '^>')
	before=steps/$step/main.c
	new=
	for part in $(new_parts "$step"); do
		n=$($tools/lines.sh common/$part.[ch])
		new+="$part $n  "
		[ "$n" -le 150 ] || warn "$part: $n lines, more than 150"
	done
	[ "$(new_parts "$step" | grep -c .)" -le 3 ] || warn "$step: more than three new parts"

	# A micro-step's lines: what its cut of the step's own files has more than
	# the cut before; of the first, all there is but the files of earlier steps.
	grows= was=0
	last=$(last_label "$step")
	[ "${last:-0}" -le 8 ] || warn "$step: $last micro-steps, more than eight"
	for ((m = 1; m <= ${last:-0}; m++)); do
		n=0
		for f in $(own_files "$step"); do
			cut=$B/sizes.c
			awk -v step="$(number "$step")" -v last="$m" -f $tools/micro.awk "$f" >"$cut"
			n=$((n + $($tools/lines.sh "$cut")))
		done
		grow=$((n - was))
		[ "$m" = 1 ] || { grows+="+$grow " && [ "$grow" -le 30 ] || warn "step $(number "$step").$m: $grow lines, more than 30"; }
		was=$n
	done
	printf '%-16s %8d  %-12s %s\n' "$step" "$main" "${last:-1} $grows" "$new"
done
[ -z "$warnings" ] || printf 'Larger than one sitting:\n%s' "$warnings"
