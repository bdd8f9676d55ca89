#!/usr/bin/env bash
# bench.sh TRIAL CLIENT: what the virtio-net header, left checksums and bursts are worth
# beside the plain path: bulk in and out, turn by turn in one run in a private network.
# Prints medians of five rounds in Mbit/s, and their ratio to the plain path's.
# ROUNDS=5, KINDS="-f -hf -htf -hbtf", WINDOW=1000000
set -u
self=$(realpath "$0")
if [[ ${1-} != --inside ]]; then
	(($# == 2)) || { echo "usage: bench.sh TRIAL CLIENT" >&2; exit 2; }
	root=()
	((EUID == 0)) || root=(--user --map-root-user)
	exec unshare "${root[@]}" --net --pid --fork --kill-child "$self" --inside "$@"
fi
trial=$2 client=$3 rounds=${ROUNDS:-5} window=${WINDOW:-1000000}
read -r -a kinds <<<"${KINDS:-"-f -hf -htf -hbtf"}"
PATH=$PATH:/usr/sbin:/sbin
ip tuntap add tun0 mode tun && ip address add 192.0.2.1/24 dev tun0 && ip link set tun0 txqueuelen 5000 up || exit
cores=$(nproc)
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT

one() {
	local server way figure
	taskset -c 0 "$trial" "$1" -w "$window" tun0 serve >/dev/null 2>"$work/err" &
	server=$!
	for ((i = 0; i < 100; i++)); do
		ip link show tun0 | grep -q LOWER_UP && break
		sleep 0.05
	done
	for way in sink source; do
		figure=$(taskset -c $((cores - 1)) "$client" "$way" 192.0.2.2) || figure=0
		echo "$figure" >>"$work/$1.$way"
	done
	kill "$server" && wait "$server" 2>/dev/null
}
median() { sort -n "$1" | sed -n "$(((rounds + 1) / 2))p"; }

for ((round = 0; round < rounds; round++)); do
	for kind in "${kinds[@]}"; do one "$kind"; done
done
for way in sink source; do
	base=$(median "$work/${kinds[0]}.$way")
	for kind in "${kinds[@]}"; do
		awk -v way=$way -v k="$kind" -v n="$(median "$work/$kind.$way")" -v base="$base" 'BEGIN {
			printf "%-4s %-6s %6d Mbit/s  ratio %.2f\n", way == "sink" ? "in" : "out", k, n, base ? n / base : 0 }'
	done
done
