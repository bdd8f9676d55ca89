/* persist.h: the ACK that opens a window again carries no text, so nobody sends
 * it again when it is lost. Who waits for it has to ask (RFC 9293, 3.8.6.1). */
#pragma once
#include "tcp/stack.h"

struct tcp_persist {
	uint64_t fires;   /* when to ask, or TCP_NEVER */
	bool probing;     /* what is in flight was sent against the window, to ask */
};

void tcp_persist_init(struct tcb *t);

/* The timer runs while text waits and nothing is in flight that would draw an
 * ACK: to be called when a turn is over. */
void tcp_persist_watch(struct tcb *t);

/* If it has expired, sends one number, or as much as the window takes. From then on
 * the retransmission timer sees to it. */
void tcp_persist_expired(struct tcb *t);

/* An ACK has come. When the window has opened, what was sent to ask was hardly
 * taken: it is sent again at once. And that the waits between the probes grew says
 * nothing of the path. */
void tcp_persist_heard(struct tcb *t);
