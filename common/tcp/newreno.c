/* newreno.c: see newreno.h. */
#include "tcp/newreno.h"

#include "tcb.h"
#include "tcp/root.h"
#include "tcp/transmit.h"

/* The third duplicate: three segments have left the network. */
static void begin(struct tcb *t)
{
	struct tcp_congestion *c = &t->congestion;

	c->ssthresh = c->algorithm->shrink(t);
	c->cwnd = c->ssthresh + DUPLICATES * tcp_mss(t);
	c->counted = 0;
	c->recovering = true;
}

/* All that was in flight when it began has arrived: what the duplicates added
 * to cwnd goes. */
static void end(struct tcb *t)
{
	struct tcp_congestion *c = &t->congestion;
	uint32_t flight = tcp_flight(t), mss = tcp_mss(t);
	uint32_t least = (flight > mss ? flight : mss) + mss;

	c->cwnd = c->ssthresh < least ? c->ssthresh : least;
	c->recovering = false;
}

/* A partial ACK ends at the next gap: that segment is sent again, too, and takes
 * the place of those that have arrived. */
static void partial(struct tcb *t, uint32_t acked)
{
	struct tcp_congestion *c = &t->congestion;

	c->cwnd = c->cwnd > acked ? c->cwnd - acked : 0;
	if (acked >= tcp_mss(t) || c->cwnd < tcp_mss(t))
		c->cwnd += tcp_mss(t);
}

void tcp_newreno_heard(struct tcb *t, uint32_t acked, bool duplicate, bool began)
{
	struct tcp_congestion *c = &t->congestion;

	if (began)
		begin(t);
	else if (c->recovering && duplicate)
		c->cwnd += tcp_mss(t); /* one more has left the network */
	else if (c->recovering && acked > 0 && t->resend.lost)
		partial(t, acked);
	else if (c->recovering && acked > 0)
		end(t);
	else if (acked > 0)
		tcp_congestion_acked(t, acked);
}

uint32_t tcp_newreno_resend(const struct tcb *t)
{
	return t->congestion.recovering ? 1 : t->congestion.cwnd;
}

uint32_t tcp_newreno_window(const struct tcb *t)
{
	unsigned early = t->resend.duplicates < DUPLICATES && !t->resend.lost ? t->resend.duplicates : 0;

	return t->congestion.cwnd + early * tcp_mss(t);
}
