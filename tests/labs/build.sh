# build.sh: read by grade.sh. How what a student wrote becomes programs that judge it. Of a folder
# only the files are taken that its lab cuts (NN.cut); all others are the starter's. So all that does
# not hold a body of the student is built once, and kept in build/lab/tools: `tools` is that folder.
# Wanted before: n, number, step, room, labs.
#
# The student's files are compiled in jail.sh, and see nothing but the starter's headers. Then:
# what they call beside the parts of the step and the names in labs/calls is joined to a function
# that fails the test; what they define beside what the starter does is seen by nobody else; a
# section that would run before the tests, and instructions that ask the kernel, are refused.

parts=$(sed -e :a -e '/\\$/N; s/\\\n//; ta' "steps/$step/Makefile" | sed -n 's/^PARTS *= *//p' | xargs -n1)
if [ -f "steps/$step/tcp.c" ]; then
	root=tcp.c runner=run parts=$(grep -E '^(tcp|app|wire)/' <<<"$parts") entry=tcp_unit_main aliases=
	suites=$(grep -lE "(FROM|BETWEEN)\($number, " tests/unit/tcp/test_*.c | grep -v test_connect.c)	# which is of no step
else
	# Before TCP the program itself is tested, with its main under the name of whatever step a test asks.
	root=main.c runner=run_unit entry=unit_main
	suites=$(sed -n 's/^\t\([a-z0-9_]*\)\t.*/START_TEST(\1)/p' "$labs/$n.points" | grep -lxFf - tests/unit/test_*.c)
	aliases=$(grep -ohE '\bstep_[0-9]+_[a-z0-9_]+' $suites | sort -u | sed 's/.*/-Wl,--defsym=&=lab_step/')
fi
hidden=
[ -z "$HIDDEN" ] || hidden=$(compgen -G "$labs/hidden/$n/test_*.c")
cut=$(grep -v '^\(#\|$\)' "$labs/$n.cut" | cut -f1 | sort -u)
cutc=$(grep '\.c$' <<<"$cut") cuth=$(grep '\.h$' <<<"$cut")
compiler=${CC:-cc}
flags="-std=c11 -D_GNU_SOURCE -Wall -Wextra"
pic="-O1 -fPIC -fvisibility=hidden"

# One object a line: its source and its flags. Two at once; none may take for ever.
compile() {
	while read -r o c more; do
		echo "timeout 120 $compiler $flags $more -c -o $o.o $c"
	done | xargs -P 2 -I LINE sh -c LINE
}
object() { tr / _ <<<"${1%.c}"; }

