#!/usr/bin/env bash
# figures.sh SIM STEP...: what each step makes of the same SEEDS networks (1 to 20
# Mbit/s, 5 to 50 ms each way, a queue of 10 to 60 packets, 1 % lost), 500 kB
# through each, in virtual time: the same numbers every time. Then checks that
# each step is better than the one before.
sim=$1 seeds=${SEEDS:-500} passed=0 failed=0
shift
declare -A lost again timeouts half most

# seconds MILLISECONDS
seconds() { printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)); }

# better WHAT, with the numbers of two steps: the second is the smaller one.
better() {
	if (($3 < $2)); then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$1: $3 is not less than $2"
	fi
}

echo "$seeds networks, 500000 bytes through each"
echo "step          lost, kB   sent again, kB   timeouts   seconds: half of them  nine in ten"
for s; do
	row=$("$sim" --figures --step "$s" --seeds "$seeds") || { echo "$row"; failed=$((failed + 1)); }
	read -r lost[$s] again[$s] timeouts[$s] half[$s] most[$s] < <(tail -n 1 <<<"$row")
	name=$(echo steps/"$s"-*)
	printf '%-13s %8d %16d %10d %23s %12s\n' "${name#steps/}" $((lost[$s] / 1000)) $((again[$s] / 1000)) \
		"${timeouts[$s]}" "$(seconds "${half[$s]}")" "$(seconds "${most[$s]}")"
done
better "09 sends less again than 08" "${again[08]}" "${again[09]}"
better "10 has fewer timeouts than 09" "${timeouts[09]}" "${timeouts[10]}"
better "10 is done sooner than 09" "${half[09]}" "${half[10]}"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
