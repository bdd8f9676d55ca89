/* sim.c: two stacks and a bad cable in virtual time. A seed decides all that
 * happens, so that a run can be had again. After every event the rules are
 * checked that no fault of the cable may break. */
#include "link/cable.h"
#include "tcp/seq.h"
#include "side.h"

#include <dlfcn.h>
#include <err.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 4096, PEER = 0, STEP = 1 };
enum { PACKETS_MOST = 100000, HOURS_MOST = 48 };

#define SECOND UINT64_C(1000000)

struct packet { /* on its way */
	uint64_t due, order;
	unsigned to;
	size_t len;
	uint8_t *bytes;
};

struct end {
	const char *name;
	const struct side *side;
	struct plan plan;
	struct view view;
	bool begun;               /* the connection has been synchronized: the edges mean something */
	bool done;                /* it has ended */
	uint32_t edge, own_edge;  /* the farthest that the peer has offered, and that we have */
	uint64_t bytes;           /* of text that it has sent */
};

static struct sim {
	unsigned step;
	bool trace;
	uint64_t seed, random, now, origin, order, packets;
	uint64_t dark_from, dark_to; /* the cable is out */
	struct cable cable;
	struct end end[2];
	unsigned count;
	struct packet line[LINE];
	char fault[256];
} sim;

/* How much each step bears. */
static const struct bears {
	unsigned step;
	bool faults;
} bears[] = { { 7, false }, { 8, true }, { 9, true }, { 10, true } };

static uint64_t roll(uint64_t n)
{
	sim.random = sim.random * 6364136223846793005 + 1442695040888963407;
	return (sim.random >> 31) % n;
}

__attribute__((format(printf, 1, 2))) static void fault(const char *format, ...)
{
	va_list values;

	if (sim.fault[0])
		return;
	va_start(values, format);
	vsnprintf(sim.fault, sizeof sim.fault, format, values);
	va_end(values);
}

static void say(const char *who, const char *text)
{
	if (sim.trace)
		printf("%12.6f %s %s\n", (double)(sim.now - sim.origin) / 1e6, who, text);
}

static void tell(void *user, const char *text)
{
	say(((struct end *)user)->name, text);
}

static void put(unsigned to, uint64_t due, const uint8_t *bytes, size_t n, const struct cable_fate *fate)
{
	struct packet *p = &sim.line[sim.count];

	if (sim.count == LINE) {
		fault("more than %d packets on their way", LINE);
		return;
	}
	*p = (struct packet){ .due = due, .order = sim.order++, .to = to, .len = n, .bytes = malloc(n) };
	if (!p->bytes)
		err(1, "malloc");
	memcpy(p->bytes, bytes, n);
	if (fate->corrupt)
		p->bytes[fate->bit / 8] ^= (uint8_t)(1 << fate->bit % 8);
	sim.count++;
}

static uint32_t get32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void show(const struct end *e, const uint8_t *p, size_t n, const struct cable_fate *fate)
{
	static const char letters[] = "FSRPA";
	char text[160], flags[8] = "";
	size_t header = 20 + (size_t)(p[32] >> 4) * 4;

	for (unsigned i = 0, at = 0; i < 5; i++)
		if (p[33] & 1 << i)
			flags[at++] = letters[i];
	snprintf(text, sizeof text, "sends %s seq %u ack %u win %u len %zu%s", flags, get32(p + 24), get32(p + 28),
	         p[34] << 8 | p[35], n - header, fate->copies == 0 ? " LOST" : fate->corrupt ? " CORRUPT" : "");
	say(e->name, text);
}

static void leave(void *user, const uint8_t *packet, size_t n)
{
	struct end *e = user;
	unsigned from = (unsigned)(e - sim.end);
	struct cable_fate fate =
		cable_pass(&sim.cable, from == STEP ? CABLE_FROM_STEP : CABLE_TO_STEP, sim.now, n);

	sim.packets++;
	e->bytes += n - 20 - (size_t)(packet[32] >> 4) * 4;
	if (sim.now >= sim.dark_from && sim.now < sim.dark_to)
		fate.copies = 0;
	if (sim.trace)
		show(e, packet, n, &fate);
	for (unsigned i = 0; i < fate.copies; i++)
		put(!from, fate.due[i], packet, n, &fate);
}

/* Signed distance on the circle of sequence numbers. */
static int32_t beyond(uint32_t a, uint32_t b)
{
	return (int32_t)(a - b);
}

