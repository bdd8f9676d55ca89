/* sim.c: two stacks and a bad cable in virtual time. A seed decides all that
 * happens, so that a run can be had again. After every event the rules are
 * checked that no fault of the cable may break. */
#include "sim.h"
#include "tcp/seq.h"

#include <dlfcn.h>
#include <err.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PACKETS_MOST = 100000 };

struct sim sim;

uint64_t roll(uint64_t n)
{
	sim.random = sim.random * 6364136223846793005 + 1442695040888963407;
	return (sim.random >> 31) % n;
}

void fault(const char *format, ...)
{
	va_list values;

	if (sim.fault[0])
		return;
	va_start(values, format);
	vsnprintf(sim.fault, sizeof sim.fault, format, values);
	va_end(values);
}

void say(const char *who, const char *text)
{
	if (sim.trace)
		printf("%12.6f %s %s\n", (double)(sim.now - sim.origin) / 1e6, who, text);
}

static void tell(void *user, const char *text)
{
	say(((struct end *)user)->name, text);
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
		wire_arrive(i);
		return true;
	}
	if (due > sim.now)
		sim.now = due;
	e->side->poll(sim.now);
	if (e->side->deadline() <= sim.now && ++sim.packets > PACKETS_MOST)
		fault("%s: a deadline that never passes", e->name);
	return true;
}

static void set_up(uint64_t seed)
{
	static const char *const names[] = { "peer", "step" };

	while (sim.count > 0)
		free(sim.line[--sim.count].bytes);
	sim.seed = seed;
	sim.random = seed * 0x9e3779b97f4a7c15 + 1;
	roll(2);
	sim.packets = sim.dark_from = sim.dark_to = 0;
	sim.fault[0] = '\0';
	memset(&sim.cable, 0, sizeof sim.cable);
	sim.cable.config.seed = seed;
	if (sim.figures)
		choose_figures();
	else
		choose_run();
	for (unsigned i = 0; i < 2; i++) {
		struct end *e = &sim.end[i];

		e->name = names[i];
		e->begun = e->done = false;
		e->heard_at = 0;
		e->plan.address = 0x0a000001 + i;
		e->plan.other = 0x0a000002 - i;
		e->plan.port = i == STEP ? 7 : 40000;
		e->plan.other_port = i == STEP ? 40000 : 7;
		wire_open(e);
		e->side->open(&e->plan, &(struct world){ .send = wire_send, .tell = tell, .user = e });
	}
}

static void check_end(const struct end *e, const struct end *other)
{
	const struct view *v = &e->view;

	if (v->written != e->plan.total || v->read != other->plan.total)
		fault("%s has written %u of %u and read %u of %u", e->name, v->written, e->plan.total, v->read,
		      other->plan.total);
	if (sim.ending == ENDS_CLOSED) {
		if (!e->done || !v->heard_all)
			fault("%s ends in %s", e->name, v->state);
		return;
	}
	if (strcmp(v->state, "ESTABLISHED"))
		fault("%s ends in %s", e->name, v->state);
	if (v->snd_una != v->snd_nxt || v->unsent > 0)
		fault("%s ends with %u unacknowledged and %u unsent", e->name, v->snd_nxt - v->snd_una, v->unsent);
}

static void look_at(struct end *e, const struct end *other)
{
	check(e);
	if (e->view.read == other->plan.total && e->heard_at == 0)
		e->heard_at = sim.now;
}

static bool run(uint64_t seed)
{
	set_up(seed);
	sim.end[PEER].side->connect(sim.now);
	if (sim.both)
		sim.end[STEP].side->connect(sim.now);
	while (!sim.fault[0] && !(sim.end[0].done && sim.end[1].done) && event()) {
		sim.end[0].side->look(&sim.end[0].view);
		sim.end[1].side->look(&sim.end[1].view);
		look_at(&sim.end[0], &sim.end[1]);
		look_at(&sim.end[1], &sim.end[0]);
		if (sim.packets > PACKETS_MOST)
			fault("more than %d packets", PACKETS_MOST);
		if (sim.now - sim.origin > HOURS_MOST * 3600 * SECOND)
			fault("more than %d hours", HOURS_MOST);
	}
	check_end(&sim.end[0], &sim.end[1]);
	check_end(&sim.end[1], &sim.end[0]);
	return !sim.fault[0];
}

/* Each in a room of its own: a side may be joined to itself. */
static const struct side *load(const char *program, const char *name)
{
	const char *slash = strrchr(program, '/');
	char path[4096];
	void *object, *found;

	snprintf(path, sizeof path, "%.*s/%s.so", slash ? (int)(slash - program) : 1, slash ? program : ".", name);
	object = dlmopen(LM_ID_NEWLM, path, RTLD_NOW | RTLD_LOCAL);
	if (!object || !(found = dlsym(object, "side")))
		errx(2, "%s", dlerror());
	return found;
}

static int ascending(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static struct sums { /* over all runs, of the step */
	uint64_t failed, lost, again, timeouts, *took;
} sums;

/* One row: bytes lost, bytes sent again, timeouts, and how long it took, in
 * milliseconds: half of the runs, and nine in ten, took no longer. */
static void print_row(uint64_t n)
{
	qsort(sums.took, n, sizeof *sums.took, ascending);
	printf("%" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n", sums.lost, sums.again, sums.timeouts,
	       sums.took[(n - 1) / 2] / 1000, sums.took[(n - 1) * 9 / 10] / 1000);
}

/* With `first`, the first seed that fails is the last one that runs. */
static void run_all(uint64_t from, uint64_t seeds, bool first, const char *program, const char *step)
{
	uint64_t n = 0; /* have run */

	sums.took = calloc(seeds + 1, sizeof *sums.took);
	if (!sums.took)
		err(1, "calloc");
	for (uint64_t seed = from; seed < from + seeds && !(first && sums.failed); seed++, n++) {
		if (!run(seed)) {
			printf("%s\n  %s --step %s%s --seed %" PRIu64 " --trace\n", sim.fault, program, step,
			       sim.figures ? " --figures" : "", seed);
			sums.failed++;
		}
		sums.lost += sim.end[STEP].wire.lost;
		sums.again += sim.end[STEP].wire.again;
		sums.timeouts += sim.end[STEP].view.timeouts;
		sums.took[seed - from] = sim.end[PEER].heard_at - sim.origin;
	}
	if (sim.figures)
		print_row(n);
	else
		printf("%" PRIu64 " passed, %" PRIu64 " failed\n", n - sums.failed, sums.failed);
	free(sums.took);
}

int main(int argc, char **argv)
{
	uint64_t from = 1, seeds = 1;
	const char *step = "10";
	bool first = false;

	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--trace"))
			sim.trace = true;
		else if (!strcmp(argv[i], "--figures"))
			sim.figures = true;
		else if (!strcmp(argv[i], "--first"))
			first = true;
		else if (i + 1 == argc)
			errx(2, "usage: sim --step N|peer [--seeds N] [--from S] [--seed S] [--first] [--figures] [--trace]");
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
	sim.both = sim.end[STEP].side->connect;
	run_all(from, seeds, first, argv[0], step);
	return sums.failed > 0;
}
