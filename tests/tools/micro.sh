#!/usr/bin/env bash
# micro.sh: every micro-step of every step builds, with gcc and with clang, and
# the last of them is the whole step. Ends with "N passed, N failed".
cd "$(dirname "$0")/../.." || exit
. tests/tools/steps.sh
compilers=${COMPILERS:-gcc clang}
log=$B/micro.log
mkdir -p "$B"

# A part is written once: its labels are those of the step that introduces it.
for step in $(steps); do
	for part in $(new_parts "$step"); do
		strange=$(grep -nHoE '/\* [0-9][0-9]\.[0-9]+ \*/$' common/$part.[ch] | grep -v "/\* $(number "$step")\.")
		[ -z "$strange" ] && ok || bad "part $part is step $(number "$step")'s, but is labelled
$strange"
	done
done

for step in $(steps); do
	last=$(last_label "$step")
	for ((m = 1; m <= ${last:-0}; m++)); do
		[ "$m" = 1 ] || labels "$step" | grep -qx "$m" || bad "micro-step $(number "$step").$m has no line"
		for cc in $compilers; do
			if ${MAKE:-make} --no-print-directory -j2 -C "steps/$step" M="$m" CC="$cc" OPT=-O0 B="$B/micro-$cc" >"$log" 2>&1; then
				ok
			else
				bad "make step-$((10#$(number "$step"))).$m does not build with $cc:"
				faults "$log"
			fi
		done
	done
	[ -n "$last" ] && [ -x "$B/micro-${compilers%% *}/$step.$last/step" ] || continue
	whole=same
	for f in main.c $(cd "steps/$step" && ls *.[ch]) $(parts "$step" | tr ' ' '\n' | sed 's|.*|common/&.c|'); do
		from=$f
		[ -f "$f" ] || from=steps/$step/$f
		diff -u "$from" "$B/micro-${compilers%% *}/$step.$last/$f" || whole=
	done
	[ "$whole" ] && ok || bad "$step: micro-step $last is the last, but not the whole step"
done
count
