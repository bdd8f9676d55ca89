/* viva.c: in a student's program, tells which tests a packet comes to. viva_mark.awk puts the
 * marks, and the linker tcp_input's other name. VIVA=0 tells, VIVA=7 turns test 7 round. */
#include "tcp/root.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

int viva(int id, int yes);
void __real_tcp_input(struct stack *k, struct seg *s, uint64_t now);
void __wrap_tcp_input(struct stack *k, struct seg *s, uint64_t now);

static int wish(void)
{
	const char *text = getenv("VIVA");

	return text ? atoi(text) : -1;
}

int viva(int id, int yes)
{
	if (wish() == 0)
		printf("@test %d %d\n", id, yes);
	return wish() == id ? !yes : yes;
}

void __wrap_tcp_input(struct stack *k, struct seg *s, uint64_t now)
{
	if (wish() == 0)
		printf("@in %" PRIu32 " %" PRIu16 "\n", s->seq, s->sport);
	__real_tcp_input(k, s, now);
	if (wish() == 0)
		printf("@out\n");
}
