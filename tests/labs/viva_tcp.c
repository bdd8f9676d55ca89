/* viva_tcp.c: says when a segment comes in; the linker gave tcp_input another name. */
#include "tcp/root.h"
#include "viva_door.h"

#include <inttypes.h>
#include <stdio.h>

void __real_tcp_input(struct stack *k, struct seg *s, uint64_t now);
void __wrap_tcp_input(struct stack *k, struct seg *s, uint64_t now);

void __wrap_tcp_input(struct stack *k, struct seg *s, uint64_t now)
{
	if (viva_tells())
		printf("@in %" PRIu32 " %" PRIu16 "\n", s->seq, s->sport);
	__real_tcp_input(k, s, now);
	if (viva_tells())
		printf("@out\n");
}
