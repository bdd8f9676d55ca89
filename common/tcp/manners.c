/* manners.c: see manners.h. */
#include "tcp/manners.h"

#include "tcb.h"
#include "tcp/root.h"
#include "tcp/transmit.h"

void tcp_manners_init(struct tcb *t)
{
	t->manners = (struct tcp_manners){ .ack_at = TCP_NEVER, .acked = t->rcv_nxt, .full = MSS_DEFAULT };
}

void tcp_manners_heard(struct tcb *t, const struct seg *s) /* 09.1 */
{
	uint32_t n = (uint32_t)s->len, most = t->stack->config->mss - (uint32_t)s->options_len;

	if (n > most) /* several, which were joined on the way */
		n = most;
	if (n > t->manners.full)
		t->manners.full = n;
	if (s->wnd > t->manners.max_wnd) /* 09.3 */
		t->manners.max_wnd = s->wnd; /* 09.3 */
}

void tcp_manners_acked(struct tcb *t) /* 09.1 */
{
	t->manners.ack_at = TCP_NEVER;
	t->manners.acked = t->rcv_nxt;
}

/* An ACK may wait for text to travel with, but not past every second full
 * segment, nor long: the peer's clock for sending are our ACKs (RFC 9293, 3.8.6.3). */
bool tcp_ack_due(struct tcb *t) /* 09.1 */
{
	struct tcp_manners *m = &t->manners;

	if (t->owed == ACK_NONE)
		return false;
	if (t->owed == ACK_NOW || t->rcv_nxt - m->acked >= 2 * m->full)
		return true;
	if (m->ack_at == TCP_NEVER)
		m->ack_at = t->stack->now + t->stack->config->ack_delay;
	return m->ack_at <= t->stack->now;
}

/* What does not fill a segment waits until nothing is in flight (Nagle; RFC 9293, 3.7.4).
 * A FIN makes the last segment final: nothing will join it. */
uint32_t tcp_polite(const struct tcb *t, uint32_t window) /* 09.2 */
{
	uint32_t flight = tcp_flight(t), unsent = tcp_unsent(t), mss = tcp_mss(t);
	uint32_t usable = window > flight ? window - flight : 0;
	uint32_t n = unsent < usable ? unsent : usable, rest = n % mss;
	bool goes = t->tx.ended || t->stack->config->nodelay || flight + n - rest == 0;

	/* It also waits until the window takes all of it, or half of all that the peer ever offers (3.8.6.2.1). */
	if (unsent > usable && rest < t->manners.max_wnd / 2) /* 09.3 */
		goes = false; /* 09.3 */
	return flight + n - (goes ? 0 : rest);
}
