# machine.sh: what this machine lacks, how to install it, and what the doctor
# says. run.sh reads it; the command line's words are run.sh's.

make_node='mkdir -p /dev/net && mknod -m 0666 /dev/net/tun c 10 200'

# For each package manager: the packages to run the steps, and those to test.
packages() {
	case $1-$2 in
	apt-get-run)  echo make gcc libc6-dev iproute2 iputils-ping netcat-openbsd tshark util-linux curl ;;
	apt-get-test) echo check pkg-config clang clang-format libclang-rt-dev valgrind procps pandoc ;;
	dnf-run)      echo make gcc glibc-devel iproute iputils nmap-ncat wireshark-cli util-linux curl ;;
	dnf-test)     echo check-devel pkgconf clang clang-tools-extra compiler-rt libasan libubsan valgrind procps-ng pandoc ;;
	pacman-run)   echo make gcc iproute2 iputils openbsd-netcat wireshark-cli util-linux curl ;;
	pacman-test)  echo check pkgconf clang compiler-rt valgrind procps-ng pandoc-cli ;;
	apk-run)      echo make gcc musl-dev linux-headers iproute2 iputils netcat-openbsd tshark util-linux setpriv coreutils curl ;;
	apk-test)     echo check-dev pkgconf clang clang-extra-tools compiler-rt valgrind procps pandoc ;;
	esac
}

# The command that installs all that the given needs (run, test) name.
install_command() {
	local manager list=
	for manager in apt-get dnf pacman apk ''; do
		have "${manager:-false}" && break
	done
	for need in "$@"; do list+=" $(packages "$manager" "$need")"; done
	case $manager in
	apt-get) echo "apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends$list" ;;
	dnf)     echo "dnf install -y$list" ;;
	pacman)  echo "pacman -Sy --needed --noconfirm$list" ;;
	apk)     echo "apk add$list" ;;
	esac
}

headers_work() { echo '#include <linux/if_tun.h>' | cc -std=c11 -E - >/dev/null 2>&1; }
# Asks clang which libFuzzer it would link, and links nothing.
fuzzer_works() {
	local library
	library=$(clang -fsanitize=fuzzer -### -x c - 2>&1 </dev/null | grep -o '[^"]*libclang_rt\.fuzzer[^"]*\.a' | head -n 1)
	[[ -e $library ]]
}

# Names what is not here: commands by name, libraries by the package that has them.
missing_for() {
	local tool tools=
	[[ " $* " == *" run "* ]] && tools+=" make cc ip ping nc tshark unshare nsenter setpriv setsid flock curl"
	[[ " $* " == *" test "* ]] && tools+=" pkg-config clang clang-format valgrind ps pandoc"
	for tool in $tools; do have "$tool" || echo "$tool"; done
	if have cc && ! headers_work; then echo "the C library's headers"; fi
	[[ " $* " == *" test "* ]] || return 0
	if have pkg-config && ! pkg-config --exists check; then echo "check"; fi
	if have clang && ! fuzzer_works; then echo "clang's libFuzzer"; fi
}

# Shows a command and why, and runs it as root once the reader agrees.
offer() {
	local answer=n command=$2
	if ((EUID != 0)); then
		have sudo || die "$1" "Type as root:" "    $command"
		command="sudo sh -c '$command'"
	fi
	say "$1" "    $command"
	if [[ $yes || ${CI:-} == true ]]; then
		answer=y
	elif [[ -t 0 && -t 2 ]]; then
		read -r -p "Run this now? [y/N] " answer
	fi
	[[ $answer == [yY]* ]] || die "Nothing was changed. Type the line above, or run again with --yes."
	eval "$command" >&2 || die "That failed; its reason stands above."
}

# setup run, setup run test: installs what is missing for these needs.
setup() {
	local missing command
	missing=$(missing_for "$@" | paste -sd, | sed 's/,/, /g')
	if [[ $missing ]]; then
		command=$(install_command "$@")
		[[ $command ]] || die "Missing here: $missing. Install them (no apt-get, dnf, pacman or apk was found)."
		offer "Missing here: $missing. This installs them:" "$command"
		missing=$(missing_for "$@" | paste -sd, | sed 's/,/, /g')
		[[ -z $missing ]] || die "Still missing after that: $missing."
	fi
	[[ -e /dev/net/tun ]] || offer "There is no /dev/net/tun. This makes it:" "$make_node"
}

doctor_line() { printf '%-7s %-14s %s\n' "$1" "$2" "$3"; [[ -z ${4:-} ]] || printf '%22s mend it: %s\n' '' "$4"; }
works() { doctor_line OK "$1" "$2"; }
lacks() { doctor_line LACKING "$1" "$2" "$3"; healthy=; }

doctor_device() {
	local node problem
	node=$(stat -c '%A %U %G' /dev/net/tun 2>/dev/null)
	if problem=$({ : </dev/net/tun && : <>/dev/net/tun; } 2>&1); then
		works /dev/net/tun "$node"
	elif [[ -z $node ]]; then
		lacks /dev/net/tun "there is none" "./run.sh setup"
	elif [[ $problem == *ermission* ]]; then
		lacks /dev/net/tun "$node: not for you" "sudo ./run.sh, or: sudo chmod 0666 /dev/net/tun"
	else
		lacks /dev/net/tun "${problem##*: }" "sudo modprobe tun"
	fi
}

doctor_namespaces() {
	local who=root result
	choose_namespaces
	((EUID == 0)) || who="you ($(id -un 2>/dev/null || id -u)), as root of a namespace of your own"
	if ! result=$(unshare "${namespaces[@]}" true 2>&1); then
		lacks namespaces "not for $who: ${result##*: }" "$(cure_for_namespaces)"
		return
	fi
	works namespaces "for $who"
	if result=$(OUTER_NETWORK=$(readlink /proc/self/ns/net) unshare "${namespaces[@]}" --fork "$BASH" "$self" --inside doctor 2>&1); then
		works tunnel "$result"
	else
		lacks tunnel "${result%%$'\n'*}" "what is lacking above"
	fi
	if have tshark && ! unshare "${namespaces[@]}" --fork sh -c "ip link set lo up; tshark -q -i lo -a duration:1" >/dev/null 2>&1; then
		lacks capture "tshark sees nothing" "sudo ./run.sh doctor, or reinstall tshark"
	fi
}

doctor() {
	local missing
	healthy=yes
	works kernel "$(uname -sr)"
	missing=$(missing_for run | paste -sd' ')
	if [[ $missing ]]; then lacks programs "$missing" "./run.sh setup"; else
		works programs "make, $(cc --version | head -n 1), ip, ping, nc, curl, $(tshark --version 2>/dev/null | head -n 1)"
	fi
	doctor_device
	if have unshare && have ip; then doctor_namespaces; fi
	missing=$(missing_for test | paste -sd' ')
	if [[ -z $missing ]]; then works tests "check, clang, libFuzzer, valgrind, pandoc"; else
		doctor_line LACKING tests "$missing (only the tests need them)" "./run.sh setup test"
	fi
	[[ $healthy ]] && echo "The steps can run here." || { echo "The steps cannot run here yet."; exit 1; }
}

# What would give us namespaces of our own.
cure_for_namespaces() {
	if ((EUID == 0)); then
		echo "start this container with --privileged, or with --cap-add SYS_ADMIN --cap-add NET_ADMIN"
	elif have sudo; then
		echo "sudo ./run.sh"
	else
		echo "./run.sh as root"
	fi
}
