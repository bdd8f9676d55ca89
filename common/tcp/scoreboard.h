/* scoreboard.h: selective acknowledgments that we hear: what the peer has, and
 * so what it lacks (RFC 6675). */
#pragma once
#include "tcp/reassembly.h"

enum { SCORES = 32 }; /* pieces remembered; of more we take no note, and send too much again */

struct tcp_scoreboard { /* 10.5 */
	unsigned count;
	struct tcp_piece piece[SCORES]; /* what the peer has beyond SND.UNA, in order, apart from each other */
	uint32_t resent;                /* what lies before it is sent again already (HighRxt) */
	bool first;                     /* nothing of it is sent yet: one segment goes, whatever cwnd says */ /* 10.6 */
	bool rescued;                   /* the last segment is, once in this recovery (RescueRxt) */ /* 10.6 */
};

/* An acceptable ACK has come, and been taken in: notes its blocks. True if they
 * tell something new, which is what counts as a duplicate here. */
bool tcp_scores_heard(struct tcb *t, const struct seg *s); /* 10.5 */

/* The timer has expired: the peer may have thrown away what it told of (RFC
 * 2018, 8), so all that is forgotten. */
void tcp_scores_forget(struct tcb *t); /* 10.5 */

/* The gaps: number i lies before piece i, number `count` behind the last. What is
 * lost of one begins where it begins and ends at the number returned. */
struct tcp_piece tcp_scores_gap(const struct tcb *t, unsigned i); /* 10.6 */
uint32_t tcp_scores_lost(const struct tcb *t, unsigned i); /* 10.6 */

/* Numbers that are thought to be in the network (Pipe). */
uint32_t tcp_scores_pipe(const struct tcb *t); /* 10.6 */
