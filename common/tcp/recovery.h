/* recovery.h: recovery from a loss when the peer tells what it has: only what is
 * missing is sent again (RFC 6675, 5). Takes the place of newreno. */
#pragma once
#include "tcp/stack.h"

/* So many new numbers were acknowledged; `began` is what tcp_resend_heard said
 * of it. Sees whether a loss begins or ends, or cwnd grows. */
void tcp_recovery_heard(struct tcb *t, uint32_t acked, bool began); /* 10.6 */

/* The window for new text, in numbers from SND.UNA on: as much as cwnd leaves
 * beside what is in the network. */
uint32_t tcp_recovery_window(const struct tcb *t); /* 10.6 */

/* Sends again what is lost, before new text; and behind it, if cwnd allows still
 * more, what may be lost. */
void tcp_recovery_lost(struct tcb *t); /* 10.6 */
void tcp_recovery_rest(struct tcb *t); /* 10.6 */
