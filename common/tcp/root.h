/* root.h: what each step's tcp.c defines: the doors of the stack, and the few
 * functions that the parts ask the step for. Times are microseconds since 1970,
 * on a clock that the caller keeps and that never runs backwards. */
#pragma once
#include "tcp/stack.h"
#include "wire/tcp_segment.h"

/* The doors. A segment for our address has arrived, whole and with a good
 * checksum; *s may be changed. */
void tcp_input(struct stack *k, struct seg *s, uint64_t now);

/* Time has passed: does what has become due. */
void tcp_poll(struct stack *k, uint64_t now);

/* When tcp_poll has something to do, or TCP_NEVER. */
uint64_t tcp_deadline(const struct stack *k);

/* The connection has something new to do: the program behind it runs, and what
 * may be sent is sent. */
void tcp_turn(struct tcb *t);

/* For the parts. Puts window and options on a segment that is about to leave;
 * options has room for TCP_OPTIONS_MAX bytes and lasts as long as *s. */
void tcp_dress(struct tcb *t, struct seg *s, uint8_t *options);

/* The most text that a segment of this connection may carry, in bytes
 * (Eff.snd.MSS of RFC 9293, 3.7.1). */
uint32_t tcp_mss(const struct tcb *t);

/* Tells the connection's variables, as far as this step has them. */
void tcp_numbers(const struct tcb *t);
