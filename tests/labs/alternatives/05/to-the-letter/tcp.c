/* tcp.c: options stand behind two NOPs, and what is in the window but not next is acknowledged (MAY-13). */

void tcp_dress(struct tcb *t, struct seg *s, uint8_t *options)
{
	s->options = options;
	if (s->flags & SYN) {
		memset(options, OPT_NOP, 8);
		s->options_len = 4 + tcp_mss_option(options + 2, t->stack->config->mss);
	}
	s->wnd = t->rcv_wnd <= UINT16_MAX ? t->rcv_wnd : UINT16_MAX;
}

static void arrive(struct tcb *t, struct seg *s)
{
	if (tcp_repeated_syn(t, s))
		return;
	if (!tcp_check_seq(t, s) || !tcp_check_rst(t, s) || !tcp_check_syn(t, s) || !tcp_check_ack(t, s))
		return;
	if (t->state == ESTABLISHED && seq_lt(t->rcv_nxt, s->seq))
		tcp_ack(t);
}
