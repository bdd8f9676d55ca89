/* table.c: in place of common/tcp/table.c behind the same header, for a stack with
 * sockets: what a program keeps is not free, though it be CLOSED; and when nothing
 * is, TIME-WAIT may yield. */
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

static struct tcb *oldest(struct stack *k, enum tcp_state state)
{
	struct tcb *first = NULL;

	for (struct tcb *t = k->conn; t < k->conn + k->used; t++)
		if (t->state == state && !t->kept && (!first || t->opened < first->opened))
			first = t;
	return first;
}

static struct tcb *place(struct stack *k)
{
	struct tcb *t = oldest(k, CLOSED);

	if (t)
		return t;
	if (k->used < CONNECTIONS)
		return &k->conn[k->used++];
	t = oldest(k, SYN_RECEIVED);
	if (!t)
		t = oldest(k, TIME_WAIT);
	if (t)
		tcp_delete(t, "yields its place");
	return t;
}

struct tcb *table_add(struct stack *k, const struct seg *s)
{
	struct tcb *t = place(k);

	if (t)
		*t = (struct tcb){ .stack = k, .laddr = s->dst, .raddr = s->src, .lport = s->dport, .rport = s->sport,
			           .opened = k->now };
	return t;
}
