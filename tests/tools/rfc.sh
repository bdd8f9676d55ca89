#!/usr/bin/env bash
# rfc.sh check|update: tests/rfc9293.md says of each requirement of RFC 9293 whether and where it is kept. Each stands
# there once, with the section that it has; each test that is named exists and is for the steps that are claimed.
# check ends with "N passed, N failed" (requirements); update writes the counts at the page's top.
cd "$(dirname "$0")/../.." || exit
page=tests/rfc9293.md

# NAME FIRST LAST of the tests of TCP, NAME of all.
tests() {
	sed -nE 's/^\t(FROM|BETWEEN)\(([0-9]+), ([0-9]+, )?([a-z0-9_]+)\).*/\4 \2 \3/p' tests/unit/tcp/test_*.c |
		awk '{ print $1, $2, (NF == 3 ? $3 + 0 : 99) }'
	sed -nE 's/^START_TEST\(([a-z0-9_]+)\).*/\1/p' tests/*/test_*.c tests/*/*/test_*.c
}
steps=$(for f in steps/*/tcp.c; do basename "$(dirname "$f")"; done | tail -n 1)
steps=$((10#${steps%%-*}))

case $1 in
update) awk -v steps="$steps" -v update=1 -f tests/tools/rfc.awk tests/tools/rfc9293.requirements <(tests) $page >$page.new
	mv $page.new $page ;;
check)  faults=$(awk -v steps="$steps" -f tests/tools/rfc.awk tests/tools/rfc9293.requirements <(tests) $page)
	[ -z "$faults" ] || echo "$faults"
	failed=$(grep -c . <<<"$faults")
	all=$(grep -c '^[A-Z]*-' tests/tools/rfc9293.requirements)
	[ "$failed" -le "$all" ] || failed=$all
	echo "$((all - failed)) passed, $failed failed"
	[ "$failed" = 0 ] && [ "$all" -gt 0 ] ;;
*)      echo "rfc.sh check|update" >&2
	exit 2 ;;
esac
