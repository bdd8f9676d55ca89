/* reassembly.h: text that comes before its turn is kept: its bytes in the receive ring, at
 * the place where they belong, and here a list of what is there. */
#pragma once
#include "tcp/stack.h"
#include "wire/tcp_segment.h"

enum { HELD = 32 }; /* pieces kept apart at once; a segment that would make one more is dropped */

struct tcp_piece {
	uint32_t from, to; /* the first number of it, and the first one after it */
};

struct tcp_reassembly {
	unsigned count;
	struct tcp_piece piece[HELD]; /* the one that grew last comes first */
	bool fin;                     /* the peer's FIN is known, */
	uint32_t fin_seq;             /* and has this number */
};

/* Keeps the text and FIN of a segment that has passed the checks, if it is not what comes next. */
void tcp_hold(struct tcb *t, const struct seg *s);

/* Hands on what no gap separates any more from the text before it. */
void tcp_join(struct tcb *t);
