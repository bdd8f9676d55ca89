/* resend.c: a FIN that is sent again goes by itself; a shut window draws one byte; remarks in other words. */

bool tcp_resend_expired(struct tcb *t)
{
	struct tcp_resend *r = &t->resend;

	if (t->state == CLOSED || r->fires > t->stack->now)
		return false;
	if (too_long(t)) {
		tcp_delete(t, "timeout: R2 is over");
		return false;
	}
	r->duplicates = 0;
	r->tries += 1;
	r->fires = TCP_NEVER;
	r->syn_lost = t->state == SYN_RECEIVED;
	tcp_rto_back_off(t);
	tcp_resend_begin(t);
	tcp_trace(t, r->tries == t->stack->config->r1 ? "no answer again; is the path broken?" : "no answer");
	return true;
}

static bool third_duplicate(struct tcb *t)
{
	struct tcp_resend *r = &t->resend;
	bool again = r->lost || seq_le(t->snd_una, r->recover);

	if (again || r->duplicates != DUPLICATES)
		return false;
	tcp_trace(t, "the peer asks for %u for the fourth time", t->snd_una);
	tcp_resend_begin(t);
	return true;
}

void tcp_resend_lost(struct tcb *t, uint32_t window)
{
	struct tcp_resend *r = &t->resend;
	uint32_t fin, room;

	if (seq_lt(r->next, t->snd_una))
		r->next = t->snd_una;
	while (r->lost && seq_lt(r->next, r->recover) && (r->next == t->snd_una || r->next - t->snd_una < window)) {
		fin = t->snd_text + (uint32_t)t->tx.len;
		room = seq_lt(r->next, fin) && seq_lt(fin, r->recover) ? fin - r->next : r->recover - r->next;
		if (t->snd_wnd == 0 && t->state >= ESTABLISHED)
			room = 1;
		r->next += tcp_send_from(t, r->next, room);
		tcp_rto_resent(t);
	}
}
