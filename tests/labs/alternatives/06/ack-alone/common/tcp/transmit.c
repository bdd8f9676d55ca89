/* transmit.c: the end of what is written, and the end of the window, are numbers. */

static uint32_t end_of_text(const struct tcb *t)
{
	return t->snd_text + (uint32_t)t->tx.len;
}

void tcp_acked(struct tcb *t, const struct seg *s)
{
	uint32_t up_to = seq_lt(end_of_text(t), s->ack) ? end_of_text(t) : s->ack;

	if ((int32_t)(s->ack - t->snd_una) > 0)
		t->snd_una = s->ack;
	if ((int32_t)(up_to - t->snd_text) > 0) {
		stream_drop(&t->tx, up_to - t->snd_text);
		t->snd_text = up_to;
	}
}

void tcp_window(struct tcb *t, const struct seg *s)
{
	bool newer = seq_lt(t->snd_wl2, s->ack);
	bool same = t->snd_wl2 == s->ack && seq_le(t->snd_wl1, s->seq);

	if (newer || same) {
		t->snd_wl1 = s->seq;
		t->snd_wl2 = s->ack;
		t->snd_wnd = s->wnd;
	}
}

uint32_t tcp_send_from(struct tcb *t, uint32_t seq, uint32_t room)
{
	uint8_t text[IPV4_MAX], flags = ACK;
	uint32_t most = tcp_mss(t), n;

	if (seq == t->iss) {
		tcp_send(t, seq, SYN | ACK, NULL, 0);
		return 1;
	}
	if (room < most)
		most = room;
	n = (uint32_t)stream_copy(&t->tx, seq - t->snd_text, text, most);
	if (seq + n == end_of_text(t)) {
		if (n > 0)
			flags |= PSH;
		if (t->tx.ended && room > n)
			flags |= FIN;
	}
	tcp_send(t, seq, flags, text, n);
	return flags & FIN ? n + 1 : n;
}

uint32_t tcp_unsent(const struct tcb *t)
{
	return end_of_text(t) + (t->tx.ended ? 1 : 0) - t->snd_nxt;
}

uint32_t tcp_output(struct tcb *t, uint32_t window)
{
	uint32_t begun = t->snd_nxt;

	for (;;) {
		uint32_t flight = t->snd_nxt - t->snd_una;

		if (t->state < ESTABLISHED || tcp_unsent(t) == 0 || flight >= window)
			return t->snd_nxt - begun;
		tcp_send_from(t, t->snd_nxt, window - flight);
	}
}

size_t tcp_write(struct tcb *t, const uint8_t *bytes, size_t n)
{
	if (t->tx.ended)
		n = 0;
	return stream_write(&t->tx, bytes, n);
}
