#!/usr/bin/env bash
# progress.sh: the road of the steps, the points of each lab that was graded, and where one stands.
cd "$(dirname "$0")/../.." || exit
labs=tests/labs results=${RESULTS:-build/lab} made=${LABS:-lab} stand=
. $labs/read.sh
# Steps that are still to be written have a name already.
roads=$({ ls -d steps/[0-9][0-9]-*/ | sed 's:^steps/::; s:/$::'; printf '%s\n' 11-sockets 12-attack 13-speed; } | sort | awk '!seen[substr($0, 1, 2)]++')
for step in $roads; do
	n=${step%%-*} number=$((10#$n)) json=$results/$n.json
	folder=$made/$step
	if [ -s "$json" ] && score=$(sed -n '1s/.*"score": \([0-9]*\), "max": \([0-9]*\).*/\1 of \2/p' "$json") && [ -n "$score" ]; then
		built || score="$score, does not build"
		last=$n
		printf '%-14s %s\n' "$step" "$score"
		microsteps | awk '{ row = row sprintf("  %s %s/%s%s", $1, $2, $3, $2 < $3 ? "" : " *") }
			length(row) > 70 { print "              " row; row = "" } END { if (row) print "              " row }'
		micro=$(first_failing)
		if changed; then
			echo "                changed since it was graded: make grade-$number"
			stand=${stand:-"Lab $number was changed since it was graded. Type: make grade-$number"}
		fi
		[ -z "$micro" ] || [ -n "$stand" ] ||
			stand="You stand at $micro, $(sed -n "s/.*\"name\": \"$micro\", \"about\": \"\([^\"]*\)\".*/\1/p" "$json"). Type: make grade-$number, make hint-$number"
	elif [ ! -d "steps/$step" ]; then
		printf '%-14s to come\n' "$step"
	elif [ ! -f "$labs/$n.points" ]; then
		printf '%-14s no lab: read its chapter\n' "$step"
	elif [ -d "$made/$step" ]; then
		printf '%-14s not graded yet: make grade-%s\n' "$step" "$number"
		stand=${stand:-"You stand at the beginning of lab $number. Type: make grade-$number"}
	else
		printf '%-14s make lab-%s\n' "$step" "$number"
	fi
done
echo
if [ -n "$stand" ]; then
	echo "$stand"
else
	next=$(for points in "$labs"/[0-9][0-9].points; do basename "$points" .points; done | while read -r n; do [ -s "$results/$n.json" ] || echo "$n"; done |
		awk -v last="${last:-0}" '!first { first = $1 } $1 > last { first = $1; exit } END { if (first) print first + 0 }')
	if [ -n "$next" ]; then echo "Next: make lab-$next"; else echo "All labs have all their points."; fi
fi
