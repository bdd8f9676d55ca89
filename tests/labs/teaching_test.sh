#!/usr/bin/env bash
# teaching_test.sh: each steps/NN/TEACHING.md names tests that are there, of its own step, enough of them, and has
# all its parts; each micro-step has its line in `hours`, once; real times are added up rightly.
cd "$(dirname "$0")/../.." || exit
labs=tests/labs passed=0 failed=0
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
holds() {
	if "${@:2}"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $1"
	fi
}

# Whatever has the form of a test's name is one, of the step's own table of points; at least eight are named.
named() { grep -oE '`[a-z0-9]+(_[a-z0-9]+){3,}`' "$1" | tr -d '`' | sort -u; }
tests() {
	local t n=0
	for t in $(named "$1"); do
		grep -qP "^\t$t\t" "$labs/$2.points" || { echo "  $1: lab $2 has no test $t"; return 1; }
		[ "$t" = every_seed_of_the_simulator ] || grep -rqF "START_TEST($t)" tests/unit || { echo "  $1: no file has the test $t"; return 1; }
		n=$((n + 1))
	done
	[ $n -ge 8 ] || { echo "  $1 names $n tests"; return 1; }
}
# A table's row that catches nothing is no row.
caught() { ! awk '/^\| "/ && !/`[a-z0-9]+_/' "$1" | grep .; }
whole() { diff <(sed -n 's/^## //p' "$1") <(printf '%s\n' Goals 'Before it' 'Time and points' 'What they believe' 'Live, in the lecture' 'To discuss' 'How to mark' 'The room'); }
shows() { grep -qF "run: \$ $labs/hours.sh step $2 " "$1" && grep -qE "run\.sh demo $2\b" "$1"; }
of_size() { local n; n=$(wc -l <"$1"); [ "$n" -ge 60 ] && [ "$n" -le 110 ]; }

for page in steps/[0-9][0-9]-*/README.md; do
	n=${page#steps/} n=${n%%-*} page=${page%README.md}TEACHING.md number=$((10#$n))
	holds "$page is there" [ -f "$page" ]
	holds "the tests that $page names are there" tests "$page" "$n"
	holds "every belief of $page is caught" caught "$page"
	holds "$page has all its parts" whole "$page"
	holds "$page has its step's table and demo" shows "$page" $number
	holds "$page is neither a stub nor a book" of_size "$page"
	holds "each micro-step of $n has its hours" diff <(sed -nE "s/^### ($n\.[0-9]+) .*/\1/p" "${page%TEACHING.md}README.md") <(sed -nE "s/^($n\.[0-9]+)	[0-9]+	[0-9]+$/\1/p" $labs/hours)
done
page=steps/05-handshake/TEACHING.md
sed 's/numbers_are_compared_across_the_end_of_their_range/numbers_are_compared_with_a_ruler/' $page >"$room/page.md"
holds "a test that is not there is told" eval "! tests '$room/page.md' 05 >/dev/null"
holds "a test of another step is told" eval "! tests $page 06 >/dev/null"

for weeks in 4 8 12; do
	holds "the plan of $weeks weeks has so many, and no micro-step twice" [ "$($labs/hours.sh plan $weeks | grep -cE '^ *[0-9]+   ')" = $weeks ]
done
holds "there is no plan of 5 weeks" eval "! $labs/hours.sh plan 5 2>/dev/null >&2"

mkdir -p "$room/class"/{a/lab,b,c}
printf '# mine\n05.1 40\n05.1 20 once more\n05.2 70\n' >"$room/class/a/lab/TIMES"
printf '05.1 100\nabout an hour\n' >"$room/class/b/TIMES"
printf '05.1\t10\n' >"$room/class/c/TIMES"
collected() {
	$labs/hours.sh collect "$room/class" >"$room/times" 2>"$room/said" || return
	[ "$(awk '$1 == "05.1" { print $2, $3, $4, $5 }' "$room/times")" = "3 60 10 100" ] && [ "$(awk '$1 == "05.2" { print $2, $3 }' "$room/times")" = "1 70" ]
}
holds "times are added up for each, and the median found" collected
holds "a line that is no time is told" grep -q 'b/TIMES:2: not MICRO-STEP MINUTES' "$room/said"
holds "where there are none it says so" eval "! $labs/hours.sh collect '$labs' 2>/dev/null >&2"
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
