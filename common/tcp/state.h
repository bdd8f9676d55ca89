/* state.h: the states of a connection (RFC 9293, 3.3.2), and telling of it. */
#pragma once
#include "tcp/stack.h"

enum tcp_state {
	CLOSED, LISTEN, SYN_SENT, SYN_RECEIVED, /* from here on both sides know each other: */
	ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT,
};

/* The state's name, as the RFC writes it. */
const char *tcp_state_name(enum tcp_state s);

/* The one place where a state changes. A closed connection gives its place in
 * the table free. */
void tcp_set_state(struct tcb *t, enum tcp_state s);

/* Tells something of the connection, in one line. */
void tcp_trace(const struct tcb *t, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same for the connection's variables, which only the capture shows. */
void tcp_trace_numbers(const struct tcb *t, const char *format, ...) __attribute__((format(printf, 2, 3))); /* 05.5 */

/* Closes the connection at once and tells why. Nothing is sent. */
void tcp_delete(struct tcb *t, const char *why);
