#!/usr/bin/env bash
# style_test.sh: each rule of style.sh is broken once, in a file of its own, and
# must be told; and what only looks like a fault must not.
cd "$(dirname "$0")/../.." || exit
mkdir -p build
dir=$(mktemp -d -p build style.XXXX)
trap 'rm -rf "$dir"' EXIT
mkdir -p "$dir"/common/{tcp,wire} "$dir/steps"
passed=0 failed=0

# told WHAT FILE LINE...: a file of these lines draws a message that has WHAT;
# with WHAT empty, it draws none. HEAD is its head line.
told() {
	local what=$1 file=$dir/$2 got
	shift 2
	{
		echo "${HEAD-/* ${file##*/}: a file. */}"
		[ $# = 0 ] || printf '%s\n' "$@"
	} >"$file"
	got=$(tests/tools/style.sh "$file")
	if { [ -n "$what" ] && grep -qF -- "$what" <<<"$got"; } || { [ -z "$what" ] && [ "$got" = "1 passed, 0 failed" ]; }; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'style_test: expected "%s" of\n' "$what"
		cat "$file"
		printf 'but got\n%s\n' "$got"
	fi
}

body() { printf 'int f(struct t *t, struct s *s)\n{\n\treturn %s;\n}\n' "$1"; }

for bad in 's->seq < t->rcv_nxt' 't->snd_una <= 3' '5 > t->snd_nxt' '(s->seq) >= 3' 't->seg[1].ack < 7' '9 < iss' \
	't->rto.timed_seq > 1' 'f(s->ack < t->snd_max)' 'a && rcv_nxt < b' '!a || (irs > b)' '1 + s->seq > b'; do
	told 'a sequence number' common/tcp/a.c "$(body "$bad")"
done
for good in 's->ack - t->snd_una < 7' '7 < t->snd_nxt - t->snd_una' 'seq_lt(s->seq, t->rcv_nxt)' 't->sequel < 3' \
	's->ack->x' '1 << s->ack' 's->ack >> 16' 'f("seq < ack")' 't->backoff < 3' 's->ack != 0 && t->n > 3' \
	't->n > s->ack_count'; do
	told '' common/tcp/a.c "$(body "$good")"
done
HEAD='int a;' told 'the first line' common/wire/a.c
told '#pragma once' common/wire/b.h 'int a;'
told '' common/wire/b.h '#pragma once'
told 'lines long; 40' common/wire/a.c 'int f(void)' '{' "$(yes $'\tg();' | head -38)" '}'
told '' common/wire/a.c 'int f(void)' '{' "$(yes $'\tg();' | head -37)" '}'
told 'lines long; 250' common/wire/a.c "$(yes '/* x */' | head -250)"
told 'lines of code' common/wire/a.c "$(yes 'int f(void);' | head -151)"
for bad in 'int f (void);' 'int *f(void), * g(void);' 'struct x\n{\n\tint a;\n};' \
	'int f(void) {\n}' 'int f(void)\n{\n        g();\n}' 'int f(void)\n{\n\tif(a)\n\t\tg();\n}'; do
	told 'would have' common/wire/a.c "$(printf "$bad")"
done
told 'more than 120' common/wire/a.c "int f(int a, /* $(yes a | head -110 | tr -d '\n') */" '      int bcdefghijkl);'
for good in 'int a;         /* x */' 'enum { A = 1, B };' 'int a[] = {\n\t1, 2,\n\t3\n};' 'int f(int a,\n      int b);' \
	'#define A(x) \\\n\t{ 1, 2 }, \\\n\t{ 3, 4 }'; do
	told '' common/wire/a.c "$(printf "$good")"
done
told 'blanks at the end' common/wire/a.c 'int f(void); '
told 'typedef' common/wire/a.c 'typedef struct x y;'
told 'no weak' common/wire/a.c '#ifdef STEP'
told 'get16' common/wire/a.c "$(body 'ntohs(s->x)')"
told 'laid over' common/wire/a.c 'struct iphdr *ip;'
told 'bit field' common/wire/a.c 'struct x {' $'\tunsigned a : 4;' '};'
told 'no operating system' common/wire/a.c '#include <unistd.h>'
told '' steps/main.c '#include <unistd.h>' 'struct sockaddr_in a;'
told 'or file an issue' common/wire/a.c '/* TO''DO: later */'
told 'no section 3.99' common/wire/a.c '/* RFC 92''93,' ' * 3.99 */'
told 'no section 3.10.7.9' steps/a.md 'See RFC 92''93, 3.10.7.4 and 3.10.7.9.'
told 'write it as' steps/a.md 'See RFC 92''93 section 3.4.'
told '' steps/a.md 'See RFC 92''93, 3.1-3.2, 3.10.7.4, and 3.4. RFC 92''93 has 3 chapters; RFC 1122, 4.2.2.9.'

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
