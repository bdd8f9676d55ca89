/* newreno.c: see newreno.h. */
#include "tcp/newreno.h"

#include "tcb.h"
#include "tcp/root.h"
#include "tcp/transmit.h"

/* The third duplicate: three segments have left the network. */
static void begin(struct tcb *t) /* 09.7 */
{
	struct tcp_congestion *c = &t->congestion;

	c->ssthresh = c->algorithm->shrink(t);
	c->cwnd = c->ssthresh + DUPLICATES * tcp_mss(t);
	c->counted = 0;
	c->recovering = true;
}

/* All that was in flight when it began has arrived: what the duplicates added
 * to cwnd goes. */
static void end(struct tcb *t) /* 09.7 */
{
	struct tcp_congestion *c = &t->congestion;
	uint32_t flight = tcp_flight(t), mss = tcp_mss(t);
	uint32_t least = (flight > mss ? flight : mss) + mss;

	c->cwnd = c->ssthresh < least ? c->ssthresh : least;
	c->recovering = false;
}

/* A partial ACK ends at the next gap: that segment is sent again, too, and takes
 * the place of those that have arrived. */
static void partial(struct tcb *t, uint32_t acked) /* 09.7 */
{
	struct tcp_congestion *c = &t->congestion;

	c->cwnd = c->cwnd > acked ? c->cwnd - acked : 0;
	if (acked >= tcp_mss(t) || c->cwnd < tcp_mss(t))
		c->cwnd += tcp_mss(t);
}

static void recover(struct tcb *t, uint32_t acked, bool duplicate, bool began) /* 09.7 */
{
	if (began)
		begin(t);
	else if (duplicate)
		t->congestion.cwnd += tcp_mss(t); /* one more has left the network */
	else if (acked > 0 && t->resend.lost)
		partial(t, acked);
	else if (acked > 0)
		end(t);
}

void tcp_newreno_heard(struct tcb *t, uint32_t acked, bool duplicate, bool began) /* 09.4 */
{
	bool recovers = began || t->congestion.recovering;

	if (recovers) /* 09.7 */
		recover(t, acked, duplicate, began); /* 09.7 */
	if (acked == 0 || duplicate || recovers)
		return;
	tcp_congestion_acked(t, acked);
}

uint32_t tcp_newreno_resend(const struct tcb *t) /* 09.7 */
{
	return t->congestion.recovering ? 1 : t->congestion.cwnd;
}

uint32_t tcp_newreno_window(const struct tcb *t) /* 09.4 */
{
	uint32_t n = t->congestion.cwnd;

	if (t->resend.duplicates < DUPLICATES && !t->resend.lost) /* 09.8 */
		n += t->resend.duplicates * tcp_mss(t); /* 09.8 */
	return n;
}
