/* reassembly.c: the new piece grows first, and all that it covers is thrown out in one go. */

static bool add(struct tcp_reassembly *r, struct tcp_piece new)
{
	struct tcp_piece kept[HELD];
	unsigned n = 0;

	for (bool grew = true; grew;) {
		grew = false;
		for (unsigned i = 0; i < r->count; i++) {
			struct tcp_piece *p = &r->piece[i];

			if (!touch(p, &new) || (seq_le(new.from, p->from) && seq_le(p->to, new.to)))
				continue;
			new.from = seq_lt(p->from, new.from) ? p->from : new.from;
			new.to = seq_lt(new.to, p->to) ? p->to : new.to;
			grew = true;
		}
	}
	for (unsigned i = 0; i < r->count; i++)
		if (!touch(&r->piece[i], &new))
			kept[n++] = r->piece[i];
	if (n == HELD)
		return false;
	r->piece[0] = new;
	memcpy(r->piece + 1, kept, n * sizeof *kept);
	r->count = n + 1;
	return true;
}

void tcp_hold(struct tcb *t, const struct seg *s)
{
	struct tcp_reassembly *r = &t->reassembly;
	uint32_t end = s->seq + (uint32_t)s->len;

	if (t->state < ESTABLISHED || t->rx.ended || !seq_lt(t->rcv_nxt, s->seq))
		return;
	if (s->flags & FIN) {
		r->fin_seq = end;
		r->fin = true;
		tcp_trace(t, "its FIN is %u", end);
	}
	if (s->len == 0)
		return;
	if (!add(r, (struct tcp_piece){ .from = s->seq, .to = end })) {
		tcp_trace(t, "no place for %zu bytes", s->len);
		return;
	}
	stream_put(&t->rx, t->rx.len + (s->seq - t->rcv_nxt), s->data, s->len);
	tcp_trace(t, "early: %u to %u", s->seq, end);
	tell(t);
}

void tcp_join(struct tcb *t)
{
	struct tcp_reassembly *r = &t->reassembly;
	unsigned n = 0;

	for (bool more = true; more;) {
		more = false;
		for (unsigned i = 0; i < r->count; i++) {
			uint32_t new = r->piece[i].to - t->rcv_nxt;

			if (!seq_le(r->piece[i].from, t->rcv_nxt) || !seq_lt(t->rcv_nxt, r->piece[i].to))
				continue;
			stream_grow(&t->rx, new);
			t->rcv_wnd -= new;
			t->rcv_nxt += new;
			more = true;
		}
	}
	for (unsigned i = 0; i < r->count; i++)
		if (seq_lt(t->rcv_nxt, r->piece[i].from))
			r->piece[n++] = r->piece[i];
	if (n < r->count)
		t->owed = ACK_NOW;
	r->count = n;
	if (r->fin && t->rcv_nxt == r->fin_seq)
		tcp_fin(t);
}
