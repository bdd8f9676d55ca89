#!/usr/bin/env bash
# trial.sh TRIAL CLIENT: the last step's TCP behind sockets, with large buffers, and on a
# virtio-net header, against the kernel's own, in a private network. Prints what
# was tried, line by line, and ends with "N passed, N failed".
self=$(realpath "$0")
if [[ ${1-} != --inside ]]; then
	root=()
	((EUID == 0)) || root=(--user --map-root-user)
	exec timeout -k 5 300 unshare "${root[@]}" --net --pid --fork --kill-child "$self" --inside "$@"
fi
trial=$2 client=$3 good=0 bad=0
PATH=$PATH:/usr/sbin:/sbin
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
cd "$work" || exit
ip link set lo up
ip tuntap add tun0 mode tun && ip address add 192.0.2.1/24 dev tun0 && ip link set tun0 txqueuelen 5000 up || {
	echo "0 passed, 1 failed"; exit 1; }
ip route replace 192.0.2.0/24 dev tun0 congctl cubic
ulimit -c 0

# said WHAT COMMAND...: it must succeed.
said() {
	local what=$1
	shift
	if "$@"; then
		good=$((good + 1)) && echo "  $what"
	else
		bad=$((bad + 1)) && echo "  FAILED: $what ($*)"
	fi
}
# until COMMAND...: waits for it, 30 seconds at most.
until_true() {
	local i
	for ((i = 0; i < 600; i++)); do "$@" && return; sleep 0.05; done
	return 1
}
attached() { ip link show tun0 | grep -q LOWER_UP; }
detached() { ! attached; }
listening() { ss -Hltn "sport = :$1" | grep -q .; }

# start ARGUMENTS...: the trial, in the background; ends it and takes its count.
start() {
	until_true detached
	"$trial" "$@" >out 2>err &
	pid=$!
	until_true attached
}
stop() {
	kill "$pid" 2>/dev/null
	wait "$pid"
}
# number WORD N: the number behind the Nth WORD of the count.
number() { grep -o "$1 [0-9]*" err | sed -n "${2:-1}{s/.* //;p}"; }
more() { (($1 > $2)) || { echo "    $1, not more than $2"; return 1; }; }

page() { head -c "$1" < <(while :; do printf 'abcdefghijklmnopqrstuvwxyz\n%.0s' {1..1000}; done 2>/dev/null); }

# curls N BYTES: so many at once, each of which must get the right bytes.
curls() {
	local i pids=() failed=0
	for ((i = 0; i < $1; i++)); do
		curl -sS -m 60 -o "got.$i" "http://192.0.2.2/$2" &
		pids+=($!)
	done
	page "$2" >want
	for i in "${!pids[@]}"; do
		wait "${pids[i]}" && cmp want "got.$i" || failed=1
	done
	return $failed
}

# together N BYTES: N connections that stay open, and then as many curls.
together() {
	local i fd fds=() failed
	for ((i = 0; i < $1; i++)); do
		exec {fd}<>/dev/tcp/192.0.2.2/80 || return
		fds+=("$fd")
	done
	curls "$1" "$2"
	failed=$?
	for fd in "${fds[@]}"; do exec {fd}>&-; done
	return $failed
}

# served OPTIONS...: a server on sockets.
served() {
	start "$@" tun0 serve
	said "8 curls at once, beside 8 connections that wait" together 8 300000
	said "60 curls, one after another, of an empty page" many 60
	said "one curl, 8 MB" curls 1 8000000
	stop
	said "all were open at once" more "$(number once)" 8
}
many() {
	local i
	for ((i = 0; i < $1; i++)); do curl -sS -m 60 http://192.0.2.2/0 || return; done
}

# fetched OPTIONS...: a page of the kernel's, by a client on sockets.
fetched() {
	local status server
	until_true detached
	nc -N -l 192.0.2.1 8000 <answer >asked &
	server=$!
	until_true listening 8000
	timeout 60 "$trial" "$@" tun0 fetch 192.0.2.1 8000 >got 2>err
	status=$?
	[[ $status == 0 ]] || kill "$server" 2>/dev/null
	wait "$server"
	[[ $status == 0 && $(<asked) == GET* ]] && cmp answer got || { cat err; return 1; }
}
refused() {
	until_true detached
	timeout 60 "$trial" tun0 fetch 192.0.2.1 1 >got 2>err
	[[ $? == 1 && $(<err) == *"Connection refused" ]] || { cat err; return 1; }
}
late() {
	start -m 100 tun0 late
	printf hello | timeout 60 nc -N 192.0.2.2 80 >/dev/null || return
	until_true grep -q over out || return
	[[ $(timeout 60 nc -d 192.0.2.2 80) == hello ]]
}
# One connection each way, for a second.
bulk() { "$client" sink 192.0.2.2 >/dev/null && "$client" source 192.0.2.2 >/dev/null; }

{ printf 'HTTP/1.0 200 OK\r\n\r\n' && page 3000000; } >answer

echo "sockets:"
served -w 262144
said "a page of the kernel's" fetched
said "a port where nobody listens" refused
said "what is unread when all is over is read" late
stop

echo "buffers of 4 MB:"
start -w 4194304 tun0 serve
said "one curl, 40 MB" curls 1 40000000
said "a second in, a second out" bulk
stop
said "more than 1 MB in flight" more "$(number flight)" 1000000
said "a window of more than 1 MB" more "$(number window)" 1000000

for options in -h -ht -hbtf; do
	echo "a virtio-net header, options $options:"
	served $options -w 1000000
	said "a page of the kernel's" fetched $options
	start $options -w 1000000 tun0 serve
	said "a second in, a second out" bulk
	stop
	said "packets of more than 30 kB came" more "$(number most 1)" 30000
	[[ $options != *b* ]] || said "and left" more "$(number most 2)" 30000
done

echo "bursts, and one packet in 40 is lost each way:"
start -hbtf -l 40 -w 1000000 tun0 serve
said "one curl, 8 MB" curls 1 8000000
stop
said "some of ours were lost" more "$(number lost)" 2
said "a page of the kernel's" fetched -hbtf -l 40

echo "bursts to a peer whose segments are shorter than the device's:"
ip route replace 192.0.2.0/24 dev tun0 congctl cubic advmss 600
start -hbtf -w 1000000 tun0 serve
said "one curl, 8 MB" curls 1 8000000
stop
said "segments of 600 bytes with their options" [ "$(number cut)" = 588 ]
said "in packets of more than 30 kB" more "$(number most 2)" 30000
echo "$good passed, $bad failed"
[[ $bad == 0 ]]
