/* tcp_fixture.c: see tcp_fixture.h. */
#include "tcp_fixture.h"

#include <stdio.h>
#include <stdlib.h>

/* A time at which the clock of the initial numbers says CLOCK. */
#define BEGIN (4 * ((UINT64_C(100000) << 32) + CLOCK))

enum { LEFT = 2048, PACKET = 1600 };

uint32_t iss;
struct stack k;
struct tcp_config config;
struct tcb *c;
char story[65536], numbers[65536];
struct program program;
uint16_t from_port, to_port;

static struct {
	struct seg s;
	uint8_t packet[PACKET];
} sent[LEFT];
static size_t first, past;
static uint64_t now;
static uint8_t options[TCP_OPTIONS_MAX];
static size_t options_len;
static uint16_t known; /* the peer's port for which iss stands */

/* A number to begin with may be any, once for each peer. */
static void learn(const struct seg *s)
{
	if ((s->flags & (SYN | ACK)) == (SYN | ACK) && s->dport != known) {
		iss = s->seq;
		known = s->dport;
	}
}

static void record(void *user, const uint8_t *packet, size_t n)
{
	const char *fault = "?";
	struct ipv4 ip;

	(void)user;
	must(past < LEFT && n <= PACKET, "more left than there is room for");
	memcpy(sent[past].packet, packet, n);
	must(ipv4_parse(&ip, sent[past].packet, n, &fault), "a packet left that is bad: %s", fault);
	must(tcp_parse(&sent[past].s, &ip, &fault), "a segment left that is bad: %s", fault);
	learn(&sent[past++].s);
}

/* "192.0.2.2:7 to 192.0.2.1:40000"; the last two stay. */
static const char *way(uint32_t src, uint16_t sport, uint32_t dst, uint16_t dport)
{
	static char text[2][64];
	static unsigned n;
	char *to = text[n++ % 2];

	snprintf(to, sizeof text[0], "%u.%u.%u.%u:%u to %u.%u.%u.%u:%u", src >> 24, src >> 16 & 255, src >> 8 & 255, src & 255,
	         sport, dst >> 24, dst >> 16 & 255, dst >> 8 & 255, dst & 255, dport);
	return to;
}

static void note(void *user, const struct tcp_event *e)
{
	char *log = e->numbers ? numbers : story;
	size_t n = strlen(log);

	(void)user;
	must(e->laddr == US && e->raddr == PEER && (e->lport == PORT || e->lport == OTHER_PORT) && e->rport >= 1000,
	     "the connection is from %s, expected from %s: %s", way(e->laddr, e->lport, e->raddr, e->rport),
	     way(US, to_port, PEER, from_port), e->text);
	must(e->timer == k.timer, "time brought it about, or did not: %s", e->text);
	if (n + strlen(e->text) + 2 < sizeof story)
		sprintf(log + n, "%s\n", e->text);
}

static void run(struct tcb *t)
{
#if STEP >= 6
	size_t room = sizeof program.got - program.len;

	if (!program.lazy)
		program.len += tcp_read(t, program.got + program.len, room);
#else
	(void)t;
#endif
}

static void configure(void)
{
	config = (struct tcp_config){ .mss = MSS, .rcv_buffer = WINDOW };
#if STEP >= 6
	config.snd_buffer = 60000;
#endif
#if STEP >= 7
	config.msl = 30 * S;
#endif
#if STEP >= 8
	config.rto_first = config.rto_min = S;
	config.rto_max = 60 * S;
	config.r1 = 3;
	config.r2 = 100 * S;
	config.r2_syn = 180 * S;
#endif
#if STEP >= 9
	config.nodelay = true;
	config.algorithm = &tcp_reno;
#endif
#if STEP >= 10
	config.scale = config.ts = config.sack = true;
#endif
}

static void set_up(void)
{
	static const struct service services[] = { { PORT, run }, { OTHER_PORT, run }, { 0 } };

	configure();
	memset(k.conn, 0, sizeof k.conn);
	k.used = 0;
	k.config = &config;
	k.services = services;
	k.world = (struct tcp_world){ .send = record, .trace = note };
	k.now = now = BEGIN;
	from_port = PEER_PORT;
	to_port = PORT;
	program.lazy = false;
	first = past = options_len = program.len = 0;
	story[0] = numbers[0] = '\0';
	c = NULL;
	iss = CLOCK;
	known = 0;
}

