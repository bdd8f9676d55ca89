/* reassembly.c: see reassembly.h. */
#include "tcp/reassembly.h"

#include "tcb.h"
#include "tcp/close.h"
#include "tcp/seq.h"
#include "tcp/state.h"

#include <stdio.h>
#include <string.h>

static bool touch(const struct tcp_piece *a, const struct tcp_piece *b) /* 08.7 */
{
	return seq_le(a->from, b->to) && seq_le(b->from, a->to);
}

static void take_out(struct tcp_reassembly *r, unsigned i) /* 08.7 */
{
	r->count--;
	memmove(&r->piece[i], &r->piece[i + 1], (r->count - i) * sizeof *r->piece);
}

/* All pieces that the new one touches become one with it, and it the first.
 * False if there is no place for it. */
static bool add(struct tcp_reassembly *r, struct tcp_piece new) /* 08.7 */
{
	for (unsigned i = 0; i < r->count;) {
		const struct tcp_piece old = r->piece[i];

		if (!touch(&old, &new)) {
			i++;
			continue;
		}
		if (seq_lt(old.from, new.from))
			new.from = old.from;
		if (seq_lt(new.to, old.to))
			new.to = old.to;
		take_out(r, i);
	}
	if (r->count == HELD)
		return false;
	memmove(&r->piece[1], &r->piece[0], r->count++ * sizeof *r->piece);
	r->piece[0] = new;
	return true;
}

/* The map of holes: what is between RCV.NXT and the last piece, and in none, is missing. */
static void tell(const struct tcb *t) /* 08.7 */
{
	const struct tcp_reassembly *r = &t->reassembly;
	char text[192] = "";
	size_t n = 0;

	if (!t->stack->world.trace) /* nobody listens */
		return;
	for (unsigned i = 0; i < r->count && n < sizeof text - 24; i++)
		n += (size_t)snprintf(text + n, sizeof text - n, " %u-%u", r->piece[i].from, r->piece[i].to);
	tcp_trace(t, "waits for %u, holds%s", t->rcv_nxt, text);
}

void tcp_hold(struct tcb *t, const struct seg *s) /* 08.7 */
{
	uint32_t ahead = s->seq - t->rcv_nxt;
	struct tcp_piece new = { s->seq, s->seq + (uint32_t)s->len };

	if (ahead == 0 || t->rx.ended || t->state < ESTABLISHED)
		return;
	if (s->flags & FIN) {
		t->reassembly.fin = true;
		t->reassembly.fin_seq = new.to;
	}
	if (s->len > 0 && add(&t->reassembly, new)) {
		stream_put(&t->rx, t->rx.len + ahead, s->data, s->len);
		tell(t);
	}
}

void tcp_join(struct tcb *t) /* 08.7 */
{
	struct tcp_reassembly *r = &t->reassembly;

	for (unsigned i = 0; i < r->count;) {
		uint32_t n = r->piece[i].to - t->rcv_nxt;

		if (seq_lt(t->rcv_nxt, r->piece[i].from)) {
			i++;
			continue;
		}
		if (seq_lt(t->rcv_nxt, r->piece[i].to)) {
			stream_grow(&t->rx, n);
			t->rcv_nxt += n;
			t->rcv_wnd -= n;
		}
		take_out(r, i);
		t->owed = ACK_NOW; /* a gap is filled: its sender waits to hear it (RFC 5681, 4.2) */
	}
	if (r->fin && r->fin_seq == t->rcv_nxt)
		tcp_fin(t);
}
