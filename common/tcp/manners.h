/* manners.h: not to send what can wait (RFC 9293, 3.7.4, 3.8.6.2 and 3.8.6.3). */
#pragma once
#include "tcp/stack.h"
#include "wire/tcp_segment.h"

struct tcp_manners {
	uint64_t ack_at;     /* when the ACK that waits has to go, or TCP_NEVER */
	uint32_t acked;      /* the last acknowledgment number that we sent */
	uint32_t full;       /* bytes of the longest single segment that has come */
	uint32_t max_wnd;    /* the largest window that the peer has offered */
};

void tcp_manners_init(struct tcb *t);

/* A segment has come; an ACK has left. */
void tcp_manners_heard(struct tcb *t, const struct seg *s);
void tcp_manners_acked(struct tcb *t);

/* Is the ACK that we owe to be sent now? If it may wait, ack_at is when it goes. */
bool tcp_ack_due(struct tcb *t);

/* The window, in numbers from SND.UNA on, without a last segment that ought to wait. */
uint32_t tcp_polite(const struct tcb *t, uint32_t window);
