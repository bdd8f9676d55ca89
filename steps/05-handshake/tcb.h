/* tcb.h: what step 05 remembers: of one connection (RFC 9293, 3.3.1), and of all. */
#pragma once
#include "tcp/open.h"
#include "tcp/stack.h"
#include "tcp/state.h"

enum { CONNECTIONS = 256 };

struct tcp_config {
	uint32_t rcv_buffer; /* the window that we offer, in bytes */
	/* the most text in a segment that we take, in bytes */
	uint16_t mss; /* 05.6 */
};

struct tcb {
	struct stack *stack;
	const struct service *service;
	enum tcp_state state;
	uint32_t laddr, raddr;
	uint16_t lport, rport;
	uint64_t opened;

	uint32_t iss, snd_una, snd_nxt, snd_wnd, snd_wl1, snd_wl2;
	uint32_t irs, rcv_nxt, rcv_wnd;
	uint16_t snd_mss; /* 05.6 */
};

struct stack {
	const struct tcp_config *config;
	const struct service *services;
	struct tcp_world world;
	uint64_t now; /* microseconds since 1970 */
	bool timer;    /* what happens now, time has brought about */
	unsigned used; /* places of conn that were ever taken */
	struct tcb conn[CONNECTIONS];
};
