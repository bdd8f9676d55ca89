/* resend.h: what was lost is sent again: after a time without an answer (RFC
 * 6298, 5), or after the third ACK that says "something is missing" (RFC 5681, 3.2). */
#pragma once
#include "tcp/stack.h"
#include "wire/tcp_segment.h"

enum { DUPLICATES = 3 }; /* so many ACKs of the same number are no accident */ /* 08.8 */

struct tcp_resend {
	uint64_t fires;      /* when the timer expires, or TCP_NEVER */
	uint64_t since;      /* when the wait for news of the peer began */ /* 08.5 */
	unsigned tries;      /* expiries since then */
	unsigned duplicates; /* ACKs in a row that acknowledge nothing new */
	bool syn_lost;       /* it took more than one SYN ACK */ /* 08.2 */
	bool lost;           /* what lies before `recover` is being sent again, */
	uint32_t recover;
	uint32_t next;       /* from here on */
};

void tcp_resend_init(struct tcb *t);

/* The timer runs as long as something is unacknowledged: to be called when a
 * turn is over. */
void tcp_resend_watch(struct tcb *t);

/* The timer: true if it has just expired. All that is unacknowledged is lost then; the
 * next wait is twice as long. After too long (R2 of RFC 9293, 3.8.3) the connection is given up. */
bool tcp_resend_expired(struct tcb *t);

/* All that is unacknowledged is lost: it is sent again, from the first number on. */
void tcp_resend_begin(struct tcb *t);

/* Does the segment only repeat an ACK (RFC 5681, 2)? To be asked while it is as it
 * came: text that our window does not take is text, too. */
bool tcp_is_duplicate(const struct tcb *t, const struct seg *s); /* 08.8 */

/* An ACK has come that acknowledged so many numbers, or was a duplicate. True
 * if it is the third duplicate: then what comes next is lost. */
bool tcp_resend_heard(struct tcb *t, uint32_t acked, bool duplicate);

/* Sends what is lost, as far as it lies within `window` numbers of SND.UNA.
 * One segment at least goes. */
void tcp_resend_lost(struct tcb *t, uint32_t window);
