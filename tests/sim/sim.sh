#!/usr/bin/env bash
# sim.sh SIM STEP:SEEDS...: runs the simulator for each step. Ends with "N passed, N failed" (seeds).
sim=$1
shift
passed=0 failed=0
for run in "$@"; do
	out=$("$sim" --step "${run%:*}" --seeds "${run#*:}")
	sed "$ s/^/step ${run%:*}: /" <<<"$out"
	read -r p _ f _ <<<"$(tail -n 1 <<<"$out")"
	if [[ $out =~ [0-9]+' passed, '[0-9]+' failed'$ ]]; then
		passed=$((passed + p)) failed=$((failed + f))
	else
		echo "step ${run%:*}: the simulator itself ended" && failed=$((failed + 1))
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
