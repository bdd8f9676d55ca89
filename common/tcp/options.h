/* options.h: what both sides may do because both offered it when the connection was opened: larger windows,
 * timestamps (RFC 7323) and selective acknowledgments (RFC 2018). */
#pragma once
#include "tcp/stack.h"
#include "wire/tcp_segment.h"

enum { SHIFT_MAX = 14, TS_BYTES = 12 /* with two NOPs before them */ };

struct tcp_options {
	bool scale;                   /* both sides offered it */
	uint8_t snd_shift, rcv_shift; /* what windows are shifted by: those we hear, those we tell */
	bool ts;                      /* both sides offered timestamps */ /* 10.2 */
	uint32_t ts_recent;           /* the one to echo (TS.Recent), */ /* 10.2 */
	uint64_t ts_recent_at;        /* and when it came */ /* 10.2 */
	bool has_ts;                  /* the segment that has just come has one: */ /* 10.2 */
	uint32_t ts_value, ts_echo;   /* 10.2 */
	bool sack;                    /* both sides offered it */ /* 10.4 */
};

/* A SYN has come. What it offers and we want, too, is agreed. */
void tcp_options_offered(struct tcb *t, const struct seg *s);

/* Every later segment: scales its window, and sends away one that is older than
 * what has come before it (PAWS; RFC 7323, 5), with an ACK. */
bool tcp_options_heard(struct tcb *t, struct seg *s);

/* The segment is acceptable, and no RST (RFC 7323, 5.2): its timestamp is the one to echo,
 * if it is the one that our last ACK waited for. */
void tcp_options_accepted(struct tcb *t, const struct seg *s); /* 10.2 */

/* The round trip that the echo in the segment tells of, in microseconds; false
 * if it tells of none. */
bool tcp_options_rtt(const struct tcb *t, uint64_t *rtt); /* 10.2 */

/* Bytes that timestamps take on every segment. */
uint32_t tcp_options_room(const struct tcb *t); /* 10.2 */

/* Writes all options but SACK blocks for a segment about to leave, and puts the
 * window on it. Returns their length in bytes. */
size_t tcp_options_dress(const struct tcb *t, struct seg *s, uint8_t *options);

/* Is the SYN that comes in TIME-WAIT surely newer than the old connection, by its
 * timestamp or its number, and would our number be (RFC 6191, 2; RFC 9293, 3.6.1)? */
bool tcp_options_newer(const struct tcb *t, const struct seg *s); /* 10.8 */
