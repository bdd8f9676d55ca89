#!/usr/bin/env bash
# lab_check.sh [FOLDER...]: what is wrong: the machine, the code that does not build, or an answer; and what
# to type for each. Looks at all labs that there are. Status: 3 the machine, 2 the code, 1 an answer, 0 nothing.
cd "$(dirname "$0")/../.." || exit
labs=tests/labs results=${RESULTS:-build/lab} tun=${TUN:-/dev/net/tun} machine= build= answers= room=
. $labs/read.sh
. tests/tools/machine.sh
export CC=${CC:-cc}
have() { command -v "$1" >/dev/null; }
works() { printf '  OK       %-14s %s\n' "$1" "$2"; }
lacks() { printf '  LACKING  %-14s %s\n%26s type: %s\n' "$1" "$2" '' "$3"; }
needs() { machine+=" $1"; lacks "$@"; } # without it nothing can be graded

compiler() {
	if ! have "${CC%% *}"; then
		needs compiler "there is no $CC on the PATH; nothing can be built" "./run.sh setup"
	elif ! echo 'int main(void) { return 0; }' | $CC -x c -o "$room/a.out" - 2>"$room/said"; then
		needs compiler "$CC cannot build an empty program: $(head -n 1 "$room/said")" "./run.sh setup"
	elif ! echo '#include <linux/if_tun.h>' | $CC -E - >/dev/null 2>&1; then
		needs headers "the C library's and the kernel's headers are missing" "./run.sh setup"
	else
		works compiler "$($CC --version | head -n 1)"
	fi
}
check_library() {
	if ! have pkg-config; then
		needs pkg-config "not here; it says where the unit tests' library is" "./run.sh setup test"
	elif ! pkg-config --exists check; then
		needs check "the unit tests' library is not here" "./run.sh setup test"
	else
		works check "$(pkg-config --modversion check)"
	fi
}
tools() {
	local tool missing=
	for tool in make awk nm timeout prlimit setpriv xargs stdbuf; do have $tool || missing+=" $tool"; done
	if [ -n "$missing" ]; then needs tools "not here:$missing" "./run.sh setup test"; else works tools "make, awk, nm, timeout, prlimit, setpriv"; fi
}
# Where an ordinary user may not make namespaces, jail.sh does without; as root it needs them.
walls() {
	if ! have unshare; then
		needs unshare "not here; it shuts in a program that may be wrong" "./run.sh setup"
	elif if [ "$(id -u)" = 0 ]; then unshare -n -i -p -f true; else unshare -U -r -n true; fi 2>/dev/null; then
		works unshare "a program that may be wrong is shut in"
	elif [ "$(id -u)" = 0 ]; then
		needs unshare "there, but not allowed here" "$(cure_for_namespaces)"
	else
		lacks unshare "there, but not allowed here: your code is graded with limits, but with no walls" "$(cure_for_namespaces)"
	fi
}
# Grading needs neither.
network() {
	local problem node
	if have tshark; then works tshark "$(tshark --version 2>/dev/null | head -n 1)"; else
		lacks tshark "not here; grading does without, ./run.sh demo does not" "./run.sh setup"
	fi
	node=$(stat -c '%A %U' "$tun" 2>/dev/null)
	if [ -c "$tun" ] && problem=$({ : <>"$tun"; } 2>&1); then # <> would make a file
		works "$tun" "$node"
	elif [ -z "$node" ]; then
		lacks "$tun" "there is none; grading does without, ./run.sh does not" "./run.sh setup"
	else
		lacks "$tun" "$node: ${problem##*: }; grading does without, ./run.sh does not" "./run.sh doctor"
	fi
}

code() {
	local number=$((10#$n))
	rm -rf "$room/code" && cp -r "$folder" "$room/code"
	# As its Makefile does, but not optimised: that is faster.
	if timeout 300 make -s -C "$room/code" -B CC="$CC" CFLAGS="-std=c11 -D_GNU_SOURCE -O0 -Wall -Wextra -Wpedantic -Wshadow -Werror -I. -Icommon" >"$room/said" 2>&1; then
		works "$step" "builds"
	else
		build+=" $number"
		printf '  FAULT    %-14s does not build. The first that the compiler says:\n' "$step"
		grep -m 3 -E 'error|undefined|No rule|No such file|Makefile' "$room/said" | cut -c 1-160 | sed "s:$room/code/::g; s/^/             /"
		printf '%26s type: make -C %s, and mend the first line that it names\n' '' "$folder"
	fi
}
answer() {
	local number=$((10#$n)) micro score
	[[ $build != *" $number"* ]] || { printf '  ?        %-14s no answer can be judged before it builds\n' "$step"; return; }
	if [ ! -s "$json" ]; then
		printf '  ?        %-14s not graded yet\n%26s type: make grade-%s\n' "$step" '' "$number"
		return
	fi
	if changed; then
		printf '  ?        %-14s changed since it was graded\n%26s type: make grade-%s\n' "$step" '' "$number"
		return
	fi
	score=$(sed -n '1s/.*"score": \([0-9]*\), "max": \([0-9]*\).*/\1 of \2 points/p' "$json")
	micro=$(first_failing)
	if [ -z "$micro" ]; then works "$step" "$score"; return; fi
	answers+=" $number"
	printf '  WRONG    %-14s %s; the first that fails: %s\n' "$step" "$score" "$micro"
	printf '%26s type: make grade-%s, then make hint-%s\n' '' "$number" "$number"
}

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
echo "The machine:"
compiler
check_library
tools
walls
network
[ $# -gt 0 ] || set -- $(ls -d "${LABS:-lab}"/[0-9][0-9]-*/ 2>/dev/null | grep -v '\.old')
[ $# -gt 0 ] || printf 'There is no lab yet.\n%26s type: make lab-5\n' ''
for pass in code answer; do
	[ $# -gt 0 ] && case $pass in code) echo "The code:" ;; answer) echo "The answers, when last graded:" ;; esac
	[ "$pass" = code ] && [[ $machine == *compiler* || $machine == *tools* ]] && { echo "  (not tried: the machine comes first)"; continue; }
	for folder; do
		folder=${folder%/} step=$(basename "$folder") n=${step:0:2} json=$results/${step:0:2}.json
		if [[ ! $n =~ ^[0-9]{2}$ || ! -f $labs/$n.points || ! -d $folder ]]; then
			[ "$pass" != code ] || echo "  ?        $folder is no lab"
			continue
		fi
		$pass
	done
done
if [ -n "$machine" ]; then
	echo "It is the machine:$machine. No grade can be trusted before that is mended."
	exit 3
elif [ -n "$build" ]; then
	echo "The machine is all right. It is the code: lab$build does not build."
	exit 2
elif [ -n "$answers" ]; then
	echo "The machine is all right and the code builds. It is the answers: lab$answers."
	exit 1
fi
echo "The machine is all right, and nothing is known to be wrong."
