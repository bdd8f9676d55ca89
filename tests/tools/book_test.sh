#!/usr/bin/env bash
# book_test.sh: book.sh puts the real thing below each mark, and tells when it is
# no longer the real thing.
cd "$(dirname "$0")/../.." || exit
mkdir -p build
dir=$(mktemp -d -p build book.XXXX)
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0

expect() {	# WHAT, then a command that must succeed
	local what=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "book_test: $what"
		[ ! -f "$dir/said" ] || sed 's/^/    /' "$dir/said"
	fi
}
chapter() { printf '%s\n' "$@" >"$dir/a.md"; }
check() { tests/tools/book.sh check "$dir/a.md" >"$dir/said" 2>&1; }
update() { tests/tools/book.sh update "$dir/a.md" >"$dir/said" 2>&1; }
fails() { ! "$@"; }
said() { grep -qF -- "$1" "$dir/said"; }
holds() { diff -u <(echo "$1") "$dir/a.md" >"$dir/said"; }

cat >"$dir/x.c" <<'END'
/* x.c: a program. */
#include "x.h"

enum { FEW = 3, MANY = 9 };	/* sizes */

/* Says
 * it. */
int say(int a)
{
	return more(a);
}

struct say_it {
	int a;	/* 02.2 */
};
END
sed 's/more/less/' "$dir/x.c" >"$dir/y.c"

chapter '# A' "<!-- code: $dir/x.c say -->" '' 'Then:' "<!-- lines: $dir/x.c /^enum/ -->" '```c' 'old' '```' \
	'<details><summary>Answer</summary>' '' "<!-- code: $dir/x.c@02.1 struct say_it FEW -->" '```c' '```' '</details>' \
	"<!-- diff: $dir/x.c $dir/y.c -->" '<!-- run: $ echo a; echo "b  " -->' '```text' '```' '<!-- sketch: of another -->' '```c' 'int;' '```' \
	'1. In a list:' '' '   <!-- run: echo a; echo; echo b -->' '   ```text' '   old' '   ```'
expect 'a block that is missing or old must fail' fails check
expect 'it names the file, the line and what mends it' said "$dir/a.md:2: no block follows this mark; \`make update-book\`"
expect 'it shows the difference' said '    +enum { FEW = 3, MANY = 9 };'
expect 'update succeeds' update
expect 'and gives the real thing' holds "# A
<!-- code: $dir/x.c say -->
\`\`\`c
/* Says
 * it. */
int say(int a)
{
	return more(a);
}
\`\`\`

Then:
<!-- lines: $dir/x.c /^enum/ -->
\`\`\`c
enum { FEW = 3, MANY = 9 };	/* sizes */
\`\`\`
<details><summary>Answer</summary>

<!-- code: $dir/x.c@02.1 struct say_it FEW -->
\`\`\`c
struct say_it {
};

enum { FEW = 3, MANY = 9 };	/* sizes */
\`\`\`
</details>
<!-- diff: $dir/x.c $dir/y.c -->
\`\`\`diff
 int say(int a)
 {
-	return more(a);
+	return less(a);
 }

\`\`\`
<!-- run: \$ echo a; echo \"b  \" -->
\`\`\`text
\$ echo a; echo \"b  \"
a
b
\`\`\`
<!-- sketch: of another -->
\`\`\`c
int;
\`\`\`
1. In a list:

   <!-- run: echo a; echo; echo b -->
   \`\`\`text
   a

   b
   \`\`\`"
expect 'then the check passes' check
expect 'and counts' said '6 passed, 0 failed'
expect 'a second update changes nothing' update
expect 'and says nothing' [ ! -s "$dir/said" ]
sed -i 's/more/most/' "$dir/x.c"
expect 'a change of the code is told' fails check
expect 'in two blocks' said '4 passed, 2 failed'

for bad in 'code: no.c' "code: $dir/x.c nobody" "lines: $dir/x.c /nothing/" "diff: $dir/x.c $dir/x.c" 'run: no_such_command' 'run: echo a; false' 'live: false' 'cod: x'; do
	chapter "<!-- $bad -->" '```c' '```'
	expect "a mark that means nothing is told: $bad" fails check
	expect "and update does not hide it: $bad" fails update
done

chapter '```c' 'int a;' '```'
expect 'C held by nothing is told' fails check
chapter '* a list' '' '  ```c' '  int a;' '  ```'
expect 'in a list, too' fails check
chapter '```' '<!-- code: x -->' '[a](b)' '```' '`[a](b)` [c](https://x/y) [d](x.c) [e](#the-end-2) [f](a.md#the-end-2) make step-1' '# The `end`: 2'
expect 'what stands in a block is no mark and no link; good links are good' check
for bad in '[a](b.md)' '[a](#nowhere)' '[a](../a.md)' 'make step-99' '`./run.sh demo 99`' 'make step-1.99'; do
	chapter "# A" "text $bad text"
	expect "a link or a step that is not there is told: $bad" fails check
done

live='  0.000000  192.0.2.1:40312 -> 192.0.2.2:7      SYN  seq 3906411012  win 64240  <mss 1460,sackOK,TS 2915418 0,nop,wscale 7>'
chapter "<!-- live: cat $dir/run -->" '```text' "$live" '64 bytes from 192.0.2.2: icmp_seq=1 ttl=64 time=0.123 ms' '```'
cat >"$dir/run" <<'END'
  0.100000  IPv6  48 bytes  skipped
  0.200031  192.0.2.1:55312 -> 192.0.2.2:7      SYN  seq 906411012  win 64240  <mss 1460,sackOK,TS 915418 0,nop,wscale 7>
64 bytes from 192.0.2.2: icmp_seq=1 ttl=64 time=1.2 ms
END
expect 'another run with other times, ports and numbers is the same' check
expect 'and update leaves the block' update
expect 'as it was' grep -qF "$live" "$dir/a.md"
sed -i 's/ttl=64/ttl=63/' "$dir/run"
expect 'another field is not' fails check
printf '%s\n' 'read 52 bytes: 00 00 86 dd 60 00' '  flags 0x0000' '  0000  60 00' 'read 52 bytes: 00 00 86 dd 60 00' '  flags 0x0000' 'read 88 bytes: 00 00 08 00 45 00' '  flags' >"$dir/run"
chapter "<!-- live: cat $dir/run -->" '```text' 'read 88 bytes: 00 00 08 00 45 11' '  flags' '```'
expect 'the unasked IPv6 of step 01 may come or not' check

broken() { tests/tools/broken.sh steps/01-tun-read/main.c "$@" >"$dir/said" 2>&1; }
broken 's/^int main(/int mine(/'
expect 'broken.sh shows the change' grep -q '^+int mine(' "$dir/said"
broken 's/^int main(/int mine(/' grep -c '^int mine(' steps/01-tun-read/main.c
expect 'runs a command where it has been made' [ "$(cat "$dir/said")" = 1 ]
expect 'and nowhere else' fails grep -q '^int mine(' steps/01-tun-read/main.c
expect 'a change that changes nothing is told' fails broken 's/nothing of it//' true

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
