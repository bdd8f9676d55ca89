/* manners.c: see manners.h. */
#include "tcp/manners.h"

#include "tcb.h"
#include "tcp/root.h"
#include "tcp/transmit.h"

void tcp_manners_init(struct tcb *t)
{
	t->manners = (struct tcp_manners){ .ack_at = TCP_NEVER, .acked = t->rcv_nxt, .full = MSS_DEFAULT };
}

void tcp_manners_heard(struct tcb *t, const struct seg *s)
{
	if (s->len > t->manners.full)
		t->manners.full = (uint32_t)s->len;
	if (s->wnd > t->manners.max_wnd)
		t->manners.max_wnd = s->wnd;
}

void tcp_manners_acked(struct tcb *t)
{
	t->manners.ack_at = TCP_NEVER;
	t->manners.acked = t->rcv_nxt;
}

/* An ACK may wait for text to travel with, but not past every second full
 * segment, nor long: the peer's clock for sending are our ACKs (RFC 9293, 3.8.6.3). */
bool tcp_ack_due(struct tcb *t)
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

/* What does not fill a segment waits until nothing is in flight (Nagle; RFC 9293, 3.7.4), and
 * until the window takes all of it, or half of all that the peer ever offers
 * (3.8.6.2.1). A FIN makes the last segment final: nothing will join it. */
uint32_t tcp_polite(const struct tcb *t, uint32_t window)
{
	uint32_t flight = tcp_flight(t), unsent = tcp_unsent(t), mss = tcp_mss(t);
	uint32_t usable = window > flight ? window - flight : 0;
	uint32_t n = unsent < usable ? unsent : usable, rest = n % mss;
	bool hurried = t->tx.ended || t->stack->config->nodelay || flight + n - rest == 0;
	bool fits = unsent <= usable || rest >= t->manners.max_wnd / 2;

	return flight + n - (hurried && fits ? 0 : rest);
}
