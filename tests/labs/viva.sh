#!/usr/bin/env bash
# viva.sh STEP [SUBMISSION]: five questions to a student about what he or she handed in: the
# packets are of a capture, the lines of the student's own functions. Two sheets: the
# questions, and the teacher's key, in which nothing is guessed: the student's program
# reads the capture once as it is, and once more with each of its tests turned round.
# CAPTURE=FILE is the capture; without it the student's program makes one, behind a TUN
# device, or, where none can be had, the chapter's is taken. SEED=N: other questions,
# on sheets of their own. OUT=FOLDER is where the sheets go, build/viva unless told; FOUND=FOLDER keeps what they are made from.
dir=$([ -z "$2" ] || realpath -m "$2") wanted=$([ -z "$CAPTURE" ] || realpath -m "$CAPTURE") out=$(realpath -m "${OUT:-$(dirname "$0")/../../build/viva}")
cd "$(dirname "$0")/../.." || exit
labs=tests/labs
die() { echo "viva: $1" >&2; exit "${2:-1}"; }
[[ $1 =~ ^[0-9]+$ ]] || die "which step? make viva-5" 2
number=$((10#$1)) n=$(printf %02d $((10#$1)))
IFS=$'\t' read -r _ chapter <<<"$(grep "^$number	" $labs/viva.captures)"
[ -n "$chapter" ] || die "there are questions for labs 2 to 10, not for $number. steps/$n-*/TEACHING.md has questions to discuss" 2
kind=tcp door=tcp_input			# what is asked about: segments,
[ "$number" -ge 5 ] || { kind=packet door=link_read; } # or packets
step=$(basename steps/"$n"-*)
dir=${dir:-$PWD/lab/$step}
[ -d "$dir" ] || die "there is no folder $dir. SUBMISSION=DIR names another" 2
command -v tshark >/dev/null || die "tshark is missing. Type: ./run.sh setup"
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
chmod 755 "$room"

# What the student wrote, in the place of what the lab left out; nothing else of the folder.
. $labs/where.sh
folder=$(where "$dir")
[ -n "$folder" ] || { gather "$dir" "$n" "$room/loose"; folder=$room/loose; }
told=$(tell_lab "$folder" "$dir")
[[ ! $told =~ ^0*([0-9]+) ]] || [ "${BASH_REMATCH[1]}" = "$number" ] || echo "viva: this looks like lab ${BASH_REMATCH[1]}, and you ask about lab $number" >&2
$labs/lab.sh "$n" "$room/run" >/dev/null || exit
rm -f "$room"/run/{README.md,Makefile}
cp -r "$room/run" "$room/plain"
cut=$(grep -v '^\(#\|$\)' $labs/"$n".cut | cut -f1 | sort -u)
for f in $cut; do
	[ -f "$folder/$f" ] && [ "$(realpath "$folder/$f")" = "$(realpath "$folder")/$f" ] || continue # no link elsewhere
	[ "$(stat -c %s "$folder/$f")" -le 1000000 ] || die "$f is no source"
	cp "$folder/$f" "$room/plain/$f" && found=1
done
[ -n "$found" ] || die "$dir holds nothing that lab $number asks for" 2
sum=$(cd "$room/plain" && cat $cut | cksum | cut -d' ' -f1)
seed=${SEED:-$sum}
[[ $seed =~ ^[0-9]{1,10}$ ]] || die "SEED=$seed is no number" 2
name=$n-$(basename "$dir" | tr -c 'A-Za-z0-9._\n-' _)
sheet=$name${SEED:+-seed$SEED}
mkdir -p "$out" || exit

# The marks, and how the program is built: in jail, where it also runs.
id=1
: >"$room/sites"
for f in $cut; do
	awk -v file="$f" -v first=$id -v sites="$room/sites" -f $labs/viva_mark.awk \
		-v names="$(awk -F '\t' -v f="$f" '$1 == f { print $2 }' $labs/"$n".cut | xargs)" "$room/plain/$f" >"$room/run/$f" || exit
	id=$(($(wc -l <"$room/sites") + 1))
done
[ -s "$room/sites" ] || die "in $dir none of the functions that lab $number asks for holds a test: there is nothing to ask about yet"
cp $labs/viva.c $labs/viva_door.h "$room/run/"
cp $labs/viva_${door%%_*}.c "$room/run/"
echo 'int viva(int id, int yes);' >"$room/run/viva.h"
sources=$(cd "$room/run" && find . -name '*.c' | sort | xargs)
mkdir "$room/run/obj"
$labs/jail.sh "$room/run" 60 300 sh -c "${CC:-cc} -std=c11 -D_GNU_SOURCE -O0 -w -I. -Icommon -include viva.h -Wl,--wrap=$door -o obj/step $sources" ||
	{ sed 's/^/  /' "$room/run/out" | head -n 8 >&2; die "what is in $dir does not build, so that there is nothing to ask about"; }

# A capture of the student's own: the program, in jail, behind a cable to a TUN device of a private network.
own_capture() {
	[ -c /dev/net/tun ] && [ -x "${B:-build}/tools/cable" ] || return
	local length=$((seed % 900 + 60)) options=(--seed 1) talk
	mkdir -p "$room/b/$step" "$room/b/tools"
	cp "${B:-build}/tools/cable" "$room/b/tools/"
	printf '#!/bin/sh\ncd %s\nexec %s/jail.sh %s 20 60 obj/step -q -w obj/own.pcapng "$@"\n' "'$PWD'" $labs "$room/run" >"$room/b/$step/step"
	chmod 755 "$room/b/$step/step"
	talk="head -c $length /dev/zero | tr '\\0' x"
	case $number in
	2 | 3) talk="ping -c 2 -i 0.2 -W 1 -s $length \$STEP; ping -c 1 -W 1 -t $((seed % 60 + 2)) -s 1 \$STEP; echo x | nc -u -w 1 \$STEP $((seed % 9000 + 1000))" ;;
	4) talk="nc -w 2 \$STEP 7; nc -w 1 \$STEP $((seed % 9000 + 1000)); ping -c 1 -W 1 -s $length \$STEP" ;;
	5) talk="nc -v -w 1 \$STEP 8; $talk | nc -w 2 \$STEP 7" ;;
	6) talk="$talk | nc -w 1 \$STEP 7" ;;
	7) talk="$talk | timeout 5 nc -N \$STEP 7; curl -s -m 5 http://\$STEP/" ;;
	8 | 9 | 10) options=(--drop "out:$((seed % 4 + 2))") talk="curl -s -m 20 http://\$STEP/$((4000 + seed % 3000))" ;;
	esac
	# MAKEFLAGS=n: run.sh would build the step that is in the book.
	timeout -k 5 120 env MAKEFLAGS=n B="$room/b" ./run.sh "${options[@]}" --log /dev/null exec "$number" -- sh -c "$talk" </dev/null >"$room/said" 2>&1
	[ -s "$room/run/obj/own.pcapng" ] && cp "$room/run/obj/own.pcapng" "$room/capture" && table && stands
}

