#!/usr/bin/env bash
# shellcheck disable=SC2016,SC2086 # single quotes are for the shells inside; pids need no quotes
# run_test.sh: run.sh keeps its promises; above all, that nothing stays.
# It runs in namespaces of its own, so that what it counts is run.sh's, and so
# that a mistake in run.sh cannot touch the machine's network.
set -u
if [[ ${1-} != --private ]]; then
	mounts=()
	# In a chroot mounts cannot be made private, but they may be so already.
	unshare --mount true 2>/dev/null || grep -q shared: /proc/self/mountinfo || mounts=(--propagation unchanged)
	exec unshare --net --pid --mount "${mounts[@]}" --mount-proc --fork --kill-child "$BASH" "$0" --private
fi

cd "$(dirname "$0")/../.." || exit 1
B=${B:-build}
work=$(mktemp -d)
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
export CI=

# Where others may not enter (/root), what needs no root is tried in a copy.
if ! setpriv --reuid 65534 --regid 65534 --clear-groups test -r "$PWD/run.sh"; then
	cp -R . "$work/open" && cd "$work/open" || exit 1
	export B=$work/open/build
	make -s B="$B" step-3 tools >/dev/null
fi

check() { # check NAME COMMAND...: the command must succeed
	if "${@:2}"; then
		((++passed))
	else
		((++failed))
		printf 'FAILED  %s\n        %s\n' "$1" "${*:2}"
		sed 's/^/        | /' "$work/out" "$work/err" 2>/dev/null | tail -n 20
	fi
}
run() { ./run.sh "$@" >"$work/out" 2>"$work/err" </dev/null; status=$?; }
gives() { [[ $status == "$1" ]]; }
says() { grep -q -e "$1" "$work/out" "$work/err"; }
soon() { local i; for ((i = 0; i < 100; i++)); do "$@" && return; sleep 0.05; done; return 1; }
unprivileged() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }

# Only this script's own processes (bash, and awk's or ls's of this line), in one network namespace.
processes() { cat /proc/[0-9]*/comm 2>/dev/null | grep -c -x -e step -e cable -e run.sh -e unshare -e setpriv -e ping -e tshark -e dumpcap -e sleep; }
shells() { grep -l -a "run[.]sh" /proc/[0-9]*/cmdline 2>/dev/null | wc -l; }
networks() { readlink /proc/[0-9]*/ns/net | sort -u | wc -l; }
sleepers() { cat /proc/[0-9]*/stat | sed -n "s/ (sleep).*//p"; }
nothing_stays() { [[ $(networks) == 1 && $(processes) == 0 && $(shells) == 0 && $(ip -o link | wc -l) == "$links" ]]; }
links=$(ip -o link | wc -l)

# --- the command line ---
run exec 99 -- true;    check "a bad N has status 2" gives 2;  check "and lists the steps" says 03-icmp-echo
run --bogus;            check "a bad option has status 2" gives 2;  check "and is named" says bogus
run exec 3;             check "exec without a command is refused" gives 2
run --net 1.2.3/8;      check "a bad --net is refused" gives 2
run --net 1.2.300.0/24; check "a --net above 255 is refused" gives 2
run --loss;             check "an option without its value is refused" gives 2
run frobnicate;         check "a bad command is refused" gives 2
run help;               check "help has status 0" gives 0;  check "and shows the commands" says 'replay N FILE'
run shell;              check "shell without a run has status 1" gives 1;  check "and says what to type" says 'No run is going on'
run --inside exec 3 -- true;  check "never in the machine's own network" says 'nothing was changed'

