#!/usr/bin/env bash
# partial.sh NN...: the reference is filled in as a student would, micro-step by micro-step in the
# order of NN.points; after each, the tests of the micro-steps done so far pass, and the table is
# printed: what is done, how many points, which other micro-steps have theirs already. Labs 05 on.
cd "$(dirname "$0")/../.." || exit
labs=tests/labs passed=0 failed=0
export WALLS=${WALLS:-$($labs/jail.sh --walls)}
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
chmod 755 "$room"

# Once a step: all that no student writes, and the tests.
prepare() {
	cut=$(awk -F '\t' '/^(common|tcp)/ && $1 ~ /\.c$/ { print $1 }' $labs/"$n".cut | sort -u)
	suites=$(grep -lE "(FROM|BETWEEN)\($((10#$n)), " tests/unit/tcp/test_*.c | grep -v test_connect.c)
	flags="-std=c11 -D_GNU_SOURCE -w -O0 -Itests/unit -I$made/starter -I$made/starter/common -DSTEP=$((10#$n))"
	$labs/lab.sh "$n" "$made/starter" >/dev/null && mkdir -p "$made/given" "$made/tests" || return
	for f in $(awk -F '\t' '/^common/ && $1 ~ /\.h$/ { print $1 }' $labs/"$n".cut | sort -u); do
		cp "$f" "$made/starter/$f" || return # comparisons come first
	done
	for f in $(cd "$made/starter" && ls tcp.c $(printf 'common/%s.c ' $parts)); do
		grep -qxF "$f" <<<"$cut" || echo "given/$(tr / _ <<<"$f") $made/starter/$f"
	done >"$made/list"
	printf 'given/%s\n' "run.c $labs/run.c" "unit.c tests/unit/unit.c" >>"$made/list"
	for f in $suites; do echo "tests/$(basename "$f" .c) $f -Dtcp_unit_main=lab_main"; done >>"$made/list"
	xargs -P 2 -L 1 sh -c "${CC:-cc} $flags -c -o $made/\$0.o \$*" <"$made/list"
}

# What the student has written after this micro-step: its functions and those before it, as they
# stood then (micro.awk), in the starter.
write() {
	cp -r "$made/starter" "$1" || return
	for f in $cut; do
		case $f in tcp.c) from=steps/$step/tcp.c ;; *) from=$f ;; esac
		awk -v step="$n" -v last="${micro#*.}" -f tests/tools/micro.awk "$from" | awk -F '\t' -v list=$labs/"$n".cut -v f="$f" -v m="$micro" '
			BEGIN { while ((getline <list) > 0) if ($1 == f && $3 <= m) want[$2] = 1 }
			/^[a-z].*\(/ && !/;[ \t]*(\/\*.*\*\/)*$/ { s = $0; sub(/\(.*/, "", s); sub(/.*[ *]/, "", s); on = s in want }
			on { print }
			/^}/ { on = 0 }' >"$1/written"
		[ ! -s "$1/written" ] || { awk -v with="$1/written" -f $labs/splice.awk "$made/starter/$f" >"$1/$f" || return; }
	done
}

build() {
	mkdir -p "$1/unit"
	for f in $cut; do
		${CC:-cc} $flags -c -o "$1/unit/$(tr / _ <<<"$f").o" "$1/$f" || return
	done
	for s in $suites; do
		${CC:-cc} -o "$1/unit/run" "$made/tests/$(basename "$s" .c).o" "$1"/unit/*.o "$made"/given/*.o $(pkg-config --libs check) || return
		: >"$1/unit/results"
		$labs/jail.sh "$1/unit" 1 100 ./run 2>/dev/null
		cat "$1/unit/results"
	done >"$1.results"
}
for n; do
	step=$(basename steps/"$n"-*)
	parts=$(sed -e :a -e '/\\$/N; s/\\\n//; ta' "steps/$step/Makefile" | sed -n 's/^PARTS *= *//p' | xargs -n1 | grep -E '^(tcp|app|wire)/')
	made=$room/$n && mkdir "$made" && prepare || exit
	for micro in $(awk -F '\t' '/^[01]/ { print $1 }' $labs/"$n".points); do
		write "$room/$micro" && build "$room/$micro" || exit
		if awk -F '\t' -v done="$micro" -v n="$n" '/^(#|$)/ { next }
			file == 1 { passed[$2] = $1; next }
			$1 != "" { m = $1; if (m ~ /^[01]/) { most[m] = $2; order[++k] = m } next }
			m in most && !passed[$2] { miss[m] = miss[m] " " $2 }
			END {
				for (i = 1; i <= k; i++) {
					m = order[i]
					if (m <= done) { due += most[m]; if (m in miss) { bad = bad " " m ":" miss[m] } else got += most[m] }
					else if (!(m in miss)) { ahead = ahead " " m }
				}
				printf "lab %s up to %s: %d of %d points%s%s\n", n, done, got, due, ahead ? "; already there:" ahead : "", bad ? "; MISSING" bad : ""
				exit bad != "" }' file=1 "$room/$micro.results" file=2 $labs/"$n".points; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
	done
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
