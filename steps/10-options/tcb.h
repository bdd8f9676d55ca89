/* tcb.h: what step 10 remembers: of one connection (RFC 9293, 3.3.1), and of all. */
#pragma once
#include "tcp/congestion.h"
#include "tcp/cubic.h"
#include "tcp/manners.h"
#include "tcp/open.h"
#include "tcp/options.h"
#include "tcp/persist.h"
#include "tcp/reassembly.h"
#include "tcp/receive.h"
#include "tcp/resend.h"
#include "tcp/rto.h"
#include "tcp/sack.h" /* 10.4 */
#include "tcp/scoreboard.h" /* 10.5 */
#include "tcp/stack.h"
#include "tcp/state.h"
#include "tcp/stream.h"

enum { CONNECTIONS = 256, BUFFER_MAX = 262144 /* bytes */ };

struct tcp_config { /* times in microseconds */
	uint16_t mss;                          /* the most text in a segment that we take, in bytes */
	uint32_t rcv_buffer, snd_buffer;       /* bytes, up to BUFFER_MAX */
	uint32_t pace;                         /* how fast discard reads, in bytes a tenth of a second; 0: at once */
	uint64_t msl;                          /* how long a segment may live in the network */
	uint64_t rto_first, rto_min, rto_max;  /* RFC 6298 */
	uint64_t r2, r2_syn;                   /* how long we try */
	unsigned r1;                           /* so many timeouts are worth telling */
	uint64_t ack_delay;                    /* how long an ACK may wait */
	bool nodelay;                          /* no Nagle */
	const struct tcp_algorithm *algorithm; /* of congestion control */
	bool scale;                            /* options that we agree to */
	bool ts;                               /* 10.2 */
	bool sack;                             /* 10.4 */
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
	uint32_t snd_text; /* the number of the first byte in tx */
	enum tcp_owed owed;
	uint64_t time_wait; /* when it is over */
	struct tcp_rto rto;
	struct tcp_resend resend;
	struct tcp_persist persist;
	struct tcp_reassembly reassembly;
	struct tcp_manners manners;
	struct tcp_congestion congestion;
	struct tcp_cubic cubic;
	struct tcp_options options;
	struct tcp_sack sack; /* 10.4 */
	struct tcp_scoreboard scores; /* 10.5 */

	/* The program's: when it is to run again, or 0; what it has done and has to do. */
	uint64_t wake;
	size_t progress, left;
	bool answered;
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
