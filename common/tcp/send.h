/* send.h: segments that leave. */
#pragma once
#include "tcp/stack.h"
#include "wire/tcp_segment.h"

/* Sends a segment of the connection: n bytes of text, from number seq on. If it
 * is new, SND.NXT moves beyond it; nothing else ever moves SND.NXT. */
void tcp_send(struct tcb *t, uint32_t seq, uint8_t flags, const uint8_t *text, size_t n);

/* Sends an empty ACK: this is what we have, and what we expect. */
void tcp_ack(struct tcb *t);

/* Answers a segment that no connection wants with a RST, whose numbers its
 * sender will believe (RFC 9293, 3.5.2, group 1; 3.10.7.1). */
void tcp_reset(struct stack *k, const struct seg *s);