# --- exec ---
run exec 3 -- sh -c 'exit 7';  check "exec has the command's status" gives 7;  check "and the step its summary" says '^[0-9]* packets*:'
run exec 03 -- ping -c 2 -i 0.2 192.0.2.2
check "ping is answered" gives 0;  check "without loss" says ' 0% packet loss';  check "each packet has its line" says 'echo reply'
run exec 3 --net 10.7.0.0/24 --log "$work/log" -- sh -c 'ping -c 1 $STEP && ping -c 1 -I $KERNEL 10.7.0.2'
check "--net gives other addresses" gives 0;  check "--log takes the lines" grep -q 'echo reply' "$work/log"
run exec 3 --pcap "$work/kept.pcapng" -- ping -c 1 192.0.2.2
check "--pcap keeps the packets" [ -s "$work/kept.pcapng" ]
run exec 3 -- sh -c 'kill -SEGV $(sed -n "s/^NSpid:.*\t//p" $(grep -l "^Name:.step$" /proc/[0-9]*/status)); sleep 9'
check "a step that dies is told" says 'ended by itself, by signal SEGV';  check "and is a failure" gives 139
check "nothing stays after exec" soon nothing_stays
for i in 1 2 3; do ./run.sh exec 3 -- ping -c 2 -i 0.2 192.0.2.2 >"$work/par.$i" 2>&1 & pids[i]=$!; done
for i in 1 2 3; do wait "${pids[i]}"; status=$?; check "three at once: $i" gives 0; done

# --- settings ---
run exec 5 -o rcv_buffer=1000 -- nc -z -w 60 192.0.2.2 7
check "-o is passed to the step" says 'SYN ACK .* win 1000 ';  check "which does its work" gives 0
run exec 5 -o rcv_buffer=1000 -o rcv_buffer=777 -- nc -z -w 60 192.0.2.2 7;  check "the last -o counts" says 'SYN ACK .* win 777 '
for wrong in nonsense=1 rcv_buffer=0 rcv_buffer=65536 rcv_buffer=9x rcv_buffer= rcv_buffer; do
	run exec 5 -o $wrong -- touch "$work/ran"
	check "-o $wrong is refused" gives 2;  check "-o $wrong is named" grep -q "^'$wrong' is no setting of this step, or not a value" "$work/err"
	check "-o $wrong: what there is" grep -q '^  -o rcv_buffer=65535 (1 to 65535)$' "$work/err";  check "-o $wrong: nothing is run" [ ! -e "$work/ran" ]
	run replay 5 -o $wrong steps/05-handshake/checks.pcapng;  check "replay refuses -o $wrong" gives 2
done
# A step that has opened tun0 is taken to be ready, so it must refuse a setting before that.
for root in build/0[5-9]-*/step build/1?-*/step; do
	[[ $root != *.* ]] || continue # a micro-step may have no settings yet
	"$root" -o nonsense=1 no-such.pcapng >"$work/out" 2>"$work/err"; status=$?
	check "$root: no device is opened before" says "'nonsense=1' is no setting";  check "$root: ends with 2" gives 2
done
run exec 5 -o help -- touch "$work/ran";  check "-o help has status 0" gives 0;  check "-o help lists them" grep -q '^  -o rcv_buffer=' "$work/out"
check "-o help runs nothing" [ ! -e "$work/ran" ]
run replay 5 -o rcv_buffer=777 steps/05-handshake/checks.pcapng;  check "replay passes -o" says 'SYN ACK .* win 777 '
run exec 4 -o rcv_buffer=777 -- true;  check "before step 5 there are none" gives 2;  check "and it says so" says 'step 4 has no settings: -o is for step 5 and later'
check "nothing stays after settings" soon nothing_stays

# --- what a student wrote ---
export LABS=$work/lab
run demo lab/3;  check "a lab that is not there is told" gives 1;  check "with how to make it" says 'Type: make lab-3'
CUT=none tests/labs/lab.sh 3 "$LABS/03-icmp-echo" >/dev/null && sed -i 's/echo reply/my reply/' "$LABS/03-icmp-echo/common/console/trace_icmp.c"
run exec lab/3 -- ping -c 1 -W 5 192.0.2.2;  check "exec lab/3 runs it" gives 0;  check "and not the step" says 'my reply'
run replay lab/03-icmp-echo/ steps/03-icmp-echo/ping.pcapng;  check "so does replay, with the folder's name" says 'my reply'
echo broken >>"$LABS/03-icmp-echo/main.c"
run exec lab/3 -- true;  check "what does not build is not run" gives 2;  check "and the compiler says why" says 'main.c:[0-9]*:[0-9]*: error'
unset LABS

