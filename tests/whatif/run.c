/* run.c: a conversation in virtual time, kept as the rows of a ladder. */
#include "tcp/seq.h"
#include "whatif.h"
#include "wire/bytes.h"

#include <err.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 1024, IDLE_MOST = 1000, DELAY = 10000 /* microseconds */ };

#define HORIZON (1000 * SECOND)

struct packet { /* on its way */
	uint64_t due, order, nth;
	unsigned to;
	enum fate fate;
	bool again; /* the second copy */
	size_t len;
	uint8_t *bytes;
};

static struct {
	struct run *run;
	const struct choice *choice;
	unsigned count;
	const struct end *end[2];
	uint64_t now, order;
	unsigned idle; /* how often a deadline came and stayed */
	uint32_t sent[2]; /* how far each end has come */
	struct cable cable;
	unsigned packets;
	struct packet line[LINE];
} world;

/* Two hosts, two clocks: the numbers of one are never taken for the other's. */
static const uint64_t clock_of[] = { [PEER] = UINT64_C(4826405276), [STEP] = UINT64_C(11006779284) };
static unsigned ends[] = { PEER, STEP };

static struct row *row(unsigned from)
{
	struct row *r;

	if (world.run->rows == ROWS_MOST)
		errx(1, "more than %d lines; choose a smaller --page", ROWS_MOST);
	r = &world.run->row[world.run->rows++];
	*r = (struct row){ .at = world.now, .from = from };
	world.run->last = world.now;
	return r;
}

__attribute__((format(printf, 2, 3))) static void note(unsigned who, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	vsnprintf(row(who)->text, NOTE, format, values);
	va_end(values);
}

/* A number that lies less than a million behind an end's ISN is a sequence number. */
static uint64_t relative(uint64_t n)
{
	struct view v;

	for (unsigned i = 0; i < 2 && n > 1000000; i++) {
		world.end[i]->side->look(&v);
		if (v.iss && n <= UINT32_MAX && seq_in((uint32_t)n, v.iss, 1000000))
			return (uint32_t)n - v.iss;
	}
	return n;
}

/* News of an end; sequence numbers in it count from the ISN. */
static void told(void *user, const char *text)
{
	char *to = row(*(unsigned *)user)->text, *last = to + NOTE - 24;
	uint64_t n;
	size_t digits;

	while (*text && to < last) {
		digits = strspn(text, "0123456789");
		n = strtoull(text, NULL, 10);
		if (digits > 0 && relative(n) != n) {
			to += sprintf(to, "%" PRIu64, relative(n));
		} else {
			digits += digits == 0;
			to += snprintf(to, (size_t)(last - to), "%.*s", (int)digits, text);
		}
		text += digits;
	}
}

static uint32_t first_number(unsigned who)
{
	struct view v;

	world.end[who]->side->look(&v);
	return v.iss;
}

static void note_sack(struct row *r, const struct seg *s, uint32_t from)
{
	struct tcp_option o;
	size_t used = 0;

	for (size_t at = 0; tcp_option_next(s, &at, &o);)
		for (size_t i = 0; !o.bad && o.kind == OPT_SACK && i + 2 < o.len; i += 8)
			used += (size_t)snprintf(r->text + used, NOTE - used, "%s %u-%u", i ? "" : "  sack",
			                         get32(o.data + i) - from, get32(o.data + i + 4) - from);
}

static bool parse(struct seg *s, const uint8_t *packet, size_t n, const char **why)
{
	struct ipv4 ip;

	return ipv4_parse(&ip, packet, n, why) && tcp_parse(s, &ip, why);
}

