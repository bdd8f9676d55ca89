/* side.c: see side.h. Compiled once for each step against its tcb.h; the makefile
 * defines WITH_x for each part tcp/x that the step has. */
#include "side.h"

#ifdef WITH_connect
#include "peer.h"
#else
#include "tcb.h"
#endif
#include "tcp/root.h"
#include "tcp/seq.h"
#include "tcp/state.h"
#ifdef WITH_transmit
#include "tcp/transmit.h"
#endif
#ifdef WITH_close
#include "tcp/close.h"
#endif
#include "wire/ipv4.h"

#include <string.h>

#define VISIBLE __attribute__((visibility("default")))

static struct stack k;
static struct tcp_config config;
static struct world world;

static struct program {
	struct plan plan;
	uint64_t random, until; /* the pause ends at `until` */
	uint32_t written, read;
	bool unequal, heard_all, closed;
	unsigned timeouts;
} program;

#ifdef WITH_stream
static uint32_t roll(uint32_t n)
{
	program.random = program.random * 6364136223846793005 + 1442695040888963407;
	return (uint32_t)(program.random >> 33) % n;
}

static uint8_t pattern(uint32_t address, uint32_t at)
{
	return (uint8_t)((at * 2654435761u + address) >> 13);
}

static bool pauses(void)
{
	const struct plan *p = &program.plan;

	if (p->pauses == 0 || roll(p->pauses) != 0)
		return false;
	program.until = k.now + 1 + roll((uint32_t)p->pause);
	return true;
}

static bool reads(struct tcb *t)
{
	uint8_t buf[65536];
	size_t n = tcp_read(t, buf, 1 + roll(program.plan.chunk));

	for (size_t i = 0; i < n; i++)
		if (buf[i] != pattern(program.plan.other, program.read++))
			program.unequal = true;
	return n > 0 && !pauses();
}

static bool writes(struct tcb *t)
{
	uint8_t buf[65536];
	uint32_t rest = program.plan.total - program.written, n = 1 + roll(program.plan.chunk);
	size_t taken;

	n = n < rest ? n : rest;
	for (uint32_t i = 0; i < n; i++)
		buf[i] = pattern(program.plan.address, program.written + i);
	taken = tcp_write(t, buf, n);
	program.written += (uint32_t)taken;
	return taken > 0 && taken == n && !pauses();
}

static void closes(struct tcb *t)
{
#ifdef WITH_close
	if (program.closed || program.plan.no_close || program.written < program.plan.total ||
	    (program.plan.close_last && !program.heard_all))
		return;
	program.closed = true;
	tcp_close(t);
#else
	(void)t;
#endif
}

static void run(struct tcb *t)
{
	t->wake = 0;
	/* A connection that is over takes along what nobody has read, until step 11's
	 * sockets keep it: so the rest is read at once. */
	while (t->rx.ended && t->rx.len > 0)
		reads(t);
	program.heard_all |= t->rx.ended;
	if (k.now >= program.until) {
		while (reads(t))
			;
		if (k.now >= program.until)
			while (writes(t))
				;
	}
	if (k.now < program.until)
		t->wake = program.until;
	else
		closes(t);
}

#else
#define run NULL /* a connection carries nothing yet */
#endif

static struct service services[] = { { 0, run }, { 0, NULL } };

static void hand_over(void *user, const uint8_t *packet, size_t n)
{
	(void)user;
	world.send(world.user, packet, n);
}

static void tell(void *user, const struct tcp_event *e)
{
	(void)user;
	if (!strncmp(e->text, "timeout", 7))
		program.timeouts++;
	world.tell(world.user, e->text);
}

/* Before step 06 nothing is kept, and no more offered than a window can say. */
static uint32_t within_buffer(uint32_t n)
{
#ifdef WITH_stream
	return n < BUFFER_MAX ? n : BUFFER_MAX;
#else
	return n < UINT16_MAX ? n : UINT16_MAX;
#endif
}

static void side_open(const struct plan *p, const struct world *w)
{
	config = (struct tcp_config){ .mss = p->mss, .rcv_buffer = within_buffer(p->rcv_buffer) };
#ifdef WITH_stream
	config.snd_buffer = within_buffer(p->snd_buffer);
#endif
#ifdef WITH_close
	config.msl = p->msl;
#endif
#ifdef WITH_rto
	config.rto_first = config.rto_min = 1000000;
	config.rto_max = 10000000;
	config.r1 = 3;
	config.r2 = config.r2_syn = UINT64_C(3600000000);
#endif
#ifdef WITH_manners
	config.ack_delay = p->ack_delay;
	config.nodelay = p->nodelay;
#endif
#ifdef WITH_congestion
	config.algorithm = p->cubic ? &tcp_cubic : &tcp_reno;
#endif
#ifdef WITH_options
	config.scale = p->scale;
	config.ts = p->ts;
	config.sack = p->sack;
#endif
	services[0].port = p->port;
	world = *w;
	program = (struct program){ .plan = *p, .random = p->seed };
	memset(k.conn, 0, k.used * sizeof *k.conn);
	k.used = 0;
	k.now = 0;
	k.timer = false;
	k.config = &config;
	k.services = services;
	k.world = (struct tcp_world){ .send = hand_over, .trace = tell };
}

static void side_input(const uint8_t *packet, size_t n, uint64_t now)
{
	const char *fault;
	struct ipv4 ip;
	struct seg s;

	if (!ipv4_parse(&ip, packet, n, &fault) || ip.dst != program.plan.address || ip.src != program.plan.other ||
	    ipv4_is_fragment(&ip) || ip.protocol != IPV4_TCP || !tcp_parse(&s, &ip, &fault))
		return;
	tcp_input(&k, &s, now);
}

static void side_poll(uint64_t now)
{
	tcp_poll(&k, now);
}

static uint64_t side_deadline(void)
{
	return tcp_deadline(&k);
}

static void side_look(struct view *v)
{
	const struct tcb *t = &k.conn[0];

	*v = (struct view){
		.state = tcp_state_name(t->state), .open = t->state != CLOSED, .synchronized = t->state >= ESTABLISHED,
		.iss = t->iss, .snd_una = t->snd_una, .snd_nxt = t->snd_nxt, .snd_wnd = t->snd_wnd,
		.rcv_nxt = t->rcv_nxt, .rcv_wnd = t->rcv_wnd, .timer = true,
		.written = program.written, .read = program.read, .equal = !program.unequal,
		.heard_all = program.heard_all, .closed = program.closed, .timeouts = program.timeouts,
	};
	v->mss = t->snd_mss;
	v->cwnd = UINT32_MAX;
#ifdef WITH_transmit
	if (v->synchronized)
		v->unsent = tcp_unsent(t);
#endif
#ifdef WITH_congestion
	v->cwnd = t->congestion.cwnd;
#endif
#ifdef WITH_options
	v->sack = t->options.sack;
#endif
#ifdef WITH_resend
	v->timer = t->resend.fires != TCP_NEVER || t->persist.fires != TCP_NEVER;
#endif
}

#ifdef WITH_connect
static void side_connect(uint64_t now)
{
	const struct seg names = {
		.src = program.plan.other, .dst = program.plan.address, .sport = program.plan.other_port,
		.dport = program.plan.port,
	};

	peer_connect(&k, &names, &services[0], now);
}
#else
#define side_connect NULL
#endif

VISIBLE const struct side side = {
	side_open, side_connect, side_input, side_poll, side_deadline, side_look
};