# --- replay, without root ---
replayed() { unprivileged ./run.sh replay 3 "$work/kept.pcapng" >"$work/out" 2>"$work/err" </dev/null; }
chmod 644 "$work/kept.pcapng"
check "replay needs no root" replayed;  check "and gives the same lines" says 'echo reply'
run -q replay 3 "$work/kept.pcapng";  check "-q leaves the summary alone" test "$(wc -l <"$work/out")" = 1
run replay 3 /nonexistent;  check "replay of no file fails" gives 1

# --- the cable ---
run exec 3 --loss 100% -- ping -c 1 -W 0.5 192.0.2.2;  check "--loss 100%: no ping comes back" gives 1
run exec 3 --drop=1 -- ping -c 2 -i 0.2 -W 0.5 192.0.2.2;  check "--drop=1: the first one is lost" says "2 packets transmitted, 1 received";  check "and the step has its summary" says "^[0-9]* packets*:"
run replay 1 "$work/kept.pcapng";  check "step 1 replays through the cable" says "^read 88 bytes"
run demo 3 --drop 1;  check "a demo that loses a ping fails" gives 1;  check "and says why" says "the demo failed"
run demo 3;  check "the demo of step 3 succeeds" gives 0;  check "tshark agrees" says "every checksum good"

# --- all the ways a run can end ---
interactive() {
	: >"$work/out";  : >"$work/err" # or the Waiting of the run before would do
	./run.sh 3 >"$work/out" 2>"$work/err" </dev/null &
	keeper=$!
	soon says '^Waiting' || { echo "FAILED  no run"; cat "$work/err"; exit 1; }
	read -r inside _ <"$B/running"
	step=$(cat /proc/[0-9]*/stat | sed -n 's/ (step).*//p')
}
ended() { wait "$keeper" 2>/dev/null; status=$?; }
interactive;  check "it says what to type" says 'shell, then: ping -c 3 192.0.2.2'
./run.sh 3 >"$work/second" 2>&1;  check "a second run is refused" grep -q 'going on in this clone already' "$work/second"
run_beside() { ./run.sh exec 3 -- ping -c 1 192.0.2.2 >/dev/null 2>&1; };  check "but exec is not" run_beside
inside_shell() { echo 'ping -c 1 $STEP' | ./run.sh shell >"$work/shell" 2>&1; }
check "shell is inside" inside_shell;  check "and reaches the step" grep -q ' 0% packet loss' "$work/shell"
(sleep 30 | ./run.sh shell) >"$work/shell" 2>&1 & shell=$!
sleep 0.3; kill -INT $keeper; ended
check "SIGINT ends it with 0" gives 0;  check "after its summary" says '^[0-9]* packets*:'
sleepers | xargs -r kill;  wait $shell;  check "and its shell with it" grep -q 'this shell with it' "$work/shell"
check "nothing stays after SIGINT" soon nothing_stays
for signal in TERM HUP; do
	interactive;  kill -$signal $keeper;  ended;  check "SIG$signal ends it" gives 0
	check "nothing stays after SIG$signal" soon nothing_stays
done
interactive;  kill -KILL $keeper;  ended;  check "nothing stays after kill -9 of the keeper" soon nothing_stays
interactive;  kill -KILL $inside;  ended;  check "nothing stays after kill -9 of the inner shell" soon nothing_stays
interactive;  kill -KILL $step;    ended;  check "nothing stays after kill -9 of the step" soon nothing_stays
check "a killed step is a failure" gives 137;  check "and is told" says 'by signal KILL'
interactive;  sleep 5.3;  check "after five silent seconds a cause" says 'Still waiting';  kill -INT $keeper;  ended