void with_options(const void *bytes, size_t n)
{
	memcpy(options, bytes, options_len = n);
}

static void deliver(uint8_t flags, uint32_t seq, uint32_t ack, uint32_t wnd, const void *text, size_t n)
{
	struct seg s = {
		.src = PEER, .dst = US, .sport = from_port, .dport = to_port, .seq = IRS + seq,
		.ack = flags & ACK ? ISS + ack : 0, .flags = flags, .wnd = wnd,
		.data = edge(text, n), .len = n, .options = edge(options, options_len), .options_len = options_len,
	};

	options_len = 0;
	tcp_input(&k, &s, now);
}

void arrive(uint8_t flags, uint32_t seq, uint32_t ack, uint32_t wnd, const char *text)
{
	deliver(flags, seq, ack, wnd, text, strlen(text));
}

/* Text that says where it belongs: a pattern longer than a segment. */
static uint8_t letter(uint32_t at)
{
	return (uint8_t)('a' + (at ^ at / 251 ^ at / 1009) % 26);
}

static const uint8_t *letters(uint32_t at, size_t n)
{
	static uint8_t text[65536];

	for (size_t i = 0; i < n; i++)
		text[i] = letter(at + (uint32_t)i);
	return text;
}

void arrive_n(uint8_t flags, uint32_t seq, uint32_t ack, uint32_t wnd, size_t n)
{
	deliver(flags, seq, ack, wnd, letters(seq, n), n);
}

struct tcb *newest(void)
{
	must(k.used > 0, "a SYN has made no connection: k->used is 0");
	return &k.conn[k.used - 1];
}

void open_with(uint32_t window, const void *bytes, size_t n)
{
	with_options(bytes, n);
	arrive(SYN, 0, 0, window, "");
	expect(SYN | ACK, 0, 1, "");
	c = newest();
	ck_assert_uint_eq(c->iss, ISS);
}

void open_connection(void)
{
	static const uint8_t mss[] = { OPT_MSS, 4, MSS >> 8, MSS & 255 };

	open_with(WINDOW, mss, sizeof mss);
	arrive(ACK, 1, 1, WINDOW, "");
	expect_nothing();
	expect_state(ESTABLISHED);
}

const struct seg *left(void)
{
	return first < past ? &sent[first++].s : NULL;
}

size_t waiting(void)
{
	return past - first;
}

void forget(void)
{
	first = past = 0;
}

static const char *describe(const struct seg *s)
{
	static const char names[] = "FSRPAUEC";
	static char text[128];
	char flags[9] = "";

	if (!s)
		return "nothing";
	for (size_t i = 0, n = 0; i < 8; i++)
		if (s->flags & 1 << i)
			flags[n++] = names[i];
	snprintf(text, sizeof text, "%s seq ISS+%d ack IRS+%d wnd %u len %zu", flags, (int)(s->seq - ISS),
	         (int)(s->ack - IRS), s->wnd, s->len);
	return text;
}

static void compare(int line, uint8_t flags, uint32_t seq, uint32_t ack, const void *text, size_t n)
{
	const struct seg *s = left();
	bool push = s && !(flags & PSH); /* PSH may be on any segment, unless it is asked for */
	bool acks = s && (!(flags & ACK) || s->ack == IRS + ack); /* without ACK the field says nothing (RFC 9293, 3.1) */

	must(s && (s->flags & ~(push ? PSH : 0)) == flags && s->seq == ISS + seq && acks && s->len == n, "line %d: expected flags %#x seq ISS+%d ack IRS+%d len %zu, what came is %s", line, flags, (int)seq, (int)ack, n,
	     describe(s));
	must(memcmp(s->data, text, n) == 0, "line %d: not the text that belongs there", line);
	must(s->src == US && s->dst == PEER && s->sport == to_port && s->dport == from_port,
	     "line %d: expected from %s, what came is from %s", line, way(US, to_port, PEER, from_port),
	     way(s->src, s->sport, s->dst, s->dport));
	if (first == past)
		forget();
}

