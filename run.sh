#!/usr/bin/env bash
# run.sh: a private network, a TUN device in it, and one step as its other end.
#
#   ./run.sh [N]                    run step N, or the one that was built last (3.2: its micro-step 2)
#   ./run.sh shell                  a second terminal beside it: ping, nc, curl, tshark
#   ./run.sh demo [N]               watch step N (3 unless told) work, and what tshark says of the packets
#   ./run.sh exec [N] -- COMMAND    start step N, run COMMAND beside it, exit with COMMAND's status
#   ./run.sh replay N FILE          feed a capture to step N: no TUN device, no root
#   ./run.sh whatif N               a conversation twice, with another fate for one packet: no root (whatif help)
#   ./run.sh predict N              say what step N's next packet holds; tshark marks the answer (no root)
#   ./run.sh doctor                 what this machine can do, and how to mend what it cannot
#   ./run.sh setup [test]           install what the steps (and the tests) need
#   ./run.sh test                   the same, then all tests
#
#   lab/N in place of N             what you wrote in the lab of step N: ./run.sh demo lab/3
#
#   --pcap FILE    keep the packets, each with what the step made of it (pcapng, for Wireshark)
#   --log FILE     the step's lines go to FILE
#   --net NET      other addresses than 192.0.2.0/24: .1 is the kernel's, .2 the step's
#   -o NAME=VALUE  a setting of the step, from step 5 on (-o help lists them)
#   -v, -x, -q     every field of every header; a hex dump of every packet; no line for any
#   --yes          install without asking
#   --host         use this machine's own network in place of a private one
#   --loss 3% --dup 1% --reorder 1% --corrupt 1% --delay 20ms --rate 10mbit
#   --queue 30 --drop 5,out:2 --seed 7      a bad cable between the kernel and the step
#
# Messages go to stderr, the step's lines to stdout. A COMMAND finds the two
# addresses in $KERNEL and $STEP. Ctrl-C is how a run ends: the status is 0.
set -u