# --- under a terminal ---
terminal() { # a terminal in which run.sh runs; what is written to fd 7 is typed there
	rm -f "$work/keys";  mkfifo "$work/keys";  : >"$work/out";  : >"$work/err"
	script -qefc "$1" "$work/typescript" <"$work/keys" >"$work/out" 2>&1 &
	terminal=$!
	exec 7>"$work/keys"
	soon says "$2"
}
terminal './run.sh 3' Waiting;  printf '\003' >&7;  wait $terminal;  status=$?;  exec 7>&-
check "Ctrl-C ends it with 0" gives 0;  check "after its summary" says '[0-9]* packets*:';  check "nothing stays after Ctrl-C" soon nothing_stays
terminal './run.sh exec 3 -- ping 192.0.2.2' 'seq=2';  printf '\003' >&7;  wait $terminal;  exec 7>&-
check "Ctrl-C ends an exec" says 'ping statistics';  check "nothing stays after Ctrl-C in exec" soon nothing_stays
terminal './run.sh demo 3' 'seq=1';  printf '\003' >&7;  wait $terminal;  exec 7>&-;  check "nothing stays after Ctrl-C in demo" soon nothing_stays
terminal './run.sh 3' Waiting;  { kill -KILL $terminal; wait $terminal; } 2>/dev/null;  exec 7>&-
check "nothing stays when the terminal is closed" soon nothing_stays

# --- without root ---
user() { unprivileged ./run.sh "$@" >"$work/out" 2>"$work/err" </dev/null; status=$?; }
mknod "$work/tun0600" c 10 200;  chmod 600 "$work/tun0600";  mount --bind "$work/tun0600" /dev/net/tun
user exec 3 -- true;  check "no access to the device: it says so" says 'Cannot open /dev/net/tun';  check "and what to type" says './run.sh exec 3 -- true'
user doctor;  check "so does the doctor" says 'not for you';  check "whose status is 1" gives 1
umount /dev/net/tun;  chmod 666 "$work/tun0600";  mount --bind "$work/tun0600" /dev/net/tun
if unprivileged unshare --user --net true 2>/dev/null; then
	user exec 3 -- ping -c 1 192.0.2.2;  check "with access, no root is needed" gives 0
	chown 65534 "$B/running"
	: >"$work/out";  : >"$work/err"
	setpriv --reuid 65534 --regid 65534 --clear-groups ./run.sh 3 >"$work/out" 2>"$work/err" </dev/null &
	keeper=$!
	soon says "^Waiting"
	user_shell() { echo "ping -c 1 \$STEP" | unprivileged ./run.sh shell 2>&1 | grep -q " 0% packet loss"; }
	check "and its shell needs none" user_shell
	kill -INT $keeper;  ended;  check "and SIGINT ends it with 0" gives 0
else # in a chroot nobody but root makes namespaces
	user exec 3 -- true;  check "no namespaces: it says so" says 'Cannot make a network of its own';  check "and what to do" says 'Try: .*run.sh'
fi
umount /dev/net/tun
mount -t tmpfs none /dev/net;  run doctor;  check "no device: the doctor says so" says '/dev/net/tun *there is none';  check "and makes no file in its place" [ ! -e /dev/net/tun ]
umount /dev/net

# --- where things are missing ---
mkdir "$work/bin" "$work/build";  ln -s /usr/sbin/* /usr/bin/* "$work/bin/" 2>/dev/null;  rm -f "$work/bin/tshark"
mount --bind "$work/build" /usr/sbin;  mount --bind "$work/build" /sbin 2>/dev/null
lean() { PATH=$work/bin ./run.sh "$@" >"$work/out" 2>"$work/err" </dev/null; status=$?; }
lean demo 3;  check "no tshark, no terminal: status 1" gives 1;  check "with the command to type" says "install.* tshark"
lean doctor;  check "the doctor misses tshark" says "LACKING programs .*tshark"
umount /usr/sbin;  umount /sbin 2>/dev/null

# --- sudo in the clone of another: what is built is the owner's ---
mkdir "$work/clone";  cp -r Makefile run.sh common steps tests "$work/clone/";  chown -R 65534:65534 "$work/clone"
(unset B; "$work/clone/run.sh" exec 3 --pcap "$work/clone/k.pcapng" -- ping -c 1 192.0.2.2) >"$work/out" 2>"$work/err";  status=$?
check "root runs in a clone of another" gives 0;  check "and leaves nothing of root's there" [ -z "$(find "$work/clone" -uid 0)" ]
run doctor;  check "the doctor finds all well" gives 0

echo "$passed passed, $failed failed"
((failed == 0))
