#!/usr/bin/env bash
# jail.sh FOLDER CPU WALL COMMAND...: runs a program that may be wrong, or a compiler of code that
# may be hostile. It gets CPU seconds of a processor for each of its processes and WALL seconds in
# all, 8 processes (40 where the user is no other), 1 GB of memory, 4 MB a file, and no environment. What it prints goes to
# FOLDER/out. How high the walls are depends on the machine; jail.sh --walls says it in a word:
#	namespaces	another user, no network, and a file system of its own in memory: the system's
#			programs to read, and a copy of FOLDER. There is no /proc and no home, and
#			nothing of this repository. Only FOLDER/results and what is in FOLDER/obj stay.
#	user		root in a container that may make no namespaces: another user, who sees the
#			machine's files as far as their rights allow. The repository should be root's alone.
#	limits		an ordinary user where users may make no namespaces: the limits only
# WALLS=... says that it is known already. When the walls cannot be built, nothing is run: status 125.
cd "$(dirname "$0")/../.." || exit
top=$PWD
if [ -n "$WALLS" ]; then
	:
elif [ "$(id -u)" = 0 ]; then
	WALLS=user
	! unshare -m -n -i -p -f mount -t tmpfs none /tmp 2>/dev/null || WALLS=namespaces
else
	WALLS=limits
	! unshare -U -r -m -n -i -p -f mount -t tmpfs none /tmp 2>/dev/null || WALLS=namespaces
fi
[ "$1" != --walls ] || { echo "$WALLS"; exit; }
cd "$1" || exit
cpu=$2 wall=$3
shift 3
user=$((200000 + BASHPID)) # that nobody else is: of root the kernel counts no processes
processes=8
# Of another user it counts all that runs already, on some kernels in namespaces, too.
[ "$(id -u)" = 0 ] || processes=$((40 + $(ps -L -u "$(id -u)" -o lwp= | wc -l)))
limits=(prlimit --cpu="$cpu:$((cpu + 1))" --nproc=$processes --as=1073741824 --fsize=4194304 --nofile=64 --core=0)
drop=(setpriv --no-new-privs --bounding-set=-all --inh-caps=-all)
[ "$WALLS" != limits ] || drop=(setpriv --no-new-privs)
[ "$(id -u)" != 0 ] || drop+=(--reuid=$user --regid=$user --clear-groups)

# Sees to it that the program sees nothing. Its arguments: a folder, the rest of the way.
inside='
set -e
root=$1 user=$2 top=$3
shift 3
mount -t tmpfs -o size=64m,mode=755,nosuid none "$root"
mkdir "$root/lab" "$root/tmp" "$root/dev" "$root/etc"
for d in /usr /bin /sbin /lib /lib32 /lib64 /libx32 /nix /gnu /etc/alternatives; do
	if [ -L "$d" ]; then
		cp -P "$d" "$root$d"
	elif [ -d "$d" ]; then
		mkdir "$root$d"
		mount --bind -o ro "$d" "$root$d" 2>/dev/null || mount --bind "$d" "$root$d"
	fi
done
case $top in /usr/*) mount -t tmpfs -o ro none "$root$top" ;; esac
[ ! -f /etc/ld.so.cache ] || cp /etc/ld.so.cache "$root/etc"
for d in null zero urandom; do : >"$root/dev/$d"; mount --bind "/dev/$d" "$root/dev/$d"; done
cp -r . "$root/lab"
rm -rf "$root/lab/results" "$root/lab/obj" "$root/lab/out"
for d in results obj; do
	if [ -d "$d" ]; then mkdir "$root/lab/$d"; elif [ -f "$d" ]; then : >"$root/lab/$d"; else continue; fi
	mount --bind "$d" "$root/lab/$d"
done
chmod 1777 "$root/tmp"
[ "$(id -u)" != 0 ] || [ -z "$user" ] || chown "$user:$user" "$root/lab"
: >.inside
# As process 1 it would not get the signals that end who takes too much: a shell is that, and says its status.
exec chroot "$root" sh -c "cd /lab || exit; exec 3>&2 2>/dev/null; (exec \"\$@\" 2>&3 3>&-); exit \$?" sh "$@"'

clean=(env -i PATH="$PATH" HOME=/tmp LC_ALL=C.UTF-8)
if [ "$WALLS" = namespaces ]; then
	root=$(mktemp -d) || exit 125
	rm -f .inside
	spaces=(unshare -m -n -i -p -f --kill-child)
	if [ "$(id -u)" = 0 ]; then
		[ ! -e results ] || chown $user:$user results
		[ ! -e obj ] || chown $user:$user obj
	else
		spaces+=(-U -r) user=
	fi
	{ timeout -k 1 "$wall" "${spaces[@]}" sh -c "$inside" sh "$root" "$user" "$top" "${limits[@]}" "${drop[@]}" "${clean[@]}" "$@" >out 2>&1 </dev/null; status=$?; } 2>/dev/null
	rmdir "$root"
	[ -e .inside ] || status=125
	rm -f .inside
else
	[ "$WALLS" != user ] || { chown -R $user:$user . && chmod 700 .; }
	{ timeout -k 1 "$wall" "${limits[@]}" "${drop[@]}" "${clean[@]}" TMPDIR="$PWD" "$@" >out 2>&1 </dev/null; status=$?; } 2>/dev/null
	# Whoever it left behind: nobody else has this number.
	[ "$WALLS" != user ] || setpriv --reuid=$user --regid=$user --clear-groups sh -c 'kill -9 -1' 2>/dev/null
fi
exit $status
