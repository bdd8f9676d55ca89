/* check.c: the cases of the acceptance test are a table; the fifth check is a switch. */

static bool acceptable(const struct tcb *t, const struct seg *s)
{
	uint32_t n = seg_space(s), first = s->seq - t->rcv_nxt, last = first + n - 1;

	switch ((n > 0) * 2 + (t->rcv_wnd > 0)) {
	case 0: return first == 0;
	case 1: return first < t->rcv_wnd;
	case 2: return first == 0 && (s->flags & RST) != 0;
	default: return first < t->rcv_wnd || last < t->rcv_wnd;
	}
}

bool tcp_check_seq(struct tcb *t, const struct seg *s)
{
	bool good = acceptable(t, s);

	if (!good && (s->flags & RST) == 0)
		tcp_send(t, t->snd_nxt, ACK, NULL, 0);
	return good;
}

static bool completes_handshake(struct tcb *t, const struct seg *s)
{
	uint32_t flight = t->snd_nxt - t->snd_una, acked = s->ack - t->snd_una;
	bool good = acked >= 1 && acked <= flight;

	if (good) {
		tcp_set_state(t, ESTABLISHED);
		t->snd_wl2 = t->snd_una = s->ack;
		t->snd_wl1 = s->seq;
		t->snd_wnd = s->wnd;
	} else {
		tcp_reset(t->stack, s);
	}
	return good;
}

bool tcp_check_ack(struct tcb *t, const struct seg *s)
{
	bool future = seq_lt(t->snd_nxt, s->ack);

	if ((s->flags & ACK) == 0)
		return false;
	switch (t->state) {
	case SYN_RECEIVED: return completes_handshake(t, s);
	default:
		if (future)
			tcp_ack(t);
		return !future;
	}
}
