#!/usr/bin/env bash
# bench.sh: how the last step's TCP compares with the bare responder: bulk in and
# out, MTU 1500, taken turn by turn in one run in a private network. Prints each
# figure, the medians of five rounds in Mbit/s, and their ratio.
#   bench.sh BARE CLIENT STEP     (the programs)
set -u
self=$(realpath "$0")
if [[ ${1-} != --inside ]]; then
	(($# == 3)) || { echo "usage: bench.sh BARE CLIENT STEP" >&2; exit 2; }
	root=()
	((EUID == 0)) || root=(--user --map-root-user)
	exec unshare "${root[@]}" --net --pid --fork --kill-child "$self" --inside "$@"
fi
bare=$2 client=$3 step=$4 rounds=${ROUNDS:-5}
PATH=$PATH:/usr/sbin:/sbin
ip tuntap add tun0 mode tun && ip address add 192.0.2.1/24 dev tun0 && ip link set tun0 up || exit
cores=$(nproc)
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT

# one NAME COMMAND...: the server on the first core, the client on the last.
one() {
	local name=$1 server way figure
	shift
	taskset -c 0 "$@" tun0 >/dev/null 2>"$work/$name.err" &
	server=$!
	for ((i = 0; i < 100; i++)); do
		[[ $(cat /sys/class/net/tun0/carrier 2>/dev/null) == 1 ]] && break
		sleep 0.05
	done
	for way in sink source; do
		figure=$(taskset -c $((cores - 1)) "$client" "$way" 192.0.2.2) || figure=0
		echo "$figure" >>"$work/$name.$way"
		echo "$name $way $figure"
	done
	kill "$server" && wait "$server" 2>/dev/null
}
median() { sort -n "$1" | sed -n "$(((rounds + 1) / 2))p"; }

for ((round = 0; round < rounds; round++)); do
	one bare "$bare"
	one step "$step" -q
done
for way in sink source; do
	b=$(median "$work/bare.$way") s=$(median "$work/step.$way")
	awk -v w=$way -v b="$b" -v s="$s" 'BEGIN {
		printf "%-6s  bare %6d Mbit/s  step %6d Mbit/s  ratio %.2f\n", w == "sink" ? "in" : "out", b, s, b ? s / b : 0 }'
done
