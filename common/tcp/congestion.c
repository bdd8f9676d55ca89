/* congestion.c: see congestion.h. */
#include "tcp/congestion.h"

#include "tcb.h"
#include "tcp/root.h"
#include "tcp/transmit.h"

static uint32_t min(uint32_t a, uint32_t b) /* 09.4 */
{
	return a < b ? a : b;
}

static uint32_t max(uint32_t a, uint32_t b) /* 09.4 */
{
	return a > b ? a : b;
}

/* Ten segments, but no more than 14600 bytes of large ones (RFC 6928, 2). */
static uint32_t initial_window(const struct tcb *t) /* 09.4 */
{
	return min(10 * tcp_mss(t), max(2 * tcp_mss(t), 14600));
}

void tcp_congestion_init(struct tcb *t) /* 09.4 */
{
	t->congestion = (struct tcp_congestion){
		.cwnd = initial_window(t), .ssthresh = UINT32_MAX,
		.algorithm = t->stack->config->algorithm, /* 09.5 */
		.sent_at = t->stack->now, /* 09.6 */
	};
}

void tcp_congestion_sent(struct tcb *t) /* 09.6 */
{
	t->congestion.sent_at = t->stack->now;
}

void tcp_congestion_idle(struct tcb *t) /* 09.6 */
{
	struct tcp_congestion *c = &t->congestion;

	if (tcp_flight(t) == 0 && t->stack->now - c->sent_at > t->rto.rto) {
		c->cwnd = min(c->cwnd, initial_window(t));
		t->cubic.growing = false; /* 09.9 */
	}
}

/* cwnd says how much the path bore. It grows only while it is what holds us
 * back, or it would say what nobody tried; and never by the ACK of our SYN (RFC 5681, 3.1). */
void tcp_congestion_acked(struct tcb *t, uint32_t acked) /* 09.4 */
{
	struct tcp_congestion *c = &t->congestion;

	if (tcp_flight(t) + acked + tcp_mss(t) <= c->cwnd || t->snd_una == t->iss + 1)
		return;
	if (c->cwnd < c->ssthresh)
		c->cwnd += min(acked, tcp_mss(t));
	else /* 09.5 */
		c->algorithm->grow(t, acked); /* 09.5 */
}

/* A SYN ACK that was lost means that even the initial window was too much (RFC 5681, 3.1). */
void tcp_congestion_timeout(struct tcb *t) /* 09.6 */
{
	struct tcp_congestion *c = &t->congestion;

	if (t->resend.tries == 1 && t->state != SYN_RECEIVED)
		c->ssthresh = c->algorithm->shrink(t);
	c->cwnd = tcp_mss(t);
	c->counted = 0;
	c->recovering = false; /* 09.7 */
}

/* One segment more for every window that is acknowledged. */
static void reno_grow(struct tcb *t, uint32_t acked) /* 09.5 */
{
	struct tcp_congestion *c = &t->congestion;

	c->counted += acked;
	if (c->counted < c->cwnd)
		return;
	c->counted -= c->cwnd;
	c->cwnd += tcp_mss(t);
}

/* Half of what was in flight (RFC 5681, equation 4). When duplicates tell of the loss,
 * what limited transmit sent beyond cwnd does not count (3.2, step 2). */
static uint32_t reno_shrink(struct tcb *t) /* 09.5 */
{
	uint32_t flight = tcp_flight(t);

	if (t->resend.tries == 0) /* 09.8 */
		flight = min(flight, t->congestion.cwnd); /* 09.8 */
	return max(flight / 2, 2 * tcp_mss(t));
}

const struct tcp_algorithm tcp_reno = { .name = "reno", .grow = reno_grow, .shrink = reno_shrink }; /* 09.5 */
