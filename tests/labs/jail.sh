#!/usr/bin/env bash
# jail.sh FOLDER CPU WALL COMMAND...: runs a program that may be wrong in FOLDER, where it alone
# may write, in namespaces of its own, without a network. It gets CPU seconds of a processor for
# each of its processes and WALL seconds in all, 8 processes, 1 GB of memory, 4 MB a file.
# What it prints goes to FOLDER/out.
cd "$1" || exit
cpu=$2 wall=$3
shift 3
limits=(prlimit --cpu="$cpu:$((cpu + 1))" --nproc=8 --as=1073741824 --fsize=4194304 --nofile=64 --core=0)
if [ "$(id -u)" = 0 ]; then
	# Of root the kernel counts no processes: a user that nobody else is.
	user=$((200000 + BASHPID))
	chown -R $user:$user . && chmod 755 .
	walls=(unshare -n -i -p -f --kill-child "${limits[@]}" setpriv --reuid=$user --regid=$user --clear-groups
		--no-new-privs --bounding-set=-all)
elif unshare -U -r -n true 2>/dev/null; then
	walls=(unshare -U -r -n -i -p -f --kill-child "${limits[@]}")
else
	walls=("${limits[@]}")
fi
exec timeout -k 1 "$wall" "${walls[@]}" env -i PATH="$PATH" HOME=/ "$@" >out 2>&1 </dev/null
