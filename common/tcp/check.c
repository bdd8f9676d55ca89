/* check.c: see check.h. */
#include "tcp/check.h"

#include "tcb.h"
#include "tcp/send.h" /* 05.4 */
#include "tcp/seq.h"  /* 05.4 */

/* The four cases of RFC 9293, 3.4: a segment takes numbers or none, the window
 * is open or shut. */
static bool acceptable(const struct tcb *t, const struct seg *s) /* 05.7 */
{
	uint32_t n = seg_space(s);

	if (t->rcv_wnd == 0)
		return s->seq == t->rcv_nxt && (n == 0 || s->flags & RST);
	if (seq_in(s->seq, t->rcv_nxt, t->rcv_wnd))
		return true;
	return n > 0 && seq_in(s->seq + n - 1, t->rcv_nxt, t->rcv_wnd);
}

bool tcp_check_seq(struct tcb *t, const struct seg *s) /* 05.7 */
{
	if (acceptable(t, s))
		return true;
	if (!(s->flags & RST))
		tcp_ack(t);
	return false;
}

/* Only the one number that we expect next is believed: whoever does not see our
 * segments would have to guess it. For any other number in the window we ask
 * back; a peer that means it will send a RST that fits (RFC 5961, 3.2). */
bool tcp_check_rst(struct tcb *t, const struct seg *s) /* 05.8 */
{
	if (!(s->flags & RST))
		return true;
	if (s->seq == t->rcv_nxt)
		tcp_delete(t, "reset by the peer");
	else
		tcp_ack(t);
	return false;
}

/* In SYN-RECEIVED the peer has begun anew: we go back to LISTEN, which for a
 * connection that came by itself means that it is forgotten. Later, the ACK tells
 * a peer that has restarted which numbers to put on its RST (RFC 5961, 4.2). */
bool tcp_check_syn(struct tcb *t, const struct seg *s) /* 05.8 */
{
	if (!(s->flags & SYN))
		return true;
	if (t->state == SYN_RECEIVED)
		tcp_delete(t, "a new SYN in the window: forgotten");
	else
		tcp_ack(t);
	return false;
}

static bool completes_handshake(struct tcb *t, const struct seg *s) /* 05.4 */
{
	if (!seq_lt(t->snd_una, s->ack) || !seq_le(s->ack, t->snd_nxt)) {
		tcp_reset(t->stack, s);
		return false;
	}
	t->snd_una = s->ack;
	t->snd_wnd = s->wnd;
	t->snd_wl1 = s->seq;
	t->snd_wl2 = s->ack;
	tcp_set_state(t, ESTABLISHED);
	return true;
}

bool tcp_check_ack(struct tcb *t, const struct seg *s) /* 05.4 */
{
	if (!(s->flags & ACK))
		return false;
	if (t->state == SYN_RECEIVED)
		return completes_handshake(t, s);
	if (seq_le(s->ack, t->snd_nxt))
		return true;
	tcp_ack(t); /* 05.7 */
	return false;
}
