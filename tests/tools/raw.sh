#!/usr/bin/env bash
# raw.sh: what becomes of step 05 behind a raw socket (`make tools`, then
# ./run.sh exec 5 -- tests/tools/raw.sh). The address is the kernel's own: no
# other's packets come to a raw socket. See TUTORIAL.md.
cd "$(dirname "$0")/../.." || exit
B=${B:-build} address=${STEP%.*}.3
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

until_said() { # FILE PATTERN, ten seconds at most
	for ((i = 0; i < 100; i++)); do grep -qs -e "$2" "$1" && return; sleep 0.1; done
	echo "raw.sh: '$2' never came" >&2
	cat "$1" >&2
	exit 1
}

ip addr add "$address/32" dev lo
tshark -l -i lo -w "$tmp/lo.pcapng" tcp 2>"$tmp/tshark" &
tshark=$!
until_said "$tmp/tshark" 'File:' # it captures
"$B/tools/raw" "$address" "$B/05-handshake/step" -a "$address" fd:3 >"$tmp/step" 2>&1 &
raw=$!
until grep -q :0006 /proc/net/raw; do sleep 0.1; done # protocol 6: TCP

echo "\$ nc -v -w 1 -s $KERNEL $address 7"
nc -v -w 1 -s "$KERNEL" "$address" 7 2>&1
until_said "$tmp/step" ' RST '
kill -INT "$raw"
wait "$raw"
for ((i = 0; i < 100; i++)); do # tshark gets packets in batches
	[ "$(tshark -r "$tmp/lo.pcapng" 2>/dev/null | wc -l)" -lt 4 ] || break
	sleep 0.1
done
kill -INT "$tshark"
wait "$tshark"
echo
echo "What step 5 said, behind the raw socket:"
cat "$tmp/step"
echo
echo "What tshark saw:"
tshark -r "$tmp/lo.pcapng" 2>/dev/null
