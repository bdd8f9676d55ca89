#!/usr/bin/env bash
# handout.sh STEP: one archive with all that a student needs for the lab of a step, and none of its
# answers: build/handout/NN-name.tar.gz. The steps and chapters up to this one, the parts that they are
# made of, the captures, the unit tests, the simulator and the grader. The bodies that this lab cuts are
# out of every file; the blocks of the book that show them are made anew from these files, so that each
# shows the starter. What comes later is not in it, nor are hidden tests and git's history. The same
# sources give the same archive, byte by byte (and the same compiler: the simulator is in it as a program).
cd "$(dirname "$0")/../.." || exit
labs=tests/labs
[[ $1 =~ ^[0-9]+$ ]] || { echo "handout.sh STEP" >&2; exit 2; }
number=$((10#$1)) n=$(printf %02d $((10#$1)))
step=$(basename "$(ls -d "steps/$n"-*/ 2>/dev/null)")
[ -f "$labs/$n.cut" ] || { echo "There is no lab $number yet." >&2; exit 2; }
room=$(mktemp -d) out=build/handout
trap 'rm -rf "$room"' EXIT
to=$room/$step
mkdir -p "$to" "$out"
parts_of() { sed -e :a -e '/\\$/N; s/\\\n//; ta' "steps/$1/Makefile" | sed -n 's/^PARTS *= *//p' | xargs -n1; }
early=$(ls steps | grep '^[0-9]' | while read -r s; do [[ ${s%%-*} > $n ]] || echo "$s"; done)

# The labs up to this one, and what its tests and tools are.
tests() {
	local f t m
	for f in $early; do
		m=${f%%-*}
		[ -f "$labs/$m.points" ] || continue
		ls $labs/"$m".{cut,points,hints} 2>/dev/null
		grep -lE "(FROM|BETWEEN)\($((10#$m)), " tests/unit/tcp/test_*.c
		sed -n 's/^\t\([a-z0-9_]*\)\t.*/START_TEST(\1)/p' "$labs/$m.points" | grep -lxFf - tests/unit/test_*.c
	done
	ls $labs/{cut.awk,lab.sh,grade.sh,grade.awk,build.sh,jail.sh,run.c,hung.h,calls}
	ls $labs/{run_unit.c,hint.sh,progress.sh,lab_check.sh,read.sh,uncounted} 2>/dev/null
	ls tests/unit/{unit.[ch],tcp_fixture.[ch]} tests/sim/side.[ch] tests/tools/{cable*.[ch],tools.mk,machine.sh,micro.awk,definition.awk,ladder.awk,predict.sh,predict*.awk,ladder*.awk,wide*,tiers.sh,raw.c,raw.sh,steps.sh,book_pictures.sh,book_ladder.sh,book_states.{sh,awk,table}}
}
# Headers and sources of common that these ask for.
common() {
	local s
	for s in $early; do
		cc -std=c11 -D_GNU_SOURCE -MM -I"steps/$s" -Icommon "steps/$s"/*.c $(parts_of "$s" | sed 's:.*:common/&.c:')
	done
	cc -std=c11 -D_GNU_SOURCE -MM -Icommon tests/tools/{raw,cable*}.c common/link/{cable,capture,capture_blocks,capture_record,tun}.c
	for s in $(tests | grep '^tests/unit/test_.*\.c$'); do cc -std=c11 -D_GNU_SOURCE -MM -Icommon -Itests/unit "$s"; done
}
own() { tr ' \\' '\n\n' | grep -E '^common/' | sort -u; }
{
	printf '%s\n' LICENSE TUTORIAL.md run.sh steps/build.mk steps/step.mk
	for s in $early; do
		find "steps/$s" -type f ! -name TEACHING.md
		parts_of "$s" | sed 's:.*:common/&.c:'
	done
	common | own
	tests
} | sort -u >"$room/list"
while read -r f; do
	mkdir -p "$to/$(dirname "$f")"
	cp -p "$f" "$to/$f"
done <"$room/list" || exit
[ -f "$to/LICENSE" ] || { echo "handout.sh: nothing was gathered" >&2; exit 1; }

# The bodies out of them.
for f in $(grep -v '^\(#\|$\)' "$labs/$n.cut" | cut -f1 | sort -u); do
	from=$f
	[ -f "$from" ] || from=steps/$step/$f
	awk -v list="$labs/$n.cut" -v file="$f" -f $labs/cut.awk "$from" >"$to/$from" || exit
done

# What needs the reference is not in it, so no hint sends there.
sed -i 's/; make compare-[0-9]* shows where the first seed goes wrong/; the line above this says what shows the first seed that goes wrong/' "$to"/$labs/*.hints

# The simulator and its peer, a TCP of a later step, as programs without names.
bin=$to/tests/sim/$(uname -m)
mkdir -p "$bin"
# What an assertion says when it fails names functions: there are none in these.
make -s B="$room/b" CFLAGS="-std=c11 -D_GNU_SOURCE -DNDEBUG" "$room/b/sim/sim" "$room/b/sim/peer.so" >&2 && cp "$room"/b/sim/{sim,peer.so} "$bin" || exit
strip --strip-all "$bin"/* || exit
sed "s/@N@/$number/g; s/@STEP@/$step/g" $labs/handout.Makefile >"$to/Makefile"
sed "s/@N@/$number/g; s/@NN@/$n/g; s/@STEP@/$step/g" $labs/handout.README >"$to/README.md"

# The book: blocks that are runs stay as they are; those that show code are made from the files here.
for s in $early; do
	[ "$s" = "$step" ] || continue
	$labs/blank.sh "$to" "steps/$s/README.md" || exit
done
$labs/lab.sh "$n" "$to/lab/$step" >/dev/null || exit

find "$to" -type d -exec chmod 755 {} + && find "$to" -type f -perm -u+x -exec chmod 755 {} + && find "$to" -type f ! -perm -u+x -exec chmod 644 {} +
LC_ALL=C tar --sort=name --mtime='2000-01-01 00:00Z' --owner=0 --group=0 --numeric-owner --format=ustar -C "$room" -cf - "$step" | gzip -n -9 >"$out/$step.tar.gz.$$" &&
	mv "$out/$step.tar.gz.$$" "$out/$step.tar.gz" && echo "$out/$step.tar.gz: $(tar tzf "$out/$step.tar.gz" | grep -vc '/$') files, $(stat -c %s "$out/$step.tar.gz") bytes"
