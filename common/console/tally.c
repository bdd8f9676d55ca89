/* tally.c: see tally.h. */
#include "console/tally.h"

#include <assert.h>
#include <stdio.h>

void tally_dropped(struct tally *t, const char *reason)
{
	struct tally_cause *c = t->causes;

	while (c->what && c->what != reason)
		c++;
	assert(c < t->causes + TALLY_CAUSES - 1);
	c->what = reason;
	c->times++;
	t->dropped++;
}

void tally_print(const struct tally *t)
{
	unsigned long good = t->packets - t->skipped - t->dropped;

	printf("%lu packet%s: %lu IPv4, %lu skipped, %lu dropped\n", t->packets, t->packets == 1 ? "" : "s", good,
	       t->skipped, t->dropped);
	for (const struct tally_cause *c = t->causes; c->what; c++)
		printf("%5lu  %s\n", c->times, c->what);
}
