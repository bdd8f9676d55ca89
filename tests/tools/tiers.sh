#!/usr/bin/env bash
# tiers.sh TIER...: makes the tiers, as many at once as there are processors. A
# tier that fails does not hide the next. TIER:clang, TIER:san, TIER:clang-san
# is the same tier from another compiler or under the sanitizers, in a folder of
# its own. What a tier says goes in full to build/test/TIER.log; a table and a
# plain count end it all. The counts are read from Check's own line
# ("100%: Checks: 12, Failures: 0, Errors: 0") and from "N passed, N failed".
cd "$(dirname "$0")/../.." || exit
B=${B:-build}
logs=$B/test
limit=1800								# seconds for one tier

# choose VARIANT: how make is called for it.
choose() {
	make=("${MAKE:-make}" --no-print-directory B="$B${1:+/$1}")
	case $1 in
	san)       make+=(SAN=1) ;;
	clang)     make+=(CC=clang) ;;
	clang-san) make+=(CC=clang SAN=1) ;;
	?*)        make=(echo "There is no variant $1, for") ;;
	esac
}

variant_of() { sed 's/^[^:]*:*//' <<<"$1"; }

counts() {
	awk '/^[0-9]+%: Checks: [0-9]+, Failures: [0-9]+, Errors: [0-9]+/ {
		gsub(/[^0-9 ]/, " "); bad += $3 + $4; good += $2 - $3 - $4 }
	     /^[0-9]+ passed, [0-9]+ failed$/ { good += $1; bad += $3 }
	     END { print good + 0, bad + 0 }' "$1"
}

make_tier() {
	local tier=$1 log=$logs/$1.log begin=$SECONDS status good bad said
	choose "$(variant_of "$tier")"
	# In a process group of its own, so that all of a tier that hangs is ended.
	env --default-signal=INT,QUIT timeout -k 9 "$limit" "${make[@]}" "${tier%%:*}" >"$log" 2>&1 </dev/null &
	trap 'kill $!' INT TERM HUP
	wait $!
	status=$?
	read -r good bad < <(counts "$log")
	[ "$bad" -gt 0 ] || [ "$status" = 0 ] || bad=1			# it stopped before its count
	[ $((good + bad)) -gt 0 ] || bad=1				# it tested nothing
	said="$good passed"
	[ "$bad" = 0 ] || said+=", $bad FAILED (status $status); the end of $log:
$(tail -n 40 "$log" | sed 's/^/    /')"
	printf '%-18s %s\n' "$tier" "$said"
	printf '%-18s %8d %8d %6d s\n' "$tier" "$good" "$bad" $((SECONDS - begin)) >"$logs/$tier.row"
}

if [ "$1" = --one ]; then
	make_tier "$2"
	exit
fi

rm -rf "$logs"
mkdir -p "$logs"
# What tiers share is built before they start, or two of them would build it at
# once. If that fails, each tier says so in its turn.
mapfile -t variants < <(for tier; do variant_of "$tier"; done | sort -u)
for variant in "${variants[@]}"; do
	choose "$variant"
	"${make[@]}" steps && "${make[@]}" tools
done >"$logs/build.log" 2>&1 </dev/null
printf '%s\n' "$@" | xargs -P "$(nproc)" -I TIER tests/tools/tiers.sh --one TIER

printf '\n%-18s %8s %8s\n' tier passed failed
for tier; do cat "$logs/$tier.row" || printf '%-18s %8d %8d\n' "$tier" 0 1; done 2>/dev/null | tee "$logs/table"
awk -v tiers=$# '{ good += $2; bad += $3 } END {
	printf "%d tiers in %d s\n%d passed, %d failed\n", tiers, '$SECONDS', good, bad; exit !(good > 0 && bad == 0) }' "$logs/table"
