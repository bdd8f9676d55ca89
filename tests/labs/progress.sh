#!/usr/bin/env bash
# progress.sh: the road of the steps, the points of each lab that was graded, and where one stands.
cd "$(dirname "$0")/../.." || exit
labs=tests/labs results=${RESULTS:-build/lab} made=${LABS:-lab} stand=
. $labs/read.sh
# Steps that are still to be written have a name already.
roads=$({ ls -d steps/[0-9][0-9]-*/ | sed 's:^steps/::; s:/$::'; printf '%s\n' 11-sockets 12-attack 13-speed; } | sort | awk '!seen[substr($0, 1, 2)]++')
for step in $roads; do
	n=${step%%-*} number=$((10#$n)) json=$results/$n.json
	if [ -s "$json" ] && score=$(sed -n '1s/.*"score": \([0-9]*\), "max": \([0-9]*\).*/\1 of \2/p' "$json") && [ -n "$score" ]; then
		built || score="$score, does not build"
		printf '%-14s %s\n' "$step" "$score"
		microsteps | awk '{ row = row sprintf("  %s %s/%s%s", $1, $2, $3, $2 < $3 ? "" : " *") }
			length(row) > 70 { print "              " row; row = "" } END { if (row) print "              " row }'
		micro=$(first_failing)
		[ -z "$micro" ] || [ -n "$stand" ] ||
			stand="You stand at $micro, $(sed -n "s/.*\"name\": \"$micro\", \"about\": \"\([^\"]*\)\".*/\1/p" "$json"). Type: make grade-$number, make hint-$number"
		[ -z "$micro" ] || [ -z "$(find "$made/$step" -newer "$json" -name '*.[ch]' 2>/dev/null | head -n 1)" ] ||
			echo "                changed since it was graded"
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
	next=$(for points in "$labs"/[0-9][0-9].points; do n=$(basename "$points" .points); [ -s "$results/$n.json" ] || { echo $((10#$n)); break; }; done)
	if [ -n "$next" ]; then echo "Next: make lab-$next"; else echo "All labs have all their points."; fi
fi
