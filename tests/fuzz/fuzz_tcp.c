/* fuzz_tcp.c: any segments at any time, against the last step's TCP with a live connection. */
#include "app/page.h"
#include "app/serve.h"
#include "tcb.h"
#include "tcp/root.h"
#include "tcp/seq.h"
#include "wire/bytes.h"

#include <stdlib.h>
#include <string.h>

enum { RECORD = 20, TEXT = 3000 }; /* bytes: of the input, a segment each; of text, at most */
enum { SHIFT = 7, ROOM = 20000 }; /* of the window; bytes of the buffers */
#define KERNEL 0xc0000201u
#define STEP   0xc0000202u

static struct stack k;
static uint64_t now;
static size_t sent;    /* packets since the last segment came: at worst, a byte of the buffer each */
static bool edge_known;
static uint32_t edge;  /* up to where connection 0 may send: the farthest that it was ever told */

static void send_packet(void *user, const uint8_t *packet, size_t n)
{
	const struct tcb *t = &k.conn[0];
	const char *fault;
	struct ipv4 ip;
	struct seg s;

	(void)user;
	if (!ipv4_parse(&ip, packet, n, &fault) || !tcp_parse(&s, &ip, &fault) || ++sent > 2 * ROOM)
		abort();
	if (edge_known && s.len > 0 && s.dport == t->rport && s.sport == t->lport &&
	    seq_lt(edge + 1, s.seq + (uint32_t)s.len))
		abort(); /* one byte may go beyond: the probe of a shut window */
}

static void trace(void *user, const struct tcp_event *e)
{
	(void)user;
	(void)e;
}

static void check(void)
{
	for (const struct tcb *t = k.conn; t < k.conn + k.used; t++) {
		if (t->state == CLOSED)
			continue;
		if (!seq_le(t->snd_una, t->snd_nxt) || t->rcv_wnd > stream_room(&t->rx))
			abort();
		if (t->state >= ESTABLISHED && tcp_deadline(&k) == UINT64_MAX && t->snd_una != t->snd_nxt)
			abort();
	}
}

/* Timestamps and blocks that lie near the connection's own numbers. */
static size_t put_options(uint8_t *p, const struct tcb *t, const uint8_t *r)
{
	unsigned blocks = r[1] >> 4 & 3;
	size_t n = 0;

	if (r[1] >> 6 == 3) { /* the record's own bytes */
		for (; n < 8; n++)
			p[n] = r[12 + n];
		return n;
	}
	if (t->options.ts) {
		put16(p, OPT_NOP << 8 | OPT_NOP);
		put16(p + 2, OPT_TS << 8 | 10);
		put32(p + 4, t->options.ts_recent + r[10] / 16 - 2u);
		put32(p + 8, (uint32_t)(now / 1000) - r[11]);
		n = 12;
	}
	if (blocks > 0) {
		put16(p + n, OPT_NOP << 8 | OPT_NOP);
		put16(p + n + 2, (uint16_t)(OPT_SACK << 8 | (2 + 8 * blocks)));
		for (unsigned i = 0; i < 2 * blocks; i++)
			put32(p + n + 4 + i * 4, t->snd_una + get16(r + 12 + i % 7) - (i & 1 ? 0 : 1460u));
		n += 4 + 8 * blocks;
	}
	return n;
}

static void offered(const struct seg *s)
{
	const struct tcb *t = &k.conn[0];
	uint32_t to = s->ack + (s->wnd << (s->flags & SYN ? 0 : t->options.snd_shift));

	if (s->sport != t->rport || s->dport != t->lport)
		return;
	if (t->state < SYN_RECEIVED || t->state == TIME_WAIT)
		edge_known = false;
	if ((s->flags & ACK) && seq_le(t->snd_una, s->ack) && seq_le(s->ack, t->snd_nxt) &&
	         (!edge_known || seq_lt(edge, to))) {
		edge_known = t->state >= SYN_RECEIVED;
		edge = to;
	}
}

