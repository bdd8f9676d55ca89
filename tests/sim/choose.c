/* choose.c: what happens in a run: how bad the cable is, what the programs do and
 * how it is to end. All of it follows from the seed. */
#include "sim.h"

#include <string.h>

/* How much each step bears, and how its connections end: from 07 on, most are closed. */
static const struct bears {
	unsigned step;
	bool overtaking, losses, text, closes;
} bears[] = {
	{ 5, true, false, false, false },
	{ 6, false, false, true, false },
	{ 7, false, false, true, true },
	{ UINT32_MAX, true, true, true, true }, /* and all later ones */
};

static const struct bears *step_bears(void)
{
	const struct bears *b = bears;

	while (b->step != sim.step && b->step != UINT32_MAX)
		b++;
	return b;
}

static uint32_t buffer(void)
{
	static const uint32_t sizes[] = { 700, 1500, 4000, 16384, 65535, 65536, 100000, 262144 };

	return sizes[roll(sizeof sizes / sizeof *sizes)];
}

static void choose_text(struct plan *p)
{
	static const uint32_t totals[] = { 0, 1, 3000, 20000, 100000 };
	static const uint32_t chunks[] = { 1, 100, 1460, 8192, 65536 };

	p->total = (uint32_t)roll(1 + totals[roll(5)]);
	p->chunk = chunks[roll(5)];
	if (p->chunk == 1)
		p->total = p->total % 2000;
	if (p->mss == 100)
		p->total = p->total % 20000;
	if (roll(2)) {
		p->pauses = 1 + (uint32_t)roll(200);
		p->pause = roll(4) ? 100000 : 5 * SECOND;
		if (p->pauses < 20)
			p->total = p->total % (100 * p->chunk + 1);
	}
}

static struct plan choose_plan(const struct bears *b)
{
	static const uint16_t mss[] = { 1460, 1460, 536, 100 };
	struct plan p = {
		.rcv_buffer = buffer(), .snd_buffer = buffer(), .mss = mss[roll(4)],
		.scale = roll(2), .ts = roll(2), .sack = roll(3) > 0, .nodelay = roll(4) == 0, .cubic = roll(3) == 0,
		.ack_delay = roll(3) == 0 ? 0 : 40000, .msl = 120 * SECOND, .seed = roll(UINT32_MAX),
		.close_last = roll(2), .no_close = sim.ending != ENDS_CLOSED,
	};

	p.chunk = 1;
	if (b->text)
		choose_text(&p);
	return p;
}

static uint32_t chance(void)
{
	static const uint32_t most[] = { 0, 0, 10000, 50000, 150000 };

	return (uint32_t)roll(1 + most[roll(5)]);
}

static void lay_cable(const struct bears *b)
{
	struct cable_config *c = &sim.cable.config;

	c->delay = roll(2) ? roll(2000) : roll(300000);
	if (b->overtaking) {
		c->dup = chance();
		c->reorder = chance();
		c->hold = 1 + roll(2) * roll(500000) + roll(20000);
	}
	if (!b->losses)
		return;
	c->loss = chance();
	c->corrupt = chance();
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

void choose_run(void)
{
	const struct bears *b = step_bears();

	sim.origin = sim.now = begin_time();
	lay_cable(b);
	sim.ending = !b->text ? ENDS_ESTABLISHED : !b->closes || roll(8) == 0 ? ENDS_ACKNOWLEDGED : ENDS_CLOSED;
	for (unsigned i = 0; i < 2; i++)
		sim.end[i].plan = choose_plan(b);
	if (sim.end[0].plan.close_last && sim.end[1].plan.close_last)
		sim.end[roll(2)].plan.close_last = false;
}

/* A bottleneck, whose queue may be full, and one packet in a hundred lost for no
 * reason. The step sends as fast as it can, into a window that no step has to
 * scale. The same seed is the same network for every step. */
void choose_figures(void)
{
	struct cable_config *c = &sim.cable.config;
	const struct plan plan = {
		.rcv_buffer = UINT16_MAX, .snd_buffer = 262144, .mss = 1460, .scale = true, .ts = true, .sack = true,
		.ack_delay = 40000, .msl = 120 * SECOND, .chunk = 65536,
	};

	sim.origin = sim.now = begin_time();
	sim.ending = ENDS_CLOSED;
	c->rate = (1 + roll(20)) * 1000000;
	c->delay = (5 + roll(46)) * 1000;
	c->queue = (unsigned)(10 + roll(51));
	c->loss = CABLE_CERTAIN / 100;
	sim.end[PEER].plan = sim.end[STEP].plan = plan;
	sim.end[PEER].plan.close_last = true;
	sim.end[STEP].plan.total = 500000;
}
