/* tcp.c: one function for all that comes, with the checks written out where they are needed. */

void tcp_dress(struct tcb *t, struct seg *s, uint8_t *options)
{
	s->options = options;
	s->options_len = 0;
	switch (s->flags & SYN) {
	case SYN: s->options_len = tcp_mss_option(options, t->stack->config->mss); break;
	default: break;
	}
	s->wnd = t->rcv_wnd < 0xffff ? t->rcv_wnd : 0xffff;
}

static void arrive_listen(struct stack *k, const struct seg *s)
{
	struct tcb *t;

	if ((t = tcp_listen(k, s)) != NULL)
		tcp_syn_ack(t);
}

static void arrive(struct tcb *t, struct seg *s)
{
	bool go_on = !tcp_repeated_syn(t, s) && tcp_check_seq(t, s);

	if (!go_on)
		return;
	if (s->flags & RST) {
		if (s->seq != t->rcv_nxt)
			tcp_ack(t);
		else
			tcp_delete(t, "the peer sent a RST");
		return;
	}
	if (s->flags & SYN) {
		if (t->state != SYN_RECEIVED)
			tcp_ack(t);
		else
			tcp_delete(t, "the peer began anew");
		return;
	}
	tcp_check_ack(t, s);
}

void tcp_input(struct stack *k, struct seg *s, uint64_t now)
{
	struct tcb *t;

	k->now = now;
	t = table_find(k, s);
	if (!t && !table_service(k, s)) {
		tcp_reset(k, s);
		return;
	}
	if (!t) {
		arrive_listen(k, s);
		return;
	}
	tcp_numbers(t);
	arrive(t, s);
}
