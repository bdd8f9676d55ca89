/* rto.h: how long to wait for an ACK before a segment counts as lost: the
 * retransmission timeout, from measured round trips (RFC 6298). */
#pragma once
#include "tcp/stack.h"

struct tcp_rto {
	uint64_t rto;               /* microseconds */
	uint64_t srtt, rttvar;      /* microseconds */ /* 08.3 */
	bool measured;              /* srtt and rttvar mean something */ /* 08.3 */
	bool timing;                /* a round trip is being timed: */ /* 08.3 */
	uint32_t timed_seq;         /* of this number, */ /* 08.3 */
	uint64_t timed_at;          /* sent at this time */ /* 08.3 */
};

void tcp_rto_init(struct tcb *t);

/* A round trip took rtt microseconds, and so many of them are measured in each
 * (1, if only one is at a time). */
void tcp_rto_sample(struct tcb *t, uint64_t rtt, uint32_t samples); /* 08.3 */

/* New numbers have been sent, from seq on: times them, if nothing is timed yet. */
void tcp_rto_sent(struct tcb *t, uint32_t seq); /* 08.3 */

/* Something has been acknowledged. */
void tcp_rto_acked(struct tcb *t); /* 08.3 */

/* Something is sent again: an ACK of it might answer either of the two, so the
 * time that it takes says nothing (Karn's algorithm; RFC 6298, 3). */
void tcp_rto_resent(struct tcb *t); /* 08.4 */

/* The timer has expired: the next wait is twice as long (RFC 6298, 5.5). */
void tcp_rto_back_off(struct tcb *t); /* 08.2 */

/* What was waited for has come, and was not lost: the wait is what the measurements say. */
void tcp_rto_anew(struct tcb *t); /* 08.6 */

/* The handshake took more than one SYN ACK, so the first text waits for three
 * seconds at least (RFC 6298, 5.7). */
void tcp_rto_careful(struct tcb *t); /* 08.2 */

/* Tells srtt, rttvar and rto, in seconds, beside the connection's other variables. */
void tcp_rto_numbers(const struct tcb *t); /* 08.3 */
