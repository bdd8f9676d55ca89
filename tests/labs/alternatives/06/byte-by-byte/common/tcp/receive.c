/* receive.c: both edges are found as distances from RCV.NXT. */

static void trim_left(struct tcb *t, struct seg *s)
{
	int32_t old = (int32_t)(t->rcv_nxt - s->seq);

	if (old <= 0 || (uint32_t)old >= seg_space(s))
		return;
	while (old-- > 0) {
		s->seq++;
		s->data++;
		s->len--;
	}
	t->owed = ACK_NOW;
}

static void trim_right(struct tcb *t, struct seg *s)
{
	uint32_t edge = t->rcv_nxt + t->rcv_wnd, end = s->seq + seg_space(s);

	if (seq_lt(edge, s->seq) || seq_lt(s->seq, t->rcv_nxt) || !seq_lt(edge, end))
		return;
	if (s->flags & FIN)
		s->flags ^= FIN;
	s->len = s->len < edge - s->seq ? s->len : edge - s->seq;
	t->owed = ACK_NOW;
}

void tcp_text(struct tcb *t, const struct seg *s)
{
	uint32_t n = (uint32_t)s->len;
	bool next = s->seq == t->rcv_nxt;

	if (n > 0 && expects_text(t) && next) {
		t->rcv_nxt += n;
		t->rcv_wnd -= n;
		stream_write(&t->rx, s->data, n);
		if (t->owed == ACK_NONE)
			t->owed = ACK_SOON;
	} else if (n > 0 && expects_text(t)) {
		t->owed = ACK_NOW;
	}
}

static void open_window(struct tcb *t)
{
	uint32_t room = (uint32_t)(t->rx.size - t->rx.len), more = room - t->rcv_wnd;
	bool enough = more >= t->stack->config->mss || more >= t->stack->config->rcv_buffer / 2;
	bool narrow = t->rcv_wnd < room / 2;

	if (!enough || t->rx.ended)
		return;
	t->rcv_wnd += more;
	if (narrow)
		t->owed = ACK_NOW;
}

size_t tcp_read(struct tcb *t, uint8_t *buf, size_t n)
{
	size_t got = 0, piece;

	while (got < n && (piece = stream_copy(&t->rx, 0, buf + got, n - got < 7 ? n - got : 7)) > 0) {
		stream_drop(&t->rx, piece);
		got += piece;
	}
	open_window(t);
	return got;
}
