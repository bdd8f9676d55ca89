#!/usr/bin/env bash
# checks_test.sh: a tree of two small steps, broken in one way after another;
# frozen.sh, micro.sh and tiers.sh must tell.
here=$(cd "$(dirname "$0")/../.." && pwd)
B=${B:-$here/build}
mkdir -p "$B"
tree=$(mktemp -d -p "$B" checks.XXXX)
trap 'rm -rf "$tree"' EXIT
export B=$tree/build
unset MAKEFLAGS MFLAGS MAKELEVEL
passed=0 failed=0

# plant: the tree as it should be.
plant() {
	rm -rf "${tree:?}"/*
	mkdir -p "$tree"/common/{wire,link} "$tree"/steps/{01-one,02-two} "$tree/tests"
	cp -R "$here/tests/tools" "$tree/tests"
	cp "$here"/steps/*.mk "$tree/steps"
	cd "$tree" || exit
	printf '#pragma once\nint a(int n);\n' >common/wire/a.h
	printf '#include "wire/a.h"\n#include <string.h>\nint a(int n)\n{\n\tchar s[9];\n\tmemset(s, n, 9);\n\treturn s[n & 7];\n}\n' >common/wire/a.c
	printf '#pragma once\nint b(void);\n' >common/link/b.h
	printf '#include "link/b.h"\n#include <unistd.h>\nint b(void)\n{\n\tint n = 0;\n\tn += getpid(); /* 02.2 */\n\treturn n;\n}\n' >common/link/b.c
	printf 'PARTS = wire/a\ninclude ../step.mk\n' >steps/01-one/Makefile
	printf 'PARTS = wire/a link/b\ninclude ../step.mk\n' >steps/02-two/Makefile
	printf '#include "wire/a.h"\nint main(void)\n{\n\treturn a(1);\n}\n' >steps/01-one/main.c
	printf '#include "link/b.h"\n#include "wire/a.h"\nstatic int c(void) /* 02.3 */\n{\n\treturn 1;\n}\nint main(void)\n{\n\tint n = a(b());\n\tn += c(); /* 02.3 */\n\treturn n;\n}\n' >steps/02-two/main.c
}

# tells SCRIPT WORDS: the script fails, and says the words.
tells() {
	local got
	if got=$("$tree/tests/tools/$1" ${3:-} 2>&1) || ! grep -qE -- "$2" <<<"$got"; then
		failed=$((failed + 1))
		printf 'checks_test: %s should have told of "%s", but said\n%s\n' "$1" "$2" "$got"
	else
		passed=$((passed + 1))
	fi
	plant
}
passes() {
	local got
	if got=$("$tree/tests/tools/$1" ${3:-} 2>&1) && grep -qE -- "$2" <<<"$got"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'checks_test: %s should have passed with "%s", but said\n%s\n' "$1" "$2" "$got"
	fi
}

plant
passes frozen.sh '^6 passed, 0 failed$'
sed -i 's/ link.b/ link\/none/' steps/02-two/Makefile
tells frozen.sh 'names link/none'
sed -i 's/wire.a //' steps/02-two/Makefile
tells frozen.sh 'drops part wire/a'
sed -i '1i#include "link/b.h"' common/wire/a.c
tells frozen.sh 'link/b is introduced by 02-two'
sed -i 's/a(1)/b()/; 1iint b(void);' steps/01-one/main.c
tells frozen.sh "undefined reference to .b'"
printf 'int x;\n' >common/link/c.c
tells frozen.sh 'common/link/c.c belongs to no step'
sed -i 's/return s/getpid();\n\treturn s/; 1i#include <unistd.h>' common/wire/a.c
tells frozen.sh 'not pure, it imports: getpid'
sed -i 's/^int a/__attribute__((weak)) int a/' common/wire/a.c
tells frozen.sh 'weak symbols'

passes micro.sh '^9 passed, 0 failed$'
sed -i 's/return 1;/int x;/' steps/02-two/main.c
tells micro.sh 'step-2.3 does not build with clang'
sed -i 's/c(); .*/c();/' steps/02-two/main.c
tells micro.sh 'step-2.2 does not build with gcc'
sed -i 's/02.2/02.4/; s/^}/}\n\n\nint d;/' common/link/b.c
tells micro.sh 'micro-step 02.2 has no line'
printf 'int x; /* 02.1 */\n' >>common/wire/a.c
tells micro.sh 'part wire/a is step 01.s, but is labelled'

printf 'good:\n\t@echo "100%%: Checks: 12, Failures: 0, Errors: 0"; echo "3 passed, 0 failed"\n' >Makefile
passes tiers.sh '^15 passed, 0 failed$' good
printf 'bad:\n\t@echo "80%%: Checks: 5, Failures: 1, Errors: 0"; exit 1\ngood:\n\t@echo 3 passed, 0 failed\n' >Makefile
tells tiers.sh '^7 passed, 1 failed' 'bad good'
printf 'quiet:\n\t@:\n' >Makefile
tells tiers.sh '^0 passed, 1 failed' quiet
printf 'stops:\n\t@echo 1 passed, 0 failed; exit 3\n' >Makefile
tells tiers.sh '^1 passed, 1 failed' stops
tells tiers.sh '^0 passed, 1 failed' there_is_no_such_tier

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
