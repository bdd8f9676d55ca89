/* cable_line.c: see cable_line.h. */
#include "cable_line.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

/* Nearly every packet belongs at the end, so that is where the search begins. */
void line_add(struct line *l, uint64_t due, const void *bytes, size_t n)
{
	struct parcel *p = malloc(sizeof *p + n), *before = l->last;

	if (!p)
		err(1, "no memory for a packet");
	while (before && before->due > due)
		before = before->prev;
	p->due = due;
	p->n = n;
	memcpy(p->bytes, bytes, n);
	p->prev = before;
	p->next = before ? before->next : l->first;
	*(p->prev ? &p->prev->next : &l->first) = p;
	*(p->next ? &p->next->prev : &l->last) = p;
	l->packets++;
}

uint64_t line_due(const struct line *l)
{
	return l->first ? l->first->due : UINT64_MAX;
}

void line_remove(struct line *l)
{
	struct parcel *p = l->first;

	l->first = p->next;
	*(p->next ? &p->next->prev : &l->last) = NULL;
	l->packets--;
	free(p);
}
