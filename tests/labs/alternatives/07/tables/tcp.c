/* tcp.c: the checks are a chain. */

static void arrive(struct tcb *t, struct seg *s)
{
	if (tcp_repeated_syn(t, s))
		return;
	tcp_time_wait_again(t, s);
	tcp_trim(t, s);
	if (tcp_check_seq(t, s) && tcp_check_rst(t, s) && tcp_check_syn(t, s) && tcp_check_ack(t, s)) {
		tcp_window(t, s);
		tcp_acked(t, s);
		tcp_check_fin_acked(t);
		tcp_text(t, s);
		tcp_check_fin(t, s);
	}
}

static uint64_t deadline(const struct tcb *t)
{
	uint64_t wake = t->wake == 0 ? TCP_NEVER : t->wake;

	if (t->state == TIME_WAIT && t->time_wait < wake)
		wake = t->time_wait;
	return wake;
}

void tcp_poll(struct stack *k, uint64_t now)
{
	k->now = now;
	k->timer = true;
	for (unsigned i = 0; i < k->used; i++) {
		struct tcb *t = &k->conn[i];

		if (t->state == CLOSED || deadline(t) > now)
			continue;
		tcp_time_wait_over(t);
		tcp_turn(t);
	}
	k->timer = false;
}
