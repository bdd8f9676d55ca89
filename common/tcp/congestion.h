/* congestion.h: how much may be in flight, so that the network is not flooded:
 * the congestion window (RFC 5681). How it grows and shrinks is an algorithm's
 * business, reno's or another's. */
#pragma once
#include "tcp/stack.h"

struct tcp_algorithm {
	const char *name;
	void (*grow)(struct tcb *t, uint32_t acked); /* congestion avoidance: so many numbers were acknowledged */
	uint32_t (*shrink)(struct tcb *t);           /* something was lost: the new ssthresh */
};

extern const struct tcp_algorithm tcp_reno;

struct tcp_congestion {
	const struct tcp_algorithm *algorithm;
	uint32_t cwnd, ssthresh; /* in bytes */
	uint32_t counted;        /* reno: bytes acknowledged since cwnd grew */
	uint64_t sent_at;        /* when something was last sent */
	bool recovering;         /* from a loss that three duplicates told of */
};

void tcp_congestion_init(struct tcb *t);

/* Something has been sent; something is to be sent. After a pause of an RTO, what cwnd knew
 * is out of date (RFC 5681, 4.1). */
void tcp_congestion_sent(struct tcb *t);
void tcp_congestion_idle(struct tcb *t);

/* An ACK of so many new numbers: slow start, or congestion avoidance. */
void tcp_congestion_acked(struct tcb *t, uint32_t acked);

/* The retransmission timer has expired: back to one segment. */
void tcp_congestion_timeout(struct tcb *t);
