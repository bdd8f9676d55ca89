#!/usr/bin/env bash
# rfc_test.sh: tests/rfc9293.md as it is passes; made wrong in one way after another, rfc.sh must tell.
here=$(cd "$(dirname "$0")/../.." && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
passed=0 failed=0
cp -R "$here/tests" "$here/steps" "$tree"
cd "$tree" || exit
page=tests/rfc9293.md list=tests/tools/rfc9293.requirements

# tells WORDS SED [FILE]: with that change to the page, or the file, the check fails and says the words.
tells() {
	local file=${3:-$page} got
	cp "$file" kept
	sed -i "$2" "$file"
	if cmp -s "$file" kept || got=$(tests/tools/rfc.sh check 2>&1) || ! grep -qF -- "$1" <<<"$got"; then
		failed=$((failed + 1))
		printf 'rfc_test: should have told of "%s", but said\n%s\n' "$1" "$got"
	else
		passed=$((passed + 1))
	fi
	cp kept "$file"
}

tells 'MUST-17 is missing' '/^| MUST-17 /d'
tells 'MUST-17 stands here twice' 's/^| MUST-18 /| MUST-17 /'
tells 'RFC 9293 has no MUST-70' 's/^| MUST-69 /| MUST-70 /'
tells 'MUST-1 stands in section 3.1, not in 3.2' '/^| MUST-1 /s/ 3\.1 / 3.2 /'
tells 'there is no test the_window_is_a_number' 's/the_window_is_an_unsigned_number/the_window_is_a_number/'
tells 'there is no test the_window_is_an_unsigned_number' 's/the_window_is_an_unsigned_number/renamed/' tests/unit/tcp/test_data.c
tells 'no test is named' '/^| MUST-1 /s/`//g'
tells 'from step 5 on, but no test named holds for step 5' '/^| MUST-1 /s/from 06/from 05/'
tells 'from step 6 on, but no test named holds for step 9' 's/FROM(6, the_window_is_an_unsigned/BETWEEN(6, 8, the_window_is_an_unsigned/' tests/unit/tcp/test_data.c
tells '"maybe" is none of' '/^| MUST-9 /s/ no / maybe /'
tells 'a row has' '/^| MUST-9 /s/nothing is added.*|$/|/'
tells 'the count is now | MUST | ' '/^| MUST-9 /s/ no / does not apply /'
tells 'there is no tests/nowhere' 's,`tests/unit/tcp/test_connect.c`,`x`,; /^| MUST-2 /s,tests/oracle,tests/nowhere,'

tests/tools/rfc.sh update
if cmp -s $page "$here/$page" && tests/tools/rfc.sh check >/dev/null; then
	passed=$((passed + 1))
else
	failed=$((failed + 1))
	echo "rfc_test: the page as it is should pass, and stay as it is when its counts are made anew (make update-rfc)"
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