void expect_at(int line, uint8_t flags, uint32_t seq, uint32_t ack, const char *text)
{
	compare(line, flags, seq, ack, text, strlen(text));
}

void expect_n_at(int line, uint8_t flags, uint32_t seq, uint32_t ack, size_t n)
{
	compare(line, flags, seq, ack, letters(seq, n), n);
}

void expect_nothing_at(int line)
{
	must(waiting() == 0, "line %d: expected nothing, what came is %s", line, describe(left()));
	forget();
}

void expect_state_at(int line, enum tcp_state s)
{
	must(c->state == s, "line %d: the state is %s, expected %s", line, tcp_state_name(c->state), tcp_state_name(s));
}

static bool is_change(const char *line)
{
	for (int s = CLOSED; s <= TIME_WAIT; s++) {
		const char *name = tcp_state_name((enum tcp_state)s);

		if (strncmp(line, name, strlen(name)) == 0 && strncmp(line + strlen(name), " -> ", 4) == 0)
			return true;
	}
	return false;
}

const char *changes(void)
{
	static char all[sizeof story];
	size_t n = 0;

	for (const char *line = story, *next; *line; line = next) {
		next = strchr(line, '\n') + 1;
		if (!is_change(line))
			continue;
		memcpy(all + n, line, (size_t)(next - line));
		n += (size_t)(next - line);
	}
	all[n] = '\0';
	return all;
}

void at(uint64_t time)
{
	must(BEGIN + time >= now, "time does not run backwards");
	while (tcp_deadline(&k) <= BEGIN + time) {
		uint64_t due = tcp_deadline(&k);

		now = due > now ? due : now;
		tcp_poll(&k, now);
		must(tcp_deadline(&k) > now, "what is due is not done");
	}
	now = k.now = BEGIN + time;
}

void after(uint64_t time)
{
	must(time != TCP_NEVER, "no timer runs: nothing would ever happen");
	at(now - BEGIN + time);
}

uint64_t deadline(void)
{
	uint64_t due = tcp_deadline(&k);

	return due == TCP_NEVER ? TCP_NEVER : due - now;
}

void say(const char *text)
{
#if STEP >= 6
	ck_assert_uint_eq(tcp_write(c, (const uint8_t *)text, strlen(text)), strlen(text));
	tcp_turn(c);
#else
	ck_abort_msg("not in this step: %s", text);
#endif
}

void say_n(size_t n)
{
#if STEP >= 6
	uint32_t from = c->snd_text - ISS + (uint32_t)c->tx.len;

	ck_assert_uint_eq(tcp_write(c, letters(from, n), n), n);
	tcp_turn(c);
#else
	ck_abort_msg("not in this step: %zu bytes", n);
#endif
}

void hang_up(void)
{
#if STEP >= 7
	tcp_close(c);
	tcp_turn(c);
#endif
}

void give_up(void)
{
#if STEP >= 7
	tcp_abort(c);
#endif
}

void read_now(size_t n)
{
#if STEP >= 6
	program.len += tcp_read(c, program.got + program.len, n);
	tcp_turn(c);
#else
	ck_abort_msg("not in this step: %zu bytes", n);
#endif
}

void expect_read_at(int line, const char *text)
{
	must(program.len == strlen(text) && memcmp(program.got, text, program.len) == 0,
	     "line %d: the program got \"%.*s\", expected \"%s\"", line, (int)program.len, (char *)program.got, text);
	program.len = 0;
}

int tcp_unit_main(const char *name, const struct held tests[], size_t n)
{
	char title[64];
	Suite *suite;
	TCase *all;
	SRunner *runner;
	int failed;

#ifdef CONNECTS
	snprintf(title, sizeof title, "%s, the simulator's peer", name);
#else
	snprintf(title, sizeof title, "%s, step %02d", name, STEP);
#endif
	suite = suite_create(title);
	all = tcase_create(title);
	runner = srunner_create(suite);
	tcase_set_timeout(all, 60);
	tcase_add_checked_fixture(all, set_up, NULL);
	for (size_t i = 0; i < n; i++)
		if (tests[i].first <= STEP && STEP <= tests[i].last)
			tcase_add_test(all, *tests[i].test);
	suite_add_tcase(suite, all);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
