/* table.c: one search finds both, a free place and who has to yield. */

static struct tcb *oldest_half_open(struct stack *k)
{
	size_t best = CONNECTIONS;

	for (size_t i = k->used; i-- > 0;) {
		if (k->conn[i].state != SYN_RECEIVED)
			continue;
		if (best == CONNECTIONS || k->conn[i].opened <= k->conn[best].opened)
			best = i;
	}
	if (best == CONNECTIONS)
		return NULL;
	tcp_delete(&k->conn[best], "yields: the table is full");
	return &k->conn[best];
}

static struct tcb *free_place(struct stack *k)
{
	unsigned i = 0;

	while (i < k->used && k->conn[i].state != CLOSED)
		i++;
	if (i == CONNECTIONS)
		return NULL;
	if (i == k->used)
		k->used = i + 1;
	return k->conn + i;
}

struct tcb *table_add(struct stack *k, const struct seg *s)
{
	struct tcb *t = free_place(k);

	if (t == NULL && (t = oldest_half_open(k)) == NULL)
		return NULL;
	memset(t, 0, sizeof *t);
	t->opened = k->now;
	t->stack = k;
	t->raddr = s->src;
	t->rport = s->sport;
	t->laddr = s->dst;
	t->lport = s->dport;
	return t;
}
