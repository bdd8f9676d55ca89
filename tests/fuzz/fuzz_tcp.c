/* fuzz_tcp.c: any segments at any time, against the last step's TCP with a live connection. */
#include "app/services.h"
#include "tcb.h"
#include "tcp/root.h"
#include "tcp/seq.h"
#include "wire/bytes.h"

#include <stdlib.h>

enum { RECORD = 16, TEXT = 3000 }; /* bytes: of the input, a segment each; of text, at most */

static struct stack k;
static uint64_t now;
static size_t sent; /* packets since the last segment came */

static void send_packet(void *user, const uint8_t *packet, size_t n)
{
	const char *fault;
	struct ipv4 ip;
	struct seg s;

	(void)user;
	if (!ipv4_parse(&ip, packet, n, &fault) || !tcp_parse(&s, &ip, &fault) || ++sent > 10000)
		abort();
}

static void trace(void *user, const struct tcp_event *e)
{
	(void)user;
	(void)e;
}

static void check(void)
{
	for (const struct tcb *t = k.conn; t < k.conn + k.used; t++)
		if (t->state != CLOSED && (!seq_le(t->snd_una, t->snd_nxt) || t->rcv_wnd > stream_room(&t->rx)))
			abort();
}

/* One segment: numbers near those of the connection, options from the record itself. */
static void arrive(const uint8_t *r)
{
	static const uint8_t text[TEXT];
	const struct tcb *t = &k.conn[0];
	struct seg s = {
		.src = 0xc0000201, .dst = 0xc0000202, .sport = (uint16_t)(1000 + r[0] % 3), .dport = r[1] & 1 ? 7 : 19,
		.seq = t->rcv_nxt + get16(r + 2) - 32768, .ack = t->snd_nxt + get16(r + 4) - 65000, .flags = r[6],
		.wnd = get16(r + 7), .options = r + 10, .options_len = r[1] & 2 ? 6 : 0, .data = text, .len = get16(r + 8) % TEXT,
	};

	if (r[1] & 4)
		s.seq = t->rcv_nxt;
	if (r[1] & 8)
		s.ack = t->snd_nxt;
	sent = 0;
	tcp_input(&k, &s, now);
	check();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct tcp_config config = {
		.mss = 1460, .rcv_buffer = 20000, .snd_buffer = 20000, .msl = 1000000, .rto_first = 1000000, .rto_min = 200000,
		.rto_max = 60000000, .r1 = 3, .r2 = 100000000, .r2_syn = 180000000, .ack_delay = 40000,
		.algorithm = &tcp_cubic, .scale = true, .ts = true, .sack = true,
	};
	static const struct service services[] = { { 7, service_echo }, { 19, service_chargen }, { 0, NULL } };
	static const uint8_t offer[] = { OPT_SACK_OK, 2, OPT_NOP, OPT_WSCALE, 3, 7, OPT_EOL, 0 };
	struct seg syn = { .src = 0xc0000201, .dst = 0xc0000202, .sport = 1000, .dport = 7, .seq = 0xfffffff0,
		           .flags = SYN, .wnd = 65535, .options = offer, .options_len = sizeof offer };
	struct seg ack = { .src = 0xc0000201, .dst = 0xc0000202, .sport = 1000, .dport = 7, .seq = 0xfffffff1,
		           .flags = ACK, .wnd = 512 };

	for (unsigned i = 0; i < k.used; i++)
		k.conn[i].state = CLOSED;
	k.used = 0;
	k.config = &config;
	k.services = services;
	k.world = (struct tcp_world){ .send = send_packet, .trace = trace };
	now = UINT64_C(4294967200) * 4;
	tcp_input(&k, &syn, now);
	ack.ack = k.conn[0].snd_nxt;
	tcp_input(&k, &ack, now);
	for (size_t at = 0; at + RECORD <= size; at += RECORD) {
		arrive(data + at);
		now += (uint64_t)data[at + 9] * 20000;
		sent = 0;
		if (tcp_deadline(&k) <= now)
			tcp_poll(&k, now);
		check();
	}
	return 0;
}
