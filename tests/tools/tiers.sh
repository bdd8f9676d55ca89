#!/usr/bin/env bash
# tiers.sh TIER...: makes the tiers one after another. A tier that fails
# does not hide the next. What it says goes in full to build/test/TIER.log; a
# table and a plain count end it all. It reads the counts from Check's own line
# ("100%: Checks: 12, Failures: 0, Errors: 0") and from "N passed, N failed".
cd "$(dirname "$0")/../.." || exit
logs=${B:-build}/test
mkdir -p "$logs"
table= all=0 wrong=0

counts() {
	awk '/^[0-9]+%: Checks: [0-9]+, Failures: [0-9]+, Errors: [0-9]+/ {
		gsub(/[^0-9 ]/, " "); bad += $3 + $4; good += $2 - $3 - $4 }
	     /^[0-9]+ passed, [0-9]+ failed$/ { good += $1; bad += $3 }
	     END { print good + 0, bad + 0 }' "$1"
}

for tier; do
	log=$logs/$tier.log
	begin=$SECONDS
	printf '%-14s ' "$tier"
	${MAKE:-make} --no-print-directory "$tier" >"$log" 2>&1 </dev/null
	status=$?
	read -r good bad < <(counts "$log")
	[ "$bad" -gt 0 ] || [ "$status" = 0 ] || bad=1			# it stopped before its count
	[ $((good + bad)) -gt 0 ] || bad=1				# it tested nothing
	if [ "$bad" = 0 ]; then
		echo "$good passed"
	else
		echo "$good passed, $bad FAILED (make $tier, status $status); the end of $log:"
		tail -n 40 "$log" | sed 's/^/    /'
	fi
	table+=$(printf '%-14s %8d %8d %6d s' "$tier" "$good" "$bad" $((SECONDS - begin)))$'\n'
	all=$((all + good)) wrong=$((wrong + bad))
done

printf '\n%-14s %8s %8s\n%s\n' tier passed failed "$table"
echo "$all passed, $wrong failed"
[ "$wrong" = 0 ] && [ "$all" -gt 0 ]
