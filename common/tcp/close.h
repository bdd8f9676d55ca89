/* close.h: how a connection ends (RFC 9293, 3.6): each side ends its own
 * direction with a FIN, which takes a number of its own behind the last byte. */
#pragma once
#include "tcp/stack.h"
#include "wire/tcp_segment.h"

/* For the program: it has nothing more to send; what it has written still
 * goes, and what the peer sends still comes. */
void tcp_close(struct tcb *t);

/* For the program: ends the connection at once, with a RST. */
void tcp_abort(struct tcb *t);

/* For the program: has it read all that the peer will ever send? */
bool tcp_heard_all(const struct tcb *t);

/* Fifth, in the states after our FIN: is it acknowledged? */
void tcp_check_fin_acked(struct tcb *t);

/* Eighth, check the FIN bit, which counts once all before it has come. */
void tcp_check_fin(struct tcb *t, const struct seg *s);
void tcp_fin(struct tcb *t);

/* TIME-WAIT: a FIN that comes again starts its time anew; then it is over. */
void tcp_time_wait_again(struct tcb *t, const struct seg *s);
void tcp_time_wait_over(struct tcb *t);
