/* receive.h: text that comes in (RFC 9293, 3.4 and 3.8.6). */
#pragma once
#include "tcp/stack.h"
#include "wire/tcp_segment.h"

/* What the other side should be told of, at the end of the turn. */
enum tcp_owed {
	ACK_NONE,
	ACK_SOON, /* text has come, in order: nobody waits for the answer yet */
	ACK_NOW,  /* it must know at once */
};

/* Cuts off a segment what we have already, and what lies beyond our window: its
 * text and its FIN are ours from its first byte to its last. */
void tcp_trim(struct tcb *t, struct seg *s);

/* Seventh, process the segment text: takes it in, if it is what comes next. */
void tcp_text(struct tcb *t, const struct seg *s);

/* For the program: moves up to n bytes that have come to buf, and returns how many there were.
 * The window opens accordingly. */
size_t tcp_read(struct tcb *t, uint8_t *buf, size_t n);
