/* open.h: how a connection begins when the other side asks for it (RFC 9293,
 * 3.5 and 3.10.7.2). */
#pragma once
#include "tcp/stack.h"
#include "wire/tcp_segment.h"

enum { MSS_DEFAULT = 536 }; /* bytes: what everybody takes (RFC 9293, 3.7.1) */

/* What the other side is ready to take, in bytes, as its SYN says. */
uint16_t tcp_mss_offered(const struct seg *s);

/* Where our numbers begin: a clock that ticks every four microseconds, so that a new connection does not
 * take the numbers of an old one (RFC 9293, 3.4.1). */
uint32_t tcp_initial_sequence(const struct stack *k);

/* A segment has come to a port that listens. A SYN makes a connection in
 * SYN-RECEIVED, which is returned, and whose SYN ACK is still to be sent. */
struct tcb *tcp_listen(struct stack *k, const struct seg *s);

/* Sends the SYN ACK, the first time or once more. */
void tcp_syn_ack(struct tcb *t);

/* A SYN that comes once more, in SYN-RECEIVED? Our SYN ACK may be lost: it is
 * sent again. */
bool tcp_repeated_syn(struct tcb *t, const struct seg *s);

/* Writes the option that says how much text we take at once; returns its length
 * in bytes. */
size_t tcp_mss_option(uint8_t *options, uint16_t mss);
