#!/usr/bin/env bash
# micro_test.sh: what micro.awk leaves of a small program.
here=$(dirname "$0")
passed=0 failed=0

# same WHAT LAST SOURCE EXPECTED
same() {
	local got
	got=$(awk -v step=02 -v last="$2" -f "$here/micro.awk" <<<"$3")
	if [ "$got" = "$4" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'micro_test: %s\n' "$1"
		diff -u --label expected --label got <(echo "$4") <(echo "$got")
	fi
}

same 'a later line goes, labels compare as numbers' 9 \
'	a(); /* 02.9 */
	b(); /* 02.10 */
	c(); /* 03.11 */' \
'	a(); /* 02.9 */
	c(); /* 03.11 */'

same 'an include goes, the head of the file stays' 1 \
'/* main.c: the head. */
#include <err.h> /* 02.2 */
#include <stdio.h>' \
'/* main.c: the head. */
#include <stdio.h>'

same 'a definition goes whole, with its comment and one blank line' 1 \
'int x;

/* Says a
 * thing. */
static void say(int a,	/* 02.2 */
                int b)
{
	if (a) {
		b();
	}
}

static const char *names[] = { /* 02.2 */
	"};",
};

int y;' \
'int x;

int y;'

same 'a declaration of one line goes alone, and its comment when that is all it heads' 1 \
'/* Both. */
int f(void);
int g(void); /* 02.2 */

/* Only this. */
int h(int a, /* 02.2 */
      int b);

/* These two. */
int i(void); /* 02.2 */
int j(void);' \
'/* Both. */
int f(void);

/* These two. */
int j(void);'

same 'a block goes up to its brace, with the comment above it' 1 \
'int main(void)
{
	int n;

	/* Why. */
	while (f(n, "(")) { /* 02.2 */
		if (n) {
			g();
		}
	}

	return 0;
}' \
'int main(void)
{
	int n;

	return 0;
}'

same 'an else with braces leaves the brace of what stood before it' 1 \
'	if (a) {
		b();
	} else if (c) { /* 02.2 */
		d();
	} else {
		e();
	}' \
'	if (a) {
		b();
	} else {
		e();
	}'

same 'a chain that is wholly later goes' 1 \
'	if (a) { /* 02.2 */
		b();
	} else { /* 02.2 */
		e();
	}
	f();' \
'	f();'

same 'case, else and statements without braces go line by line' 1 \
'	switch (a) {
	case 1:
		return "one";
	case 2:			/* 02.2 */
		return "two";	/* 02.2 */
	}
	if (a)
		b();
	else		/* 02.2 */
		c();	/* 02.2 */' \
'	switch (a) {
	case 1:
		return "one";
	}
	if (a)
		b();'

same 'a call over several lines goes up to its parenthesis; no blank line is left inside braces' 1 \
'{
	a();

	printf("a) %d\n", /* 02.2 */
	       b);
}' \
'{
	a();
}'

same 'after the last micro-step nothing is missing' 2 \
'{
	a(); /* 02.1 */


	b(); /* 02.2 */

}' \
'{
	a(); /* 02.1 */


	b(); /* 02.2 */

}'

got=$(awk -v step=02 -v last=1 -f "$here/micro.awk" 2>&1 <<<$'\tif (a) { /* 02.2 */\n\t} else {\n\t}')
case $? in
1) passed=$((passed + 1)) ;;
*) failed=$((failed + 1)) && echo "micro_test: an else whose if is left out must be refused: $got" ;;
esac

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
