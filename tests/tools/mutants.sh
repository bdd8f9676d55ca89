#!/usr/bin/env bash
# mutants.sh [FILE...]: breaks common/wire, or the parts given, a line at a time,
# one small mistake each, and runs the unit tests. A mutant that no test notices is printed: it
# shows a test that is missing, or code that does nothing. Slow (minutes), so it
# is no part of `make test`. A part of tcp/ or app/ is broken in the last step that
# has it, tcp/connect in the simulator's peer, and in ROOT=NN-name if that is set. The last line is `N of M mutants noticed`.
cd "$(dirname "$0")/../.." || exit
B=$(realpath -m "${B:-build}") CC=${CC:-cc}
[ $# -gt 0 ] || set -- common/wire/*.c
wire=(ipv4 icmp tcp_segment checksum udp)
others=(trace answer host link fields hexdump options capture pcapng cable)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
${MAKE:-make} --no-print-directory "${wire[@]/#/$B/unit/test_}" "${others[@]/#/$B/unit/test_}" >/dev/null || exit
include=(-Icommon)

# root_of PART: the last step that has the part, whose tests are built then.
root_of() {
	local own folder parts
	root=${ROOT:-$(grep -lE "(^|[ =])$1( |\\$|\$)" steps/*/Makefile | tail -n 1 | cut -d/ -f2)}
	own=$root
	[ "$1" != tcp/connect ] || { root=peer own=$(cd steps && ls -d */tcp.c | tail -n 1 | cut -d/ -f1); }
	folder=steps/$root made=$B/$root/common objects=("$B/$root/tcp.o") include=(-Icommon "-Isteps/$root")
	mapfile -t tests < <(cd tests/unit/tcp && ls test_*.c | sed 's/^test_//; s/\.c$//' | grep -v '^connect$')
	if [ "$root" = peer ]; then
		folder=tests/sim/peer made=$B/unit/tcp/peer/common objects=("$B/unit/tcp/peer/root.o")
		include=(-Icommon -Itests/sim/peer) tests=(connect)
	fi
	[ -f "$folder/tcp.c" ] || { echo "no step has $1" >&2; exit 2; }
	${MAKE:-make} --no-print-directory "${tests[@]/#/$B/unit/tcp/$root/test_}" >/dev/null || exit
	parts=$(sed -e ':a' -e '/\\$/{N;s/\\\n//;ta' -e '}' "steps/$own/Makefile" | sed -n 's/^PARTS *[:+]*= *//p')
	for p in $parts; do
		case $p in
		"$1") ;;
		wire/*) objects+=("$B/common/$p.o") ;;
		tcp/* | app/*) objects+=("$made/$p.o") ;;
		esac
	done
}

# Each operator is a sed command, tried at the first four places on a line where
# it fits.
operators=(
	's/==/!=/' 's/!=/==/' 's/ < / <= /' 's/ > / >= /' 's/ <= / < /' 's/ >= / > /' 's/ < / > /' 's/ > / < /'
	's/ + / - /' 's/ - / + /' 's/ \* / + /' 's, / , * ,' 's/ % / * /' 's/<< /<< 1 + /' 's/>> /<< /' 's/+=/-=/' 's/-=/+=/'
	's/&&/||/' 's/||/\&\&/' 's/ & / | /' 's/ | / \& /' 's/ ? \(.*\) : \([^;]*\)/ ? \2 : \1/' 's/!\([a-z(*]\)/\1/'
	's/true/false/' 's/false/true/' 's/~//' 's/++/--/'
	's/\b\([0-9][0-9]*\)\b/(\1 + 1)/' 's/\b\([0-9][0-9]*\)\b/(\1 - 1)/' 's/0x\([0-9a-f]*\)/(0x\1 >> 1)/'
	's/return [^;]*;/return 0;/' 's/if (\(.*\))$/if (!(\1))/' 's/^\(\t\+\)[^\t{}].*;.*$/\1;/' 's/^\(\t\+\)\..*,$/\1/')

compile() { $CC -std=c11 -D_GNU_SOURCE -O1 -w -Werror=return-type "${include[@]}" -c -o "$1.o" "$1" 2>/dev/null; }

# Is the mutant in $1 (of the part $2) noticed by a test, within ten seconds? 2:
# it is none, for it does not compile or compiles to the same code.
noticed() {
	local part=$2 t order=("${tests[@]}") steps
	[[ " ${tests[*]} " == *" $part "* ]] && order=("$part" "${tests[@]}")
	compile "$1" && ! cmp -s "$1.o" "$work/original.o" || return 2
	if [ "$root" ]; then
		for t in "${order[@]}"; do
			$CC -o "$1.test" "$B/unit/tcp/$root/test_$t.o" "$B/unit/tcp/$root/tcp_fixture.o" "$B/unit/unit.o" "$1.o" \
				"${objects[@]}" $(pkg-config --libs check) 2>/dev/null || return 2
			CK_FORK=no CK_VERBOSITY=silent timeout -s KILL 10 "$1.test" >/dev/null 2>&1 || return 0
		done
		return 1
	fi
	for t in "${order[@]}"; do
		steps=()
		[[ $t != answer && $t != host ]] || steps=("$B"/unit/step-*.o)
		$CC -o "$1.test" "$B/unit/test_$t.o" "$B/unit/unit.o" "$1.o" "${steps[@]}" \
			$(ls "$B"/common/*/*.o | grep -v "/$part.o") $(pkg-config --libs check) 2>/dev/null || return 2
		CK_FORK=no CK_VERBOSITY=silent timeout -s KILL 10 "$1.test" >/dev/null 2>&1 || return 0
	done
	return 1
}

all=0 good=0
for file; do
	part=$(basename "$file" .c) root='' include=(-Icommon) mutant=$work/$part.c
	case $file in
	*/wire/*) tests=("${wire[@]}") ;;
	*/tcp/* | */app/*) root_of "$(basename "$(dirname "$file")")/$part" ;;
	*)        tests=("${others[@]}") ;;
	esac
	cp "$file" "$mutant" && compile "$mutant" && mv "$mutant.o" "$work/original.o"
	while read -r line; do
		seen=" "
		for op in "${operators[@]}"; do
			for place in 1 2 3 4; do
				sed "${line}$op$place" "$file" >"$mutant"
				cmp -s "$mutant" "$file" && break
				sum=$(cksum <"$mutant")
				[[ $seen == *" $sum "* ]] && continue
				seen+="$sum "
				noticed "$mutant" "$part" 2>/dev/null # bash tells of every crash
				case $? in
				2) continue ;;
				0) good=$((good + 1)) ;;
				1) printf '%s:%s: %s  nobody notices: %s\n' "$file" "$line" "$op$place" "$(sed -n "${line}p" "$mutant")" ;;
				esac
				all=$((all + 1))
			done
		done
	done < <(awk '/^\/\*/ { comment = 1 } !comment && /^(\t|enum|static|return)/ && !/^\t*\/?\*/ { print NR } /\*\// { comment = 0 }' "$file")
done
echo "$good of $all mutants noticed"
