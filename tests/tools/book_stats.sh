#!/usr/bin/env bash
# book_stats.sh: how long each chapter is, and how hard to read: words of prose,
# how many of them are folded away (answers), new lines of code (neither blank
# nor comment: what main.c, tcp.c and tcb.h have more than the step before, and
# the new parts), micro-steps, and Flesch's reading ease by the rule in book_stats.awk.
cd "$(dirname "$0")/../.." || exit
. tests/tools/steps.sh

code() { [ ! -f "$1" ] || awk -f $tools/code.awk -f <(echo 'code_of($0) ~ /[^ \t]/ { print code_of($0) }') "$1"; }

# new_lines STEP BEFORE
new_lines() {
	local n=0 file part
	for file in main.c tcp.c tcb.h; do
		n=$((n + $(diff <(code "steps/$2/$file") <(code "steps/$1/$file") | grep -c '^>')))
	done
	for part in $(new_parts "$1"); do n=$((n + $($tools/lines.sh common/$part.[ch]))); done
	echo $n
}

ease() { awk -f $tools/book_stats.awk "$1" | cut -d' ' -f"$2"; }

before=none
printf '%-16s %7s %7s %9s %12s %6s\n' chapter words folded 'new code' micro-steps ease
printf '%-16s %7d %7d %9s %12s %6d\n' TUTORIAL "$(ease TUTORIAL.md 2)" "$(ease TUTORIAL.md 6)" - - "$(ease TUTORIAL.md 5)"
for step in $(steps); do
	md=steps/$step/README.md
	last=$(last_label "$step")
	printf '%-16s %7d %7d %9d %12d %6d\n' "$step" "$(ease $md 2)" "$(ease $md 6)" "$(new_lines "$step" $before)" "${last:-1}" "$(ease $md 5)"
	before=$step
done | awk '{ print; words += $2; folded += $3; code += $4; micro += $5 } END { printf "%-16s %7d %7d %9d %12d\n", NR " chapters", words, folded, code, micro }'
