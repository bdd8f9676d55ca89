/* transmit.c: whose window counts, in the words and the order of RFC 9293, 3.10.7.4. */

void tcp_window(struct tcb *t, const struct seg *s)
{
	if (seq_lt(s->ack, t->snd_una) || seq_lt(t->snd_nxt, s->ack))
		return;
	if (seq_lt(t->snd_wl1, s->seq) || (t->snd_wl1 == s->seq && seq_le(t->snd_wl2, s->ack))) {
		t->snd_wnd = s->wnd;
		t->snd_wl1 = s->seq;
		t->snd_wl2 = s->ack;
	}
}