# What decides about the tools, in one number.
digest() {
	{ $compiler --version; echo "$hidden"; cat $labs/{build.sh,grade.sh,grade.awk,jail.sh,lab.sh,cut.awk,calls,"$n".cut} $labs/*.c $labs/hung.h $(ls $labs/"$n".hints tests/unit/tcp/*.c 2>/dev/null) tests/unit/*.[ch] \
		$labs/"$n".points tests/sim/side.[ch] steps/"$step"/*.[ch] "steps/$step/Makefile" common/*/*.[ch]; [ -z "$hidden" ] || cat $labs/hidden/"$n"/*; } | sha1sum | cut -c 1-16
}

# A header's functions as their names alone; and a source that gives the names their bodies again.
names_alone() { awk '/^static inline / { s = ""; on = 1 } on && /^\{/ { sub(/^static inline /, "", s); print s ";"; skip = 1; on = 0 }
	on { s = s $0 " " } !on && !skip { print } /^\}/ { skip = 0 }' "$1"; }
bodies() {
	printf '#include <%s.h>\n' arpa/inet assert ctype inttypes stdbool stddef stdint stdio stdlib string
	printf '#define static\n#define inline\n'
	printf '#include "%s"\n' ${cuth//common\//}
}

make_tools() {
	local h p
	MINE= CUT= OUT= $labs/lab.sh "$n" "$tools.new/starter" >/dev/null && mkdir "$tools.new/inc" "$tools.new/obj" "$tools.new/own" || return
	for h in $cuth; do
		mkdir -p "$tools.new/inc/$(dirname "${h#common/}")"
		names_alone "$tools.new/starter/$h" >"$tools.new/inc/${h#common/}"
	done
	[ -z "$cuth" ] || bodies >"$tools.new/starter/bodies.c"
	{
		local inc="-I$tools.new/inc -I$tools.new/starter -I$tools.new/starter/common"
		echo "$tools.new/unit tests/unit/unit.c -O0 -Itests/unit"
		echo "$tools.new/$runner $labs/$runner.c -O0 -Itests/unit -DSTEP=$number $inc"
		for s in $suites $hidden; do
			echo "$tools.new/$(basename "$s" .c) $s -O0 -Itests/unit -DSTEP=$number -D$entry=lab_main $inc"
		done
		[ $root != tcp.c ] || echo "$tools.new/side tests/sim/side.c $pic -Itests/sim $inc $(for p in $parts; do case $p in tcp/*) printf -- '-DWITH_%s ' "${p#tcp/}" ;; esac; done)"
		for p in $parts; do
			grep -qxF "common/$p.c" <<<"$cut" || echo "$tools.new/obj/$(object "$p") $tools.new/starter/common/$p.c $pic $inc"
		done
		grep -qxF "$root" <<<"$cut" || echo "$tools.new/obj/root $tools.new/starter/$root $pic $inc"
		for p in $cutc ${cuth:+bodies.c}; do
			echo "$tools.new/own/$(object "$p") $tools.new/starter/$p $pic -I$tools.new/starter -I$tools.new/starter/common"
		done
	} | compile || return
	[ ! -f "$tools.new/obj/root.o" ] || [ $root = tcp.c ] || objcopy --redefine-sym main=lab_step "$tools.new/obj/root.o" || return
	nm -g --defined-only "$tools.new"/own/*.o | sed -n "s/^[0-9a-f]* [A-Z] \(main\$\)*//p" | sed "s/^\$/lab_step/" | sort -u >"$tools.new/api"
	{ nm -g --defined-only "$tools.new"/obj/*.o 2>/dev/null | sed -n 's/^[0-9a-f]* [A-Z] //p'; cat "$tools.new/api"
		sed -n "/^#/d; s/^$n //p; /^[0-9]/!p" $labs/calls | xargs -n1; } | sort -u >"$tools.new/calls"
	rm -r "$tools.new/own"
}

# Of a compiler's words the errors, not the warnings before them.
why() { if grep -q "error: " "$1"; then grep -A 2 -E "error: |warning: implicit" "$1" | head -n 20; else tail -n 20 "$1"; fi; }

# Several that grade at once may want the same tools.
get_tools() {
	grader=${GRADER:-$(digest)}
	tools=build/lab/tools/$n-$(basename "${compiler%% *}")${HIDDEN:+-hidden}-$grader
	mkdir -p build/lab/tools
	{
		flock 9
		if [ ! -d "$tools" ]; then
			find build/lab/tools -mindepth 1 -maxdepth 1 -type d -mmin +600 -exec rm -rf {} + # of other tests, and used by nobody now
			rm -rf "$tools.new" && mkdir "$tools.new" && { make_tools >"$tools.new/log" 2>&1 || { why "$tools.new/log" >&2; false; }; } && mv "$tools.new" "$tools"
		fi
	} 9>build/lab/tools/lock
}

# collect FOLDER: the starter with what the lab cuts taken from the folder, into room/build. Says in
# room/taken and room/ignored which of its files are taken and which are not, for they differ.
collect() {
	local f real top
	top=$(realpath "$1")
	rm -rf "$room/build"
	cp -r "$tools/starter" "$room/build"
	: >"$room/taken" >"$room/ignored"
	for f in $cut; do
		real=$(realpath "$top/$f" 2>/dev/null)
		# No link that leads elsewhere.
		if [ "$real" = "$top/$f" ] && [ -f "$real" ] && [ "$(stat -c %s "$real")" -le 1000000 ]; then
			cat "$real" >"$room/build/$f" && echo "$f" >>"$room/taken"
		fi
	done
	(cd "$top" && find . -type f ! -name step ! -name '*.o' ! -name '*.md' ! -path './.*' -printf '%P\n' | head -n 1000 | LC_ALL=C sort) | while read -r f; do
		grep -qxF "$f" "$room/taken" || grep -qsxF "$f" "$top/.mine" || cmp -s "$top/$f" "$tools/starter/$f" || echo "$f"
	done >"$room/ignored"
}

# Compiled by itself, in jail, each of them in obj.
compile_own() {
	local commands= p
	mkdir "$room/build/obj"
	for p in $cutc ${cuth:+bodies.c}; do
		commands+="$compiler $flags $pic -fno-lto -I. -Icommon -c -o obj/$(object "$p").o $p"$'\n'
	done
	$labs/jail.sh "$room/build" 60 120 sh -c "printf '%s' '$commands' | xargs -P ${JOBS:-2} -I LINE sh -c LINE"
	set -- $?
	cat "$room/build/out"
	[ "$1" != 125 ] || echo "the walls of jail.sh could not be built" >"$room/broken"
	[ "$1" = 0 ]
}

# What would run where no test looks, or ask the kernel by itself.
refuse() {
	local what
	what=$(readelf -SW "$own" | sed -n 's/^ *\[ *[0-9]*\] \(\.[^ ]*\|[^ ]*\) .*/\1/p' | grep . | grep -vE '^(\.(rela)?\.?(text|data|rodata|bss|comment|note|eh_frame|symtab|strtab|shstrtab|debug|group|tbss|tdata|gcc_except_table|llvm_addrsig)([._].*)?)$' | head -n 1)
	[ -z "$what" ] || { echo "error: the code brings a section $what of its own; nothing of it may run but when it is called"; return 1; }
	! readelf -SW "$own" | grep -q 'WAX' || { echo "error: the code brings a section that can be both written and run"; return 1; }
	! nm "$own" | grep -q ' i ' || { echo "error: the code chooses functions when it is loaded (ifunc)"; return 1; }
	what=$(nm -u "$own" | awk '{ print $2 }' | grep -vE '^[A-Za-z_][A-Za-z0-9_]*$' | head -n 1)
	[ -z "$what" ] || { echo "error: the code calls $what, which is no name of C"; return 1; }
	what=$(objdump -d --no-show-raw-insn "$own" | grep -oE '\b(syscall|sysenter|int +\$0x80|svc)\b' | head -n 1)
	[ -z "$what" ] || { echo "error: the code asks the kernel by itself ($what)"; return 1; }
}

build() {
	local objects s own=$room/own.o join="-Wl,-z,noexecstack"
	compile_own || return
	ld -r -o "$own" "$room"/build/obj/*.o && refuse || return
	nm -u "$own" | awk '{ print $2 }' | grep -vxFf "$tools/calls" >"$room/refused"
	sed 's/.*/& lab_no_&/' "$room/refused" >"$room/renamed"
	[ $root = tcp.c ] || ! grep -qxF main.c <<<"$cut" || objcopy --redefine-sym main=lab_step "$own" || return
	objcopy --keep-global-symbols="$tools/api" --redefine-syms="$room/renamed" "$own" || return
	objects="$own $(ls "$tools"/obj/*.o 2>/dev/null | xargs) $tools/unit.o $tools/$runner.o"
	if [ -s "$room/refused" ]; then
		{ echo '#include <check.h>'; sed 's/.*/void lab_no_&(void);\nvoid lab_no_&(void)\n{\n\tck_abort_msg("it calls &, which this lab has no need of");\n}/' "$room/refused"; } >"$room/refused.c"
		$compiler -O0 -c -o "$room/refused.o" "$room/refused.c" || return
		objects+=" $room/refused.o"
	fi
	for s in $suites $hidden; do
		s=$(basename "$s" .c)
		$compiler $join -o "$room/unit/$s" "$tools/$s.o" $objects $aliases $(pkg-config --libs check) || return
	done
	[ $root = tcp.c ] && [ ! -s "$room/refused" ] || return 0
	$compiler $join -shared -o "$room/sim/$n.so" "$tools/side.o" "$own" $(ls "$tools"/obj/*.o 2>/dev/null) || return
	cp build/sim/sim build/sim/peer.so "$room/sim/"
}
