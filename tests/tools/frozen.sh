#!/usr/bin/env bash
# frozen.sh: a reader at step N needs nothing of a later step. Each part is
# introduced by one step and kept from then on; each step compiles and links in
# a folder that holds only what the steps up to it have introduced; the pure
# rooms import nothing from a system. Ends with "N passed, N failed".
cd "$(dirname "$0")/../.." || exit
. tests/tools/steps.sh

# Parts that no step links: the cable of the tests, and what only their peer does so far. And what may replace what:
# a line "OLD STEP", when STEP and those after it use a faster part than OLD.
no_step='link/cable tcp/connect'
superseded=$tools/superseded

# What wire/ and tcp/ may ask of the world: moving bytes, text into a buffer, assert,
# and what the compiler itself calls.
world='^(mem(cpy|move|set|cmp|chr)|str(n?cpy|n?cmp|n?len|r?chr|n?cat|str)|v?snprintf|__assert_fail'
world+='|__stack_chk_fail|__(asan|ubsan)_.*|__((mem|str)[a-z]+|v?snprintf)_chk|_GLOBAL_.*)$'

declare -A since				# part -> the step that introduces it
have=
for step in $(steps); do
	now=$(parts "$step")
	for part in $now; do
		if [ ! -f "common/$part.c" ] && [ ! -f "common/$part.h" ]; then
			bad "steps/$step/Makefile names $part, but there is no common/$part.c"
		elif [ -z "${since[$part]}" ]; then
			since[$part]=$step
			ok
		fi
	done
	for part in $have; do
		case " $now " in *" $part "*) continue ;; esac
		grep -qs "^$part $(number "$step")" "$superseded" || bad "steps/$step drops part $part of ${since[$part]}"
	done
	have=$now
done
for f in common/*/*.c; do
	part=${f#common/} && part=${part%.c}
	[ -n "${since[$part]}" ] || case " $no_step " in
		*" $part "*) ;;
		*) bad "$f belongs to no step" ;;
	esac
done

# A header stands in a step's folder if it is its own part's, or no part's at
# all (it has no .c and whoever includes it brings it along).
introduced() {
	local part=${1#common/}
	part=${part%.h}
	[ ! -f "common/$part.c" ] || { [ -n "${since[$part]}" ] && [[ ! "${since[$part]}" > "$2" ]]; }
}

for step in $(steps); do
	dir=$B/frozen/$step
	rm -rf "$dir"
	mkdir -p "$dir/steps"
	cp steps/*.mk "$dir/steps"
	cp -R "steps/$step" "$dir/steps"
	for part in $(parts "$step"); do
		mkdir -p "$dir/common/${part%/*}"
		[ ! -f "common/$part.c" ] || cp "common/$part.c" "$dir/common/$part.c"
	done
	for f in common/*/*.h; do
		introduced "$f" "$step" && mkdir -p "$dir/${f%/*}" && cp "$f" "$dir/$f"
	done
	if ${MAKE:-make} --no-print-directory -j2 -C "$dir/steps/$step" M= OPT=-O0 B="$dir/build" >"$dir/log" 2>&1; then
		ok
	else
		bad "step $step does not build from what the steps up to it introduce:"
		faults "$dir/log"
		sed -nE 's|.*fatal error: ([a-z]+/[a-z0-9_]+)\.h: No such.*|\1|p' "$dir/log" | sort -u | while read -r part; do
			echo "    $part is introduced by ${since[$part]:-no step}"
		done
		continue
	fi
	pure=$(find "$dir/build" -name '*.o' \( -path '*/common/wire/*' -o -path '*/common/tcp/*' \))
	[ -n "$pure" ] || continue
	# What root.h declares, the step's own tcp.c gives them.
	given=$({ nm -g --defined-only $pure "$dir/build/$step/tcp.o" 2>/dev/null; } | awk 'NF == 3 { print $3 }' | sort -u)
	alien=$(nm -uA $pure | awk '{ print $NF }' | sort -u | comm -23 - <(echo "$given") | grep -Ev "$world")
	[ -z "$alien" ] && ok || bad "step $step: wire/ or tcp/ is not pure, it imports:" $alien "
$(nm -uA $pure | grep -wF "$alien" | sed "s|$dir/build/||")"
	weak=$(nm -A $pure | awk '$2 ~ /^[WwVv]$/ || $3 ~ /^[WwVv]$/' | grep -v __)
	[ -z "$weak" ] || bad "step $step: weak symbols:
$weak"
done
count
