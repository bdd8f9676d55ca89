/* stack.h: how the connections of one host meet the world around them. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tcb;
struct stack;

#define TCP_NEVER UINT64_MAX /* a time that does not come */

/* A port that listens, and the program behind it: run is called whenever
 * something has happened on a connection. A list of them ends with port 0. */
struct service {
	uint16_t port;
	void (*run)(struct tcb *t);
};

/* Something to tell about a connection. */
struct tcp_event {
	uint32_t laddr, raddr;
	uint16_t lport, rport;
	bool timer;       /* no packet brought it about, but time did */
	bool numbers;     /* text is the connection's variables, for the capture */
	const char *text; /* lasts for the call */
};

/* What a stack needs of whoever made it. Both functions may be called from within
 * tcp_input and tcp_poll; user is handed back to them. */
struct tcp_world {
	void (*send)(void *user, const uint8_t *packet, size_t n); /* an IPv4 packet of n bytes */
	void (*trace)(void *user, const struct tcp_event *e); /* or NULL */
	void *user;
};
