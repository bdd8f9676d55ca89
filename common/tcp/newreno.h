/* newreno.h: recovery from a loss while the ACKs go on coming, without SACK
 * (RFC 5681, 3.2; RFC 6582), and limited transmit (RFC 3042). */
#pragma once
#include "tcp/stack.h"

/* An ACK has come and tcp_resend_heard has seen it: so many new numbers, or a
 * duplicate; `began` is what that returned. */
void tcp_newreno_heard(struct tcb *t, uint32_t acked, bool duplicate, bool began);

/* How much of what is lost may be sent now, in numbers from SND.UNA on. */
uint32_t tcp_newreno_resend(const struct tcb *t);

/* cwnd, with what the first two duplicates allow. */
uint32_t tcp_newreno_window(const struct tcb *t);
