/* viva_link.c: says when a packet comes in; the linker gave link_read another name. What is done
 * with a packet is done until the next is asked for. */
#include "link/link.h"
#include "viva_door.h"

#include <stdio.h>

int __real_link_read(struct link *l, struct packet *p, uint64_t deadline);
int __wrap_link_read(struct link *l, struct packet *p, uint64_t deadline);

int __wrap_link_read(struct link *l, struct packet *p, uint64_t deadline)
{
	int got;

	if (viva_tells())
		printf("@out\n");
	viva_asleep = true;
	got = __real_link_read(l, p, deadline);
	viva_asleep = false;
	if (viva_tells() && got > 0)
		printf("@in\n");
	return got;
}