/* One segment: numbers near those of the connection. */
static void arrive(const uint8_t *r)
{
	static const uint16_t ports[] = { 7, 9, 19, 80 };
	static const uint8_t text[TEXT] = "GET /30000 HTTP/1.0\r\n\r\n";
	const struct tcb *t = &k.conn[0];
	uint8_t options[TCP_OPTIONS_MAX];
	struct seg s = {
		.src = KERNEL, .dst = STEP, .sport = (uint16_t)(1000 + r[0] % 3), .dport = ports[r[0] >> 2 & 3],
		.seq = t->rcv_nxt + get16(r + 2) - 32768, .ack = t->snd_nxt + get16(r + 4) - 65000, .flags = r[6],
		.wnd = get16(r + 7), .options = options, .data = text, .len = get16(r + 8) % TEXT,
	};

	if (r[0] & 128) { /* most often, connection 0 */
		s.sport = t->rport;
		s.dport = t->lport;
	}
	s.options_len = put_options(options, t, r);
	if (r[1] & 1)
		s.flags = (uint8_t)((s.flags & ~(SYN | RST)) | ACK);
	if (r[1] & 2)
		s.len = 0;
	if (r[1] & 4)
		s.seq = t->rcv_nxt;
	if (r[1] & 8)
		s.ack = r[4] & 1 ? t->snd_una : t->snd_nxt;
	sent = 0;
	offered(&s);
	tcp_input(&k, &s, now);
	check();
}

/* The handshake, with those options of which `what` has the bit, and an MSS. */
static void open_connection(uint8_t what, uint8_t mss)
{
	static const uint16_t ports[] = { 7, 9, 19, 80 };
	uint8_t offer[20] = { OPT_NOP, OPT_NOP, OPT_NOP, OPT_NOP, OPT_NOP, OPT_NOP, OPT_TS, 10, 0, 0, 0, 5,
		              0, 0, 0, 0, OPT_MSS, 4, 0, mss };
	struct seg syn = { .src = KERNEL, .dst = STEP, .sport = 1000, .dport = ports[what >> 6], .seq = 0xfffffff0,
		           .flags = SYN, .wnd = 65535, .options = offer, .options_len = sizeof offer };
	struct seg ack = syn;

	if (!(what & 1))
		memset(offer + 6, OPT_NOP, 10);
	if (mss & 1) /* as large as it can be: ours is less */
		put16(offer + 18, UINT16_MAX);
	if (what & 2)
		put16(offer, OPT_SACK_OK << 8 | 2);
	else if (what & 4) {
		offer[0] = OPT_WSCALE;
		offer[1] = 3;
		offer[2] = SHIFT;
	}
	if (what & 2 && what & 4 && what & 1) {
		offer[2] = OPT_WSCALE;
		offer[3] = 3;
		offer[4] = SHIFT;
	}
	edge_known = false;
	tcp_input(&k, &syn, now);
	ack.seq++;
	ack.ack = k.conn[0].snd_nxt;
	ack.flags = ACK;
	ack.wnd = what & 8 ? 512 : 60000;
	if (what & 16)
		return;
	offered(&ack);
	edge_known = true;
	edge = ack.ack + (ack.wnd << k.conn[0].options.snd_shift);
	tcp_input(&k, &ack, now);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct tcp_config config = {
		.mss = 1460, .rcv_buffer = ROOM, .snd_buffer = ROOM, .msl = 1000000, .rto_first = 1000000, .rto_min = 200000,
		.rto_max = 60000000, .r1 = 3, .r2 = 100000000, .r2_syn = 180000000, .ack_delay = 40000,
		.scale = true, .ts = true, .sack = true,
	};
	static const struct service services[] = {
		{ 7, serve_echo }, { 9, serve_discard }, { 19, serve_chargen }, { 80, service_page }, { 0, NULL },
	};

	if (size < 2)
		return 0;
	for (unsigned i = 0; i < k.used; i++)
		k.conn[i].state = CLOSED;
	k.used = 0;
	k.config = &config;
	k.services = services;
	k.world = (struct tcp_world){ .send = send_packet, .trace = trace };
	config.algorithm = data[0] & 32 ? &tcp_cubic : &tcp_reno;
	now = k.now = UINT64_C(4294967200) * 4;
	sent = 0;
	open_connection(data[0], data[1]);
	for (size_t at = 2; at + RECORD <= size; at += RECORD) {
		arrive(data + at);
		now += (uint64_t)data[at + 9] * (data[at + 1] & 64 ? 20000 : 200);
		sent = 0;
		if (tcp_deadline(&k) <= now)
			tcp_poll(&k, now);
		check();
	}
	return 0;
}