static void keep(unsigned from, const uint8_t *packet, size_t n, uint64_t nth, enum fate fate)
{
	struct row *r = row(from);
	const char *why;
	struct view v;
	struct seg s;
	uint32_t size;

	world.end[from]->side->look(&v);
	if (!parse(&s, packet, n, &why))
		errx(1, "an end sent what is no segment: %s", why);
	r->segment = true;
	r->nth = nth;
	r->fate = fate;
	r->flags = s.flags;
	r->seq = s.seq - first_number(from);
	r->ack = s.flags & ACK ? s.ack - first_number(!from) : 0;
	r->len = (uint32_t)s.len;
	r->cwnd = from == STEP && s.len > 0 && v.cwnd != UINT32_MAX ? v.cwnd : 0;
	note_sack(r, &s, first_number(!from));
	size = seg_space(&s);
	r->again = size > 0 && r->seq + size <= world.sent[from];
	if (!r->again && size > 0)
		world.sent[from] = r->seq + size;
}

/* What the reader wants for this packet. The cable does it: one fault is made certain, for once. */
static enum fate choose(enum cable_direction direction, struct cable_config *c)
{
	uint64_t nth = world.cable.way[direction].packets + 1;

	for (unsigned i = 0; i < world.count; i++) {
		const struct chosen *a = &world.choice->chosen[i];

		if (a->direction != direction || a->nth != nth)
			continue;
		world.run->used[i] = true;
		c->loss = a->fate == LOST ? CABLE_CERTAIN : 0;
		c->dup = a->fate == TWICE ? CABLE_CERTAIN : 0;
		c->reorder = a->fate == HELD ? CABLE_CERTAIN : 0;
		c->corrupt = a->fate == CORRUPT ? CABLE_CERTAIN : 0;
		return a->fate;
	}
	return AS_IT_IS;
}

static void put(const struct packet *p, const uint8_t *bytes, const struct cable_fate *fate)
{
	struct packet *q = &world.line[world.packets];

	if (world.packets++ == LINE)
		errx(1, "more than %d packets on their way", LINE);
	*q = *p;
	q->order = world.order++;
	q->bytes = malloc(p->len);
	if (!q->bytes)
		err(1, "malloc");
	memcpy(q->bytes, bytes, p->len);
	if (fate->corrupt)
		q->bytes[fate->bit / 8] ^= (uint8_t)(1 << fate->bit % 8);
}

static void leave(void *user, const uint8_t *packet, size_t n)
{
	unsigned from = *(unsigned *)user;
	enum cable_direction direction = from == STEP ? CABLE_FROM_STEP : CABLE_TO_STEP;
	struct cable_config usual = world.cable.config;
	struct packet p = { .to = !from, .len = n };
	struct cable_fate fate;

	p.fate = choose(direction, &world.cable.config);
	fate = cable_pass(&world.cable, direction, world.now, n);
	world.cable.config = usual;
	p.nth = world.cable.way[direction].packets;
	if (fate.copies == 0)
		p.fate = LOST;
	keep(from, packet, n, p.nth, p.fate);
	for (unsigned i = 0; i < fate.copies; i++) {
		p.due = fate.due[i];
		p.again = i > 0;
		put(&p, packet, &fate);
	}
}

/* Of a packet whose fate was changed the reader wants to know when it comes. */
static void note_arrival(const struct packet *p)
{
	const char *direction = p->to == STEP ? "in" : "out", *why;
	struct seg s;

	if (!parse(&s, p->bytes, p->len, &why))
		note(p->to, "drops %s:%" PRIu64 ": %s", direction, p->nth, why);
	else if (p->fate == HELD || p->again)
		note(p->to, "%s:%" PRIu64 " arrives%s", direction, p->nth, p->again ? " again" : "");
}

static unsigned first_due(void)
{
	unsigned best = LINE;

	for (unsigned i = 0; i < world.packets; i++)
		if (best == LINE || world.line[i].due < world.line[best].due ||
		    (world.line[i].due == world.line[best].due && world.line[i].order < world.line[best].order))
			best = i;
	return best;
}

static void arrive(unsigned i)
{
	struct packet p = world.line[i];

	world.line[i] = world.line[--world.packets];
	world.now = p.due;
	note_arrival(&p);
	world.end[p.to]->side->input(p.bytes, p.len, world.now + clock_of[p.to]);
	free(p.bytes);
}

