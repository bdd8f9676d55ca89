/* tcb.h: what step 06 remembers: of one connection (RFC 9293, 3.3.1), and of all. */
#pragma once
#include "tcp/open.h"
#include "tcp/receive.h"
#include "tcp/stack.h"
#include "tcp/state.h"
#include "tcp/stream.h"

enum { CONNECTIONS = 256, BUFFER_MAX = 65535 /* bytes */ };

struct tcp_config { /* times in microseconds */
	uint16_t mss;                          /* the most text in a segment that we take, in bytes */
	uint32_t rcv_buffer;                   /* bytes, up to BUFFER_MAX */
	uint32_t snd_buffer;                   /* the same */ /* 06.4 */
	uint32_t pace; /* how fast discard reads, in bytes a tenth of a second; 0: at once */ /* 06.8 */
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
	uint16_t snd_mss;

	struct stream tx, rx;
	uint32_t snd_text; /* the number of the first byte in tx */ /* 06.4 */
	enum tcp_owed owed;

	/* The program's: when it is to run again, or 0; how far it is. */
	uint64_t wake;
	size_t progress; /* 06.6 */
};

struct stack {
	const struct tcp_config *config;
	const struct service *services;
	struct tcp_world world;
	uint64_t now; /* microseconds since 1970 */
	bool timer;    /* what happens now, time has brought about */
	unsigned used; /* places of conn that were ever taken */
	struct tcb conn[CONNECTIONS];
	uint8_t memory[CONNECTIONS][2][BUFFER_MAX];
};
