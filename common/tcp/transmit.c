/* transmit.c: see transmit.h. */
#include "tcp/transmit.h"

#include "tcb.h"
#include "tcp/root.h" /* 06.4 */
#include "tcp/send.h" /* 06.4 */
#include "tcp/seq.h" /* 06.4 */

static uint32_t min(uint32_t a, uint32_t b) /* 06.4 */
{
	return a < b ? a : b;
}

void tcp_acked(struct tcb *t, const struct seg *s) /* 06.5 */
{
	uint32_t text = s->ack - t->snd_text;

	if (seq_lt(t->snd_una, s->ack))
		t->snd_una = s->ack;
	if (!seq_lt(t->snd_text, s->ack))
		return;
	text = min(text, (uint32_t)t->tx.len); /* a FIN takes a number, but no byte */
	stream_drop(&t->tx, text);
	t->snd_text += text;
}

/* Segments overtake each other: an older one must not bring back an older
 * window. Newer is what acknowledges more or, of two that acknowledge the same,
 * what has no lower sequence number (SND.WL1 and SND.WL2 of RFC 9293, 3.10.7.4).
 * The RFC looks at the sequence number first. But text that comes again has a low
 * one: its ACK would move SND.UNA and leave SND.WND, and their sum would lie
 * beyond all that the peer has ever offered. */
void tcp_window(struct tcb *t, const struct seg *s) /* 06.7 */
{
	if (seq_lt(s->ack, t->snd_wl2) || (s->ack == t->snd_wl2 && seq_lt(s->seq, t->snd_wl1)))
		return;
	t->snd_wnd = s->wnd;
	t->snd_wl1 = s->seq;
	t->snd_wl2 = s->ack;
}

uint32_t tcp_send_from(struct tcb *t, uint32_t seq, uint32_t room) /* 06.4 */
{
	uint8_t text[IPV4_MAX];
	uint32_t at = seq - t->snd_text, n;
	uint8_t flags = ACK;

	if (seq_lt(seq, t->snd_text)) {
		tcp_send(t, seq, SYN | ACK, NULL, 0);
		return 1;
	}
	n = (uint32_t)stream_copy(&t->tx, at, text, min(room, tcp_mss(t)));
	if (n > 0 && at + n == t->tx.len)
		flags |= PSH;
	if (t->tx.ended && at + n == t->tx.len && n < room)
		flags |= FIN;
	tcp_send(t, seq, flags, text, n);
	return n + !!(flags & FIN);
}

uint32_t tcp_flight(const struct tcb *t)
{
	return t->snd_nxt - t->snd_una;
}

uint32_t tcp_unsent(const struct tcb *t) /* 06.4 */
{
	return (uint32_t)t->tx.len + t->tx.ended - (t->snd_nxt - t->snd_text);
}

uint32_t tcp_output(struct tcb *t, uint32_t window) /* 06.4 */
{
	uint32_t sent = 0;

	if (t->state < ESTABLISHED)
		return 0;
	while (tcp_unsent(t) > 0 && tcp_flight(t) < window)
		sent += tcp_send_from(t, t->snd_nxt, window - tcp_flight(t));
	return sent;
}

size_t tcp_write(struct tcb *t, const uint8_t *bytes, size_t n) /* 06.4 */
{
	return t->tx.ended ? 0 : stream_write(&t->tx, bytes, n);
}
