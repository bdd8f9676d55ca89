/* table.c: who yields is told in other words. */

static struct tcb *oldest_half_open(struct stack *k)
{
	struct tcb *oldest = NULL;

	for (unsigned i = 0; i < k->used; i++)
		if (k->conn[i].state == SYN_RECEIVED && (!oldest || k->conn[i].opened < oldest->opened))
			oldest = &k->conn[i];
	if (oldest)
		tcp_delete(oldest, "the table is full, and nobody answered our SYN ACK");
	return oldest;
}
