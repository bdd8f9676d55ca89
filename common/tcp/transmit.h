/* transmit.h: text that goes out (RFC 9293, 3.4 and 3.8.6). */
#pragma once
#include "tcp/stack.h"
#include "wire/tcp_segment.h"

/* Fifth, check the ACK field, of a segment whose ACK is acceptable: what it
 * acknowledges is done with. */
void tcp_acked(struct tcb *t, const struct seg *s);

/* The peer's window, if the segment is newer than the one we know it from. */
void tcp_window(struct tcb *t, const struct seg *s);

/* Sends one segment from number seq on, whatever stands there: SYN, text or FIN,
 * at most `room` numbers. Returns how many it took. */
uint32_t tcp_send_from(struct tcb *t, uint32_t seq, uint32_t room);

/* Numbers sent and not acknowledged; numbers waiting to be sent. */
uint32_t tcp_flight(const struct tcb *t);
uint32_t tcp_unsent(const struct tcb *t);

/* Sends what waits, as far as it lies within `window` numbers from SND.UNA on.
 * Returns how many numbers that is. */
uint32_t tcp_output(struct tcb *t, uint32_t window);

/* For the program: takes up to n bytes to send, and returns how many there was room for. */
size_t tcp_write(struct tcb *t, const uint8_t *bytes, size_t n);
