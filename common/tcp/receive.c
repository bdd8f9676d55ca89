/* receive.c: see receive.h. */
#include "tcp/receive.h"

#include "tcb.h"
#include "tcp/seq.h" /* 06.2 */

static void owe(struct tcb *t, enum tcp_owed owed)
{
	if (t->owed < owed)
		t->owed = owed;
}

/* The left edge: these bytes were here before. Its sender missed our ACK. */
static void trim_left(struct tcb *t, struct seg *s) /* 06.2 */
{
	uint32_t old = t->rcv_nxt - s->seq;

	if (!seq_lt(s->seq, t->rcv_nxt) || old >= seg_space(s))
		return;
	s->seq += old;
	s->data += old;
	s->len -= old;
	owe(t, ACK_NOW);
}

/* The right edge: we have not offered room for these. */
static void trim_right(struct tcb *t, struct seg *s) /* 06.3 */
{
	uint32_t before = s->seq - t->rcv_nxt; /* numbers of the window that it leaves out */
	uint32_t fits = t->rcv_wnd - before;

	if (before > t->rcv_wnd || seg_space(s) <= fits)
		return;
	s->flags &= (uint8_t)~FIN;
	if (s->len > fits)
		s->len = fits;
	owe(t, ACK_NOW);
}

void tcp_trim(struct tcb *t, struct seg *s) /* 06.2 */
{
	if (s->flags & (SYN | RST))
		return;
	trim_left(t, s);
	trim_right(t, s); /* 06.3 */
}

/* Only until the peer's FIN does text make sense (RFC 9293, 3.10.7.4). */
static bool expects_text(const struct tcb *t)
{
	return t->state == ESTABLISHED || t->state == FIN_WAIT_1 || t->state == FIN_WAIT_2;
}

void tcp_text(struct tcb *t, const struct seg *s)
{
	if (s->len == 0 || !expects_text(t))
		return;
	/* A gap: what lies before it is missing. */
	if (s->seq != t->rcv_nxt) { /* 06.3 */
		owe(t, ACK_NOW);
		return;
	}
	stream_write(&t->rx, s->data, s->len);
	t->rcv_nxt += (uint32_t)s->len;
	t->rcv_wnd -= (uint32_t)s->len;
	owe(t, ACK_SOON);
}

/* The window opens only by a step that is worth a segment, or it would be
 * offered, and filled, in crumbs for ever after (RFC 9293, 3.8.6.2.2). */
static void open_window(struct tcb *t) /* 06.8 */
{
	uint32_t room = (uint32_t)stream_room(&t->rx), before = t->rcv_wnd;
	uint32_t half = t->stack->config->rcv_buffer / 2, step = t->stack->config->mss;

	if (t->rx.ended || room - before < (half < step ? half : step))
		return;
	t->rcv_wnd = room;
	if (before < room / 2) /* the peer may be waiting for it */
		owe(t, ACK_NOW);
}

size_t tcp_read(struct tcb *t, uint8_t *buf, size_t n)
{
	n = stream_copy(&t->rx, 0, buf, n);
	stream_drop(&t->rx, n);
	open_window(t); /* 06.8 */
	return n;
}
