/* connect.h: how a connection begins when we ask for it (RFC 9293, 3.10.1 and 3.10.7.3). */
#pragma once
#include "tcp/stack.h"
#include "wire/tcp_segment.h"

/* A new connection in SYN-SENT, whose SYN is still to be sent. The names are
 * those of a segment that the other side would send: dst and dport are ours.
 * NULL if there is no place for it. */
struct tcb *tcp_connect(struct stack *k, const struct seg *names, const struct service *service);

/* Sends the SYN, which offers all that we would agree to. */
void tcp_syn(struct tcb *t);

/* A segment has come in SYN-SENT. True if the two sides know each other's
 * numbers now: in ESTABLISHED, or, when both asked at once, in SYN-RECEIVED. */
bool tcp_syn_sent(struct tcb *t, const struct seg *s);

/* The turn in SYN-SENT: the SYN is sent again if it is lost. */
void tcp_syn_turn(struct tcb *t);