static uint64_t due(unsigned who)
{
	uint64_t at = world.end[who]->side->deadline();

	return at == UINT64_MAX ? at : at - clock_of[who];
}

/* False when nothing will ever happen again. */
static bool event(void)
{
	unsigned i = first_due(), who = due(STEP) < due(PEER) ? STEP : PEER;

	if (i == LINE && due(who) == UINT64_MAX)
		return false;
	if (i < LINE && world.line[i].due <= due(who)) {
		arrive(i);
		return true;
	}
	world.now = due(who) > world.now ? due(who) : world.now;
	world.end[who]->side->poll(world.now + clock_of[who]);
	world.idle = due(who) <= world.now ? world.idle + 1 : 0;
	if (world.idle == IDLE_MOST)
		errx(1, "%s has a deadline that never passes", who == STEP ? "the step" : "the peer");
	return true;
}

void run_begin(const struct end *step, const struct end *peer)
{
	world.end[STEP] = step;
	world.end[PEER] = peer;
}

static void open_end(unsigned who, uint16_t port)
{
	static const uint16_t peer_port = 40000;
	const struct plan plan = {
		.address = who == STEP ? 0xc0000202 : 0xc0000201, .other = who == STEP ? 0xc0000201 : 0xc0000202,
		.port = who == STEP ? port : peer_port, .other_port = who == STEP ? peer_port : port,
		.rcv_buffer = UINT16_MAX, .snd_buffer = UINT16_MAX, .mss = 1460, .scale = true, .ts = true,
		.sack = true, .ack_delay = 40000, .msl = 120 * SECOND,
	};
	const struct world w = { .send = leave, .tell = told, .user = &ends[who] };

	world.end[who]->side->open(&plan, &w);
}

/* The whole answer: the text again, or a page as long as its head says. */
static bool is_whole(const struct talk *t, const uint8_t *bytes, size_t n)
{
	const char *text = (const char *)bytes, *head = "Content-Length: ", *body;
	size_t length;

	if (t->resets)
		return n == t->answer && memcmp(bytes, t->text, n) == 0;
	body = memmem(bytes, n, "\r\n\r\n", 4);
	text = memmem(bytes, n, head, strlen(head));
	if (!body || !text || text > body)
		return false;
	body += 4;
	length = strtoul(text + strlen(head), NULL, 10);
	if (n - (size_t)(body - (const char *)bytes) != length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (body[i] != (i % 27 == 26 ? '\n' : (char)('a' + i % 27)))
			return body[0] == '<'; /* the small page speaks of its own connection */
	return true;
}

static void close_run(struct run *r, const struct talk *talk)
{
	const uint8_t *bytes;

	while (world.packets > 0)
		free(world.line[--world.packets].bytes);
	for (unsigned i = 0; i < 2; i++)
		world.end[i]->side->look(&r->view[i]);
	r->heard = world.end[PEER]->heard(&bytes);
	r->whole = is_whole(talk, bytes, r->heard);
	for (unsigned i = 0; i < CABLE_DIRECTIONS; i++)
		r->packets[i] = world.cable.way[i].packets;
}

void run_once(struct run *r, const struct choice *c, unsigned count)
{
	char text[80];
	const struct talk *talk = choice_talk(c, text);

	*r = (struct run){ .rows = 0 };
	world.run = r;
	world.choice = c;
	world.count = count;
	world.now = world.order = world.idle = world.sent[PEER] = world.sent[STEP] = 0;
	world.cable = (struct cable){ .config = { .seed = c->seed, .loss = c->loss, .delay = DELAY, .hold = HOLD } };
	for (unsigned i = 0; i < 2; i++) {
		open_end(i, c->step >= 7 ? 80 : 7);
		world.end[i]->begin(talk);
	}
	world.end[PEER]->side->connect(clock_of[PEER]);
	while (world.now < HORIZON)
		if (!event()) {
			r->still = true;
			break;
		}
	close_run(r, talk);
}