static void check_edges(struct end *e)
{
	const struct view *v = &e->view;
	uint32_t edge = v->snd_una + v->snd_wnd, own = v->rcv_nxt + v->rcv_wnd;

	if (!e->begun || beyond(edge, e->edge) > 0)
		e->edge = edge;
	if (e->begun && beyond(own, e->own_edge) < 0)
		fault("%s takes back %d of its window", e->name, beyond(e->own_edge, own));
	e->own_edge = own;
	e->begun = true;
	if (!seq_le(v->snd_una, v->snd_nxt))
		fault("%s: SND.UNA %u is beyond SND.NXT %u", e->name, v->snd_una, v->snd_nxt);
	if (beyond(v->snd_nxt, e->edge) > 1)
		fault("%s: SND.NXT is %d beyond the window", e->name, beyond(v->snd_nxt, e->edge));
}

static void check(struct end *e)
{
	const struct end *other = &sim.end[e == sim.end];
	struct view *v = &e->view;

	e->side->look(v);
	if (!v->equal || v->read > other->view.written)
		fault("%s reads bytes that %s did not write, before byte %u", e->name, other->name, v->read);
	if (e->begun && !v->open)
		e->done = true;
	if (e->done || !v->open)
		return;
	if (v->synchronized)
		check_edges(e);
	if ((v->snd_una != v->snd_nxt || v->unsent > 0) && !v->timer)
		fault("%s: %u unacknowledged, %u unsent, and no timer runs", e->name, v->snd_nxt - v->snd_una, v->unsent);
}

/* What comes next: the packet that is due first, or LINE. */
static unsigned first(void)
{
	unsigned best = LINE;

	for (unsigned i = 0; i < sim.count; i++)
		if (best == LINE || sim.line[i].due < sim.line[best].due ||
		    (sim.line[i].due == sim.line[best].due && sim.line[i].order < sim.line[best].order))
			best = i;
	return best;
}

static void arrive(unsigned i)
{
	struct packet p = sim.line[i];

	sim.line[i] = sim.line[--sim.count];
	if (p.due > sim.now)
		sim.now = p.due;
	sim.end[p.to].side->input(p.bytes, p.len, sim.now);
	free(p.bytes);
}

/* False when nothing will ever happen again. */
static bool event(void)
{
	unsigned i = first();
	uint64_t step = sim.end[STEP].side->deadline(), peer = sim.end[PEER].side->deadline();
	struct end *e = &sim.end[step < peer ? STEP : PEER];
	uint64_t due = step < peer ? step : peer;

	if (i == LINE && due == UINT64_MAX)
		return false;
	if (i < LINE && sim.line[i].due <= due) {
		arrive(i);
		return true;
	}
	if (due > sim.now)
		sim.now = due;
	e->side->poll(sim.now);
	if (e->side->deadline() <= sim.now && ++sim.packets > PACKETS_MOST)
		fault("%s: a deadline that never passes", e->name);
	return true;
}

static uint32_t buffer(void)
{
	static const uint32_t sizes[] = { 700, 1500, 4000, 16384, 65535, 65536, 100000, 262144 };

	return sizes[roll(sizeof sizes / sizeof *sizes)];
}

static struct plan choose(void)
{
	static const uint32_t totals[] = { 0, 1, 3000, 20000, 100000 };
	static const uint32_t chunks[] = { 1, 100, 1460, 8192, 65536 };
	static const uint32_t mss[] = { 1460, 1460, 536, 100 };
	struct plan p = {
		.rcv_buffer = buffer(), .snd_buffer = buffer(), .mss = (uint16_t)mss[roll(4)],
		.scale = roll(2), .ts = roll(2), .sack = roll(3) > 0, .nodelay = roll(4) == 0, .cubic = roll(3) == 0,
		.ack_delay = roll(3) == 0 ? 0 : 40000, .msl = 120 * SECOND, .seed = roll(UINT32_MAX),
		.total = (uint32_t)roll(1 + totals[roll(5)]), .chunk = chunks[roll(5)],
		.close_last = roll(2),
	};

	if (p.chunk == 1)
		p.total = p.total % 2000;
	if (p.mss == 100)
		p.total = p.total % 20000;
	if (roll(2)) {
		p.pauses = 1 + (uint32_t)roll(200);
		p.pause = roll(4) ? 100000 : 5 * SECOND;
		if (p.pauses < 20)
			p.total = p.total % (100 * p.chunk + 1);
	}
	return p;
}

static uint32_t chance(void)
{
	static const uint32_t most[] = { 0, 0, 10000, 50000, 150000 };

	return (uint32_t)roll(1 + most[roll(5)]);
}

static bool bad_cable(void)
{
	for (size_t i = 0; i < sizeof bears / sizeof *bears; i++)
		if (bears[i].step == sim.step)
			return bears[i].faults;
	return true;
}

