/* check.h: the checks that every segment of a connection has to pass, in the
 * order of RFC 9293, 3.10.7.4. Each returns true when the segment may go on, and
 * sends what has to be said when it may not. */
#pragma once
#include "tcp/stack.h"
#include "wire/tcp_segment.h"

/* First: does any of it lie in the window that we offered? */
bool tcp_check_seq(struct tcb *t, const struct seg *s);
/* Second: does it end the connection at once? */
bool tcp_check_rst(struct tcb *t, const struct seg *s);
/* Fourth: a SYN, where none can be meant. */
bool tcp_check_syn(struct tcb *t, const struct seg *s);
/* Fifth: does it acknowledge something that we have sent? In SYN-RECEIVED this
 * completes the handshake. */
bool tcp_check_ack(struct tcb *t, const struct seg *s);