self=$0
[[ $self == /* ]] || self=$(realpath "$0") # the keeper, below, must not fork here
top=${self%/*}
PATH=$PATH:/usr/sbin:/sbin
B=${B:-build}
[[ $B == /* ]] || B=$top/$B
run_file=$B/running
. "$top/tests/tools/machine.sh" # setup, doctor

say() { printf '%s\n' "$@" >&2; }
die() { say "run.sh: $1" "${@:2}"; exit 1; }
misused() { say "run.sh: $1" "Type ./run.sh help to see all of it."; exit 2; }
have() { command -v "$1" >/dev/null; }
sudo_if_there() { if ((EUID == 0)) && have sudo; then echo "sudo ./run.sh"; else echo "./run.sh"; fi; }

# --- the step: which one, and its program -----------------------------------

list_steps() {
	local dir
	say "The steps:"
	for dir in "$top"/steps/[0-9][0-9]-*/; do say "    $(basename "$dir")"; done
}

# choose_step 3.2 finds the folder and the program; without N, the last one built.
choose_step() {
	number=${1:-$(cat "$top/build/last" 2>/dev/null)}
	[[ $number ]] || die "No step has been built yet. Type: make step-1"
	local label=${number%%.*} micro=
	[[ $number == *.* ]] && micro=.${number#*.}
	if ! [[ $number =~ ^[0-9]{1,2}(\.[0-9])?$ ]] || ! step_dir=$(compgen -G "$top/steps/$(printf %02d "$((10#$label))")-*"); then
		say "run.sh: There is no step $number."
		list_steps
		exit 2
	fi
	program=$B/$(basename "$step_dir")$micro/step
	if [[ $lab ]]; then
		lab=${LABS:-$top/lab}/$(basename "$step_dir")
		program=$lab/step
		[[ -d $lab ]] || die "There is no lab/${lab##*/}. Type: make lab-$((10#$number))"
	fi
	MICRO=${micro:+$number}
	export MICRO
}

# make, as the owner of this clone: sudo shall not leave files that only root can change.
as_owner() {
	local uid gid
	read -r uid gid <<<"$(stat -c '%u %g' "$top")"
	if ((EUID == 0 && uid != 0)); then
		setpriv --reuid "$uid" --regid "$gid" --clear-groups "$@"
	else
		"$@"
	fi
}

# What root writes for the owner of the clone shall be the owner's.
own_files() {
	local file
	((EUID == 0)) || return 0
	for file in "$@"; do
		[[ ! $file ]] || { : >"$file" && chown --reference="$top" "$file"; } 2>/dev/null
	done
}

# Builds the step, and the cable tool if it takes part; one builder at a time.
build_step() {
	local cable=()
	[[ ! $need_cable ]] || cable=("$B/tools/cable")
	as_owner mkdir -p "$B" || die "Cannot make $B."
	if [[ ! -w $B && -x $program ]]; then return; fi
	[[ -w $B ]] || die "$B belongs to $(stat -c %U "$B"). Type: sudo chown -R $(id -un) $B"
	have make || die "make is missing. Type: ./run.sh setup"
	local goals=("step-$number" "${cable[@]}")
	if [[ $lab ]]; then
		as_owner make -s -C "$lab" >&2 || exit
		goals=("${cable[@]}")
	fi
	((${#goals[@]} == 0)) || as_owner flock "$B" make -s -C "$top" B="$B" "${goals[@]}" >&2 || exit
}

# --- the private network ----------------------------------------------------

# A private network, and processes that end with their first one. Where it is
# allowed (not in a chroot) also mounts, for a /proc that shows these processes.
choose_namespaces() {
	namespaces=(--net --pid)
	((EUID == 0)) || namespaces+=(--user --map-root-user)
	if unshare "${namespaces[@]}" --mount true 2>/dev/null; then namespaces+=(--mount); fi
}

cure_for_device() {
	if ((EUID == 0)); then
		echo "Type: modprobe tun (in a container: start it with --device /dev/net/tun)"
	elif have sudo; then
		echo "Type: sudo ./run.sh ${arguments[*]}"
	else
		echo "Only root may here. Type as root: ./run.sh ${arguments[*]}"
	fi
}

# Becomes the keeper, in namespaces of our own: a network, processes, and /proc to match.
enter_private_network() {
	local problem
	problem=$({ : </dev/net/tun && : <>/dev/net/tun; } 2>&1) ||
		die "Cannot open /dev/net/tun: ${problem##*: } ($(stat -c '%A %U' /dev/net/tun)). $(cure_for_device)"
	choose_namespaces
	problem=$(unshare "${namespaces[@]}" true 2>&1) ||
		die "Cannot make a network of its own: ${problem##*: }. Try: $(cure_for_namespaces) (./run.sh doctor knows more)"
	export OUTER_NETWORK OUTER_MOUNTS
	OUTER_NETWORK=$(readlink /proc/self/ns/net)
	OUTER_MOUNTS=$(readlink /proc/self/ns/mnt)
	# env: whoever started us in the background turned Ctrl-C off, and a shell cannot turn it on again.
	exec env --default-signal=INT,QUIT unshare "${namespaces[@]}" "$BASH" "$self" --keep "${arguments[@]}"
}

# Starts a command of ours in the background, but with the terminal's input and
# with an ear for Ctrl-C, which the shell takes from background commands.
start() { env --default-signal=INT,QUIT "$@" <&0 & }

# wait(1) until it is over, whatever signals come in between.
status_of() {
	while kill -0 "$1" 2>/dev/null; do wait "$1"; done 2>/dev/null
	wait "$1"
}

# The keeper starts the first process of the namespace and hands signals on.
# When the keeper dies, that process does; when that dies, the kernel ends all
# others in the namespace, and with them go the network and tun0.
keep() {
	local inside
	start setpriv --pdeathsig KILL "$BASH" "$self" --inside "$@"
	inside=$!
	trap 'kill -INT $inside' INT
	trap 'kill -TERM $inside' TERM HUP
	status_of "$inside"
}

make_network() {
	# Whatever went wrong before: never in the network that we were called from.
	[[ $host || ( ${OUTER_NETWORK:-} && $(readlink /proc/self/ns/net) != "$OUTER_NETWORK" && ! $(ip -o addr show scope global) ) ]] ||
		die "This is no private network; nothing was changed."
	unset OUTER_NETWORK
	{
		ip link set lo up
		ip tuntap add tun0 mode tun pi # pi: packet information, the four bytes of step 01
		ip addr add "$KERNEL/24" dev tun0
		ip link set tun0 up
	} || die "Cannot make tun0. ./run.sh doctor may know why."
	# The system's choice may be BBR, which fills no queue; the chapters were made with CUBIC.
	ip route replace "$NET.0/24" dev tun0 congctl cubic 2>/dev/null
	# A SYN shall come again after 1, 3, 7 seconds, as RFC 6298 has it, on newer kernels too.
	local linear=/proc/sys/net/ipv4/tcp_syn_linear_timeouts
	[[ $host || ! -w $linear ]] || echo 0 >$linear
	# The kernel is a host here, no router, even where it is one outside (Docker's is).
	[[ $host ]] || echo 0 >/proc/sys/net/ipv4/ip_forward
}

use_host_network() {
	((EUID == 0)) || die "--host changes this machine's network, which needs root: sudo ./run.sh --host ..."
	[[ ! -e /sys/class/net/tun0 ]] || die "This machine has a tun0 already; --host would take it. Leave out --host."
	[[ ! $(ip -4 -o addr show; ip route show) == *[!0-9.]"$NET".* ]] || die "This machine uses $NET.0/24 already. Choose others with --net."
	say "--host: until this ends, this machine has a device tun0 with $KERNEL/24, and $NET.0/24 goes there."
}

# --- inside -------------------------------------------------------------------

start_step() {
	local command=("$program" "${step_options[@]}")
	if [[ $need_cable ]]; then
		command=("$B/tools/cable" --tun tun0 "${cable_options[@]}" -- "${command[@]}" fd:3)
	fi
	# In a session of its own, a Ctrl-C reaches it once, through us, and a cable and its step end together.
	if [[ $log ]]; then exec 5>"$log"; else exec 5>&1; fi
	start setsid "${command[@]}" >&5
	step=$!
	until ip link show tun0 | grep -q LOWER_UP; do # tun0 has a carrier once the step is attached
		kill -0 "$step" 2>/dev/null || { wait "$step"; step_died $?; }
		[[ ! $ending ]] || exit 130
		sleep 0.02
	done
}

step_died() {
	local status=$1 how="with status $1"
	((status <= 128)) || how="by signal $(kill -l "$((status - 128))")"
	say "run.sh: step $number ended by itself, $how."
	((status != 0)) || status=1
	exit "$status"
}

# Asks the step for its summary and its end; a step that does not listen is killed.
stop_step() {
	ending=yes
	local i
	for ((i = 0; i < 150; i++)); do
		((i % 25 != 0)) || kill -INT -- "-$step" 2>/dev/null || kill -INT "$step" 2>/dev/null
		kill -0 -- "-$step" 2>/dev/null || return 0
		sleep 0.02
	done
	say "run.sh: step $number did not end on SIGINT within 3 seconds; killed."
	kill -KILL -- "-$step" 2>/dev/null
}

on_signal() {
	[[ ! $beside ]] || kill "-$1" "$beside" 2>/dev/null
	[[ $ending || ! $step ]] || stop_step
}

# Waits until tun0 has been quiet for a moment: the step has had its say.
settle() {
	local before='' now='' i
	for ((i = 0; i < 20; i++)); do
		now=$(grep tun0 /proc/net/dev)
		[[ $now != "$before" ]] || return 0
		before=$now
		sleep 0.15
	done
}

# Only one run at a time may be the one that `shell` finds: it holds a lock on
# the run file, which the kernel takes away from it whatever way it ends.
claim_run_file() {
	{ exec 9>>"$run_file"; } 2>/dev/null ||
		die "Cannot write $run_file, of $(stat -c %U "$run_file" "$B" 2>/dev/null | head -n 1). Type: sudo rm -f $run_file"
	flock -n 9 || die "A run is going on in this clone already. See it with: $(sudo_if_there) shell; end it with Ctrl-C there."
	((EUID != 0)) || chown --reference="$top" "$run_file" 2>/dev/null
	printf '%s %s %s\n' "$host_pid" "$KERNEL" "$STEP" >"$run_file"
}

kernel_packets() { awk '/^Ip: [0-9]/ { print $11 }' /proc/net/snmp; }

remind_when_silent() {
	local before
	before=$(kernel_packets)
	sleep 5
	[[ $(kernel_packets) == "$before" ]] || return
	say "Still waiting: the kernel has sent no IPv4 packet to tun0. $1" \
		"A command typed outside of \`run.sh shell\` never gets here: this network is a private one."
}

run_for_the_reader() {
	local hint status
	claim_run_file
	hint="In another terminal: $(sudo_if_there) shell, then: $(suggestion)"
	start_step
	say "Waiting. $hint"
	remind_when_silent "$hint" &
	status_of "$step"
	status=$?
	[[ $ending ]] || step_died "$status"
	# Step 01 knows nothing of signals: SIGINT is the end of it.
	((status == 130)) && exit 0
	exit "$status"
}

# What the step's demo says a reader may try, with the addresses put in.
suggestion() {
	local try
	try=$(sed -n 's/^# Try: //p' "$step_dir/demo.sh" 2>/dev/null)
	try=${try:-ping -c 3 \$STEP}
	echo "${try//\$STEP/$STEP}"
}

# Starts the step, runs the command beside it, ends the step: the command's status.
run_beside_step() {
	local status
	start_step
	start "$@"
	beside=$!
	while kill -0 "$step" 2>/dev/null && kill -0 "$beside" 2>/dev/null; do
		wait -n "$step" "$beside" 2>/dev/null # no notice of the shell's own when one dies
	done
	if [[ ! $ending ]] && ! kill -0 "$step" 2>/dev/null; then
		kill "$beside" 2>/dev/null
		wait "$step"
		step_died $?
	fi
	status_of "$beside"
	status=$?
	beside=
	settle
	[[ $ending ]] || stop_step
	return "$status"
}

# --- the demo -----------------------------------------------------------------

# These five are for demo.sh. show COMMAND: as if typed in a second terminal.
show() {
	local status
	printf '\n$ %s\n' "$1"
	eval "$1" 2>&1 | tee "$SHOWN"
	status=${PIPESTATUS[0]}
	settle
	return "$status"
}
# patiently COMMAND: tries it until it succeeds, five seconds at most.
patiently() {
	local i
	for ((i = 0; i < 50; i++)); do "$@" && return; sleep 0.1; done
	return 1
}
# shown TEXT: whether the last command printed it.
shown() { grep -q -e "$1" "$SHOWN"; }
note() { printf '\n# %s\n' "$1"; }
# fail REASON: the step does not do what it should; a micro-step need not do it yet.
fail() {
	if [[ $MICRO ]]; then note "not in micro-step $MICRO: $1"; else printf '\nrun.sh: the demo failed: %s\n' "$1" >&2; exit 1; fi
}
export -f show shown patiently note fail settle

tshark_judges() {
	tshark -o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE -o udp.check_checksum:TRUE -r "$capture" "$@" 2>/dev/null
}

# tshark must call each checksum good, not merely have nothing against it; severity 0x600000 is a warning.
# Two of its warnings, if they come alone, are TCP as it should be: a RST, and a sender that has filled its window.
verdict() {
	local all sent right bad objections
	right="(tcp.connection.rst && !tcp.analysis.flags) || (tcp.analysis.window_full && !tcp.connection.rst
		&& !tcp.analysis.lost_segment && !tcp.analysis.ack_lost_segment && !tcp.analysis.out_of_order
		&& !tcp.analysis.zero_window)"
	bad="ip.src == $STEP && (!(ip.checksum.status == 1) || ip.checksum.status == 0 || _ws.malformed
		|| (icmp && !(icmp.checksum.status == 1)) || (tcp && !icmp && !(tcp.checksum.status == 1))
		|| (_ws.expert.severity >= 0x600000 && !($right)))"
	printf '\nWhat tshark says of the same packets:\n'
	tshark_judges | tee "$dir/table"
	all=$(wc -l <"$dir/table")
	sent=$(tshark_judges -Y "ip.src == $STEP" | wc -l)
	((all > 0)) || { say "tshark saw no packet at all."; return 1; }
	objections=$(tshark_judges -Y "${bad//$'\n'/ }")
	if [[ $objections ]]; then
		say "tshark objects to what the step sent here:" "$objections"
		[[ $MICRO ]]
		return
	fi
	if ((sent == 0)); then echo "tshark: $all packets, all of them the kernel's. The step sent none."; else
		echo "tshark: $all packets. The step sent $sent of them: every checksum good, none malformed."
	fi
}

demonstrate() {
	local sniffer status
	[[ -f $step_dir/demo.sh ]] || die "Step $number has no demo."
	dir=$(mktemp -d) capture=$dir/demo.pcapng
	export SHOWN=$dir/shown
	start tshark -q -i tun0 -w "$capture" 2>"$dir/said"
	sniffer=$!
	until grep -q -e '^Capturing on' -e 'File:' "$dir/said" && [[ -s $capture ]]; do
		kill -0 "$sniffer" 2>/dev/null || { cat "$dir/said" >&2; die "tshark cannot capture."; }
		sleep 0.05
	done
	run_beside_step stdbuf -oL "$BASH" "$step_dir/demo.sh"
	status=$?
	sleep 0.6 # tshark gets packets from the kernel in batches, four times a second
	kill -INT "$sniffer"
	status_of "$sniffer"
	verdict || status=1
	return "$status"
}

# A private network goes with us; the machine's own has to be put in order.
clean_up() {
	[[ ! $dir ]] || rm -rf "$dir"
	[[ ! $host ]] || { ip link del tun0; jobs -p | xargs -r kill; } 2>/dev/null
}

# The first process of the namespace: here all is private, and ends with us.
inside() {
	beside='' step='' ending='' dir=''
	trap clean_up EXIT
	trap 'on_signal INT' INT
	trap 'on_signal TERM' TERM HUP
	read -r host_pid _ </proc/self/stat # as those outside see us
	make_network
	[[ $host || $(readlink /proc/self/ns/mnt) == "$OUTER_MOUNTS" ]] || mount -t proc proc /proc 2>/dev/null
	case $verb in
	run)    run_for_the_reader ;;
	exec)   run_beside_step "${after[@]}" ;;
	demo)   demonstrate ;;
	esac
}

# --- beside a run, and without one ----------------------------------------------

open_shell() {
	local pid flags=(-n -p) status
	if ! [[ -r $run_file ]] || { exec 9<"$run_file"; flock -n 9; }; then
		die "No run is going on in this clone. Type in another terminal: $(sudo_if_there)"
	fi
	read -r pid KERNEL STEP <"$run_file"
	((EUID == 0)) || flags+=(-U --preserve-credentials)
	[[ /proc/$pid/ns/mnt -ef /proc/self/ns/mnt ]] || flags+=(-m)
	[[ -r /proc/$pid/ns/net ]] || die "The run belongs to another user. Type: sudo ./run.sh shell"
	export KERNEL STEP PROMPT="(inside: the kernel is $KERNEL, the step $STEP) \\$ "
	# The shell's own notice ("Killed") would only puzzle: the run has ended, and all in it.
	# shellcheck disable=SC2016 # $1 is the inner shell's
	{ nsenter -t "$pid" "${flags[@]}" "$BASH" -c 'cd "$1" && PS1=$PROMPT exec "$BASH" --norc' - "$PWD" 2>&8; } 8>&2 2>/dev/null
	status=$?
	((status != 137)) || { [[ ! -t 0 ]] || stty sane; say "" "The run has ended, and this shell with it."; }
	return "$status"
}

replay() {
	[[ -r $file ]] || die "Cannot read the capture '$file'."
	[[ $file == *[/.]* ]] || file=./$file
	[[ $((10#${number%%.*})) != 1 ]] || need_cable=yes # step 01 reads only a device: the cable plays one
	build_step
	if [[ $need_cable ]]; then
		exec "$B/tools/cable" --from "$file" "${cable_options[@]}" -- "$program" "${step_options[@]}" fd:3
	fi
	exec "$program" "${step_options[@]}" "$file"
}

# whatif N ...: a program of the simulator, which reads the rest of the line itself.
whatif() {
	[[ -d $top/tests/whatif ]] || die "whatif is in the whole repository only: it plays against a TCP that this archive does not hold."
	have make || die "make is missing. Type: ./run.sh setup"
	local step=
	[[ ! ${1-} =~ ^[0-9]{1,2}$ ]] || step=$(compgen -G "$top/steps/$(printf %02d "$((10#$1))")-*/tcp.c")
	step=${step#"$top/steps/"}
	as_owner mkdir -p "$B" || die "Cannot make $B."
	[[ ! -w $B && -x $B/whatif/whatif ]] || as_owner flock "$B" make -s -C "$top" B="$B" "whatif-${step%%-*}" >&2 || exit
	exec "$top/tests/whatif/whatif.sh" "$B/whatif/whatif" "$@"
}

# --- the command line -----------------------------------------------------------

set_network() {
	local octet
	[[ $1 =~ ^([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})\.0/24$ ]] || misused "--net takes a network like 192.168.7.0/24, not '$1'."
	for octet in "${BASH_REMATCH[@]:1}"; do
		((10#$octet <= 255)) || misused "--net $1: no part of an address is above 255."
	done
	NET=${1%.0/24}
	export KERNEL=$NET.1 STEP=$NET.2
}

read_options() {
	words=() after=() separated='' step_options=() cable_options=() need_cable='' pcap='' log='' host='' yes='' settings=''
	set_network 192.0.2.0/24
	while (($# > 0)); do
		case $1 in --*=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;; esac
		case $1 in
		-q | -v | -x)   step_options+=("$1") ;;
		--yes)     yes=yes ;;
		--host)    host=yes ;;
		-h | --help) words=(help) ;;
		--)        separated=yes after=("${@:2}"); break ;;
		-o | --pcap | --log | --net | --loss | --dup | --reorder | --corrupt | --delay | --rate | --queue | --drop | --seed)
			(($# > 1)) || misused "$1 needs a value."
			case $1 in
			-o)     settings=yes; step_options+=(-o "$2"); [[ $2 != help ]] || settings=help ;;
			--pcap) pcap=$2; step_options+=(-w "$2") ;;
			--log)  log=$2 ;;
			--net)  set_network "$2"; step_options+=(-a "$STEP") ;;
			*)      need_cable=yes; cable_options+=("$1" "$2") ;;
			esac
			shift ;;
		-*)        misused "there is no option $1." ;;
		*)         words+=("$1") ;;
		esac
		shift
	done
}

# The words that are no options: what to do, N, and what that takes.
read_words() {
	case ${words[0]=run} in
	run | shell | exec | demo | replay | predict | doctor | setup | test | help) verb=${words[0]}; words=("${words[@]:1}") ;;
	[0-9]* | lab/*) verb=run ;;
	*) misused "there is no command '${words[0]}'." ;;
	esac
	number='' lab='' file='' tests=''
	case $verb in
	run | exec | demo | replay | predict)
		if [[ ${words[0]-} =~ ^lab/0*([0-9]+)(-[a-z0-9-]+)?/?$ ]]; then
			lab=yes number=${BASH_REMATCH[1]} words=("${words[@]:1}")
		elif [[ ${words[0]-} =~ ^[0-9]+(\.[0-9]+)?$ ]]; then
			number=${words[0]} words=("${words[@]:1}")
		fi ;;
	setup)
		[[ ${words[0]-} != test ]] || { tests=yes; words=("${words[@]:1}"); } ;;
	esac
	if [[ $verb == replay ]]; then
		[[ ${words[0]-} ]] || misused "replay needs a capture: ./run.sh replay N FILE"
		file=${words[0]}
		words=("${words[@]:1}")
	fi
	if [[ $verb == exec ]]; then
		((${#after[@]} > 0)) || misused "exec needs a command: ./run.sh exec N -- COMMAND"
	elif [[ $separated ]]; then
		misused "only exec takes a command after --."
	fi
	((${#words[@]} == 0)) || misused "what is '${words[0]}' for $verb?"
}

run_tests() {
	[[ -d $top/tests/oracle ]] || die "All tests are in the whole repository only. Those of your lab: make grade-N"
	setup run test
	local status
	# Not `make test`: its last word on a failure would stand after the count.
	B=$B "$top/tests/tools/tiers.sh" $(make -s -C "$top" tiers)
	status=$?
	((EUID != 0)) || chown -R --reference="$top" "$B" # not root's, if root is not the owner of the clone
	exit "$status"
}

main() {
	local stage=
	case ${1-} in --keep | --inside) stage=$1; shift ;; esac
	if [[ $stage == --keep ]]; then
		keep "$@"
		exit
	fi
	# The first process of a namespace does not even die of a signal that it has no trap for.
	[[ ! $stage ]] || trap 'exit 130' INT TERM HUP
	[[ ${1-} != whatif ]] || whatif "${@:2}"
	local arguments=("$@")
	read_options "$@"
	read_words
	case $verb in
	help)   sed -n '2,/^set -u/s/^# \{0,1\}//p' "$self"; exit ;;
	doctor) if [[ $stage ]]; then make_network; ip route show dev tun0; else doctor; fi; exit ;;
	setup)  setup run ${tests:+test}; say "All is here."; exit ;;
	test)   run_tests ;;
	shell)  open_shell; exit ;;
	demo)   number=${number:-3} ;;
	esac
	choose_step "$number"
	[[ $verb != predict ]] || exec "$top/tests/tools/predict.sh" "$(basename "$step_dir")"
	[[ ! $settings ]] || ((10#${number%%.*} >= 5)) || misused "step $number has no settings: -o is for step 5 and later."
	if [[ $stage ]]; then
		inside
		exit
	fi
	[[ $verb != replay ]] || replay
	setup run
	build_step
	[[ $settings != help ]] || exec "$program" "${step_options[@]}"
	own_files "$pcap" "$log"
	if [[ $host ]]; then use_host_network; inside; exit; fi
	enter_private_network
}

main "$@"
