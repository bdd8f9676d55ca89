/* table.c: see table.h. */
#include "tcp/table.h"

#include "tcb.h"

struct tcb *table_find(struct stack *k, const struct seg *s)
{
	for (struct tcb *t = k->conn; t < k->conn + k->used; t++)
		if (t->state != CLOSED && t->rport == s->sport && t->raddr == s->src && t->lport == s->dport &&
		    t->laddr == s->dst)
			return t;
	return NULL;
}

const struct service *table_service(const struct stack *k, const struct seg *s)
{
	for (const struct service *v = k->services; v->port; v++)
		if (v->port == s->dport)
			return v;
	return NULL;
}

/* Whoever sends many SYNs and never answers must not shut everyone else out. */
static struct tcb *oldest_half_open(struct stack *k) /* 05.5 */
{
	struct tcb *oldest = NULL;

	for (struct tcb *t = k->conn; t < k->conn + k->used; t++)
		if (t->state == SYN_RECEIVED && (!oldest || t->opened < oldest->opened))
			oldest = t;
	if (oldest)
		tcp_delete(oldest, "half open for longest: yields its place");
	return oldest;
}

static struct tcb *free_place(struct stack *k) /* 05.2 */
{
	for (struct tcb *t = k->conn; t < k->conn + k->used; t++)
		if (t->state == CLOSED)
			return t;
	if (k->used < CONNECTIONS)
		return &k->conn[k->used++];
	return NULL;
}

struct tcb *table_add(struct stack *k, const struct seg *s) /* 05.2 */
{
	struct tcb *t = free_place(k);

	if (!t)                          /* 05.5 */
		t = oldest_half_open(k); /* 05.5 */
	if (t)
		*t = (struct tcb){ .stack = k, .laddr = s->dst, .raddr = s->src, .lport = s->dport, .rport = s->sport,
			           .opened = k->now };
	return t;
}
