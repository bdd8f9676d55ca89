/* check.c: the three checks of a RST as RFC 9293, 3.10.7.4 counts them, by its own number; and remarks. */

bool tcp_check_rst(struct tcb *t, const struct seg *s)
{
	if ((s->flags & RST) == 0)
		return true;
	if (!seq_in(s->seq, t->rcv_nxt, t->rcv_wnd) && s->seq != t->rcv_nxt) {
		tcp_trace(t, "a RST whose number is outside of the window");
	} else if (s->seq == t->rcv_nxt) {
		tcp_delete(t, "RST");
	} else {
		tcp_ack(t);
		tcp_trace(t, "a challenge");
	}
	return false;
}

static bool completes_handshake(struct tcb *t, const struct seg *s)
{
	if (!seq_lt(t->snd_una, s->ack) || seq_lt(t->snd_nxt, s->ack)) {
		tcp_trace(t, "ack %u is not between %u and %u", s->ack, t->snd_una, t->snd_nxt);
		tcp_reset(t->stack, s);
		return false;
	}
	tcp_trace(t, "snd.una %u -> %u", t->snd_una, s->ack);
	t->snd_una = s->ack;
	t->snd_wnd = s->wnd;
	t->snd_wl1 = s->seq;
	t->snd_wl2 = s->ack;
	tcp_set_state(t, ESTABLISHED);
	tcp_trace(t, "shaken");
	return true;
}