static void lay_cable(void)
{
	struct cable_config *c = &sim.cable.config;

	memset(&sim.cable, 0, sizeof sim.cable);
	c->seed = sim.seed;
	c->delay = roll(2) ? roll(2000) : roll(300000);
	if (!bad_cable())
		return;
	c->loss = chance();
	c->dup = chance();
	c->reorder = chance();
	c->corrupt = chance();
	c->hold = 1 + roll(2) * roll(500000) + roll(20000);
	if (roll(3) == 0) {
		c->rate = 100000 + roll(10000000);
		c->queue = 4 + (unsigned)roll(40);
	}
	if (roll(4) == 0) {
		sim.dark_from = sim.origin + roll(3 * SECOND);
		sim.dark_to = sim.dark_from + roll(8 * SECOND);
	}
}

/* Sequence numbers are time / 4, timestamps time / 1000: some runs pass 2^32. */
static uint64_t begin_time(void)
{
	uint64_t around = (UINT64_C(1) << 34) * 100000, stamps = (UINT64_C(1) << 32) * 1000 * 400;

	switch (roll(4)) {
	case 0: return around - roll(400000);
	case 1: return around - roll(20 * SECOND);
	case 2: return stamps - roll(20 * SECOND);
	default: return around + roll(1000000000000);
	}
}

static void set_up(uint64_t seed)
{
	static const char *const names[] = { "peer", "step" };

	while (sim.count > 0)
		free(sim.line[--sim.count].bytes);
	sim.seed = seed;
	sim.random = seed * 0x9e3779b97f4a7c15 + 1;
	roll(2);
	sim.origin = sim.now = begin_time();
	sim.packets = sim.dark_from = sim.dark_to = 0;
	sim.fault[0] = '\0';
	lay_cable();
	for (unsigned i = 0; i < 2; i++) {
		struct end *e = &sim.end[i];

		*e = (struct end){ .name = names[i], .side = e->side, .plan = choose() };
		e->plan.address = 0x0a000001 + i;
		e->plan.other = 0x0a000002 - i;
	}
	if (sim.end[0].plan.close_last && sim.end[1].plan.close_last)
		sim.end[roll(2)].plan.close_last = false;
	for (unsigned i = 0; i < 2; i++)
		sim.end[i].side->open(&sim.end[i].plan,
		                      &(struct world){ .send = leave, .tell = tell, .user = &sim.end[i] });
}

static void check_end(const struct end *e, const struct end *other)
{
	if (!e->done)
		fault("%s ends in %s", e->name, e->view.state);
	if (e->view.written != e->plan.total || e->view.read != other->plan.total || !e->view.heard_all)
		fault("%s has written %u of %u and read %u of %u", e->name, e->view.written, e->plan.total, e->view.read,
		      other->plan.total);
}

static bool run(uint64_t seed)
{
	set_up(seed);
	sim.end[PEER].side->connect(sim.now);
	while (!sim.fault[0] && !(sim.end[0].done && sim.end[1].done) && event()) {
		sim.end[0].side->look(&sim.end[0].view);
		sim.end[1].side->look(&sim.end[1].view);
		check(&sim.end[0]);
		check(&sim.end[1]);
		if (sim.packets > PACKETS_MOST)
			fault("more than %d packets", PACKETS_MOST);
		if (sim.now - sim.origin > HOURS_MOST * 3600 * SECOND)
			fault("more than %d hours", HOURS_MOST);
	}
	check_end(&sim.end[0], &sim.end[1]);
	check_end(&sim.end[1], &sim.end[0]);
	return !sim.fault[0];
}

static const struct side *load(const char *program, const char *name)
{
	const char *slash = strrchr(program, '/');
	char path[4096];
	void *object, *found;

	snprintf(path, sizeof path, "%.*s/%s.so", slash ? (int)(slash - program) : 1, slash ? program : ".", name);
	object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!object || !(found = dlsym(object, "side")))
		errx(2, "%s", dlerror());
	return found;
}

int main(int argc, char **argv)
{
	uint64_t from = 1, seeds = 1, failed = 0;
	const char *step = "10";

	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--trace"))
			sim.trace = true;
		else if (i + 1 == argc)
			errx(2, "usage: sim --step N [--seeds N] [--from S] [--seed S] [--trace]");
		else if (!strcmp(argv[i], "--step"))
			step = argv[++i];
		else if (!strcmp(argv[i], "--seeds"))
			seeds = strtoull(argv[++i], NULL, 10);
		else
			from = strtoull(argv[++i], NULL, 10);
	}
	sim.step = (unsigned)strtoul(step, NULL, 10);
	sim.end[STEP].side = load(argv[0], step);
	sim.end[PEER].side = load(argv[0], "peer");
	for (uint64_t seed = from; seed < from + seeds; seed++)
		if (!run(seed)) {
			printf("%s\n  %s --step %s --seed %" PRIu64 " --trace\n", sim.fault, argv[0], step, seed);
			failed++;
		}
	printf("%" PRIu64 " passed, %" PRIu64 " failed\n", seeds - failed, failed);
	return failed > 0;
}
