#!/usr/bin/env bash
# fuzz.sh FOLDER RUNS TARGET...: runs each target in FOLDER on RUNS inputs, from
# the seeds in tests/fuzz/corpus. Prints what each reached, and a plain count.
cd "$(dirname "$0")" || exit
out=$1 runs=$2 passed=0 failed=0
shift 2

stat() { sed -n "s/^stat::$1: *//p" "$2"; }

for target; do
	log=$out/$target.log
	mkdir -p "$out/grown/$target"
	seeds=corpus/${target#fuzz_}
	[ -d "$seeds" ] || seeds=corpus/packet
	if "$out/$target" -runs="$runs" -seed="${FUZZ_SEED:-1}" -max_len=2048 -timeout=10 -rss_limit_mb=1024 \
		-print_final_stats=1 -artifact_prefix="$out/$target-" -detect_leaks=1 -close_fd_mask=1 \
		"$out/grown/$target" "$seeds" >"$log" 2>&1; then
		passed=$((passed + 1))
		echo "$target: $(stat number_of_executed_units "$log") inputs, $(stat average_exec_per_sec "$log") a second;" \
			"edges of code reached: $(grep -o 'cov: [0-9]*' "$log" | tail -n 1 | cut -c6-)"
	else
		failed=$((failed + 1))
		echo "$target FAILED; the end of $log:"
		tail -n 40 "$log" | sed 's/^/    /'
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