# One line a packet, number, time, from, to and its bytes, or,
table() {
	[ $kind = packet ] || { segments; return; }
	tshark -r "$room/capture" -T fields -e frame.number -e frame.time_relative -e ip.src -e ip.dst -E occurrence=f >"$room/frames" 2>"$room/said" </dev/null &&
		tshark -o ip.defragment:FALSE -r "$room/capture" -x 2>>"$room/said" </dev/null |
		awk '/^0000 / && NR > 1 { print all; all = "" } /^[0-9a-f]+  / { s = substr($0, 7, 48); gsub(/ /, "", s); all = all s } END { print all }' |
			paste "$room/frames" - >"$room/table"
}
# if it is of TCP: number, time, from, to, ports, seq, ack, flags, length, window.
segments() {
	tshark -o tcp.relative_sequence_numbers:FALSE -r "$room/capture" -Y 'ip && tcp && (ip.dst == 192.0.2.2 || ip.src == 192.0.2.2) && !icmp' -T fields \
		-e frame.number -e frame.time_relative -e ip.src -e ip.dst -e tcp.srcport -e tcp.dstport -e tcp.seq_raw -e tcp.ack_raw \
		-e tcp.flags -e tcp.len -e tcp.window_size >"$room/table" 2>"$room/said" </dev/null
}
# Has it a packet of the step's, or has the step opened a connection in it?
stands() { if [ $kind = packet ]; then grep -qF 192.0.2.2 "$room/table"; else opened; fi; }
opened() { awk -F '\t' '$3 == "192.0.2.2" && $9 ~ /12$/ { found = 1 } END { exit !found }' "$room/table"; }

kept=$out/$name-$sum.pcapng
if [ -n "$wanted" ]; then
	cp "$wanted" "$room/capture" || exit
	from=$CAPTURE
elif [ -s "$kept" ] && cp "$kept" "$room/capture"; then
	from=$kept
elif own_capture; then
	cp "$room/capture" "$kept" && from=$kept
else
	from=steps/$step/$chapter
	echo "viva: this program made no capture with a connection in it here; the chapter's is taken, $from" >&2
	cp "$from" "$room/capture"
fi
table && stands || die "$from has $([ $kind = packet ] && echo "no packet of 192.0.2.2" || echo "no connection that 192.0.2.2 opened")"
cp "$room/capture" "$room/run/obj/capture" && rm -f "$room/run/obj/own.pcapng" && chmod -R a+rwX "$room/run" || exit

# Run 0 tells; the others have one test turned round each. Processor time is limited, not time.
$labs/jail.sh "$room/run" 120 600 sh -c "i=0; while [ \$i -lt $id ]; do echo @run \$i; { (ulimit -t 1; VIVA=\$i exec obj/step obj/capture) 2>&1; s=\$?; echo; echo \"@end \$s\"; } | head -c \$((i ? 20000 : 400000)); echo; i=\$((i + 1)); done"
tr -d '\0' <"$room/run/out" >"$room/runs"
awk -F '\t' -v seed="$seed" -v n="$n" -v step="$step" -v student="$(basename "$dir")" -v capture="$from" -v key="$room/key" -f $labs/viva_$kind.awk -f $labs/viva.awk \
	file=1 "$room/table" file=2 $labs/"$n".cut file=3 $labs/"$n".points file=4 "$room/sites" file=5 "$room/runs" >"$room/sheet" || exit
cp "$room/sheet" "$out/$sheet.txt" && cp "$room/key" "$out/$sheet.key.txt" || exit
[ -z "$FOUND" ] || { mkdir -p "$FOUND" && cp "$room"/{table,sites,runs} "$FOUND"; } || exit
cat "$room/sheet"
[ -z "$KEY" ] || { echo; cat "$room/key"; }
echo
echo "The questions: $out/$sheet.txt. The teacher's key: $out/$sheet.key.txt (KEY=1 shows it here, too)."
