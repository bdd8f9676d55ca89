/* cubic.c: see cubic.h. In whole numbers: bytes and milliseconds. C is 0.4
 * segments per second cubed, so C * x^3 is 4 * mss * x^3 / 10^10 bytes with x in
 * milliseconds; beta is 0.7. */
#include "tcp/cubic.h"

#include "tcb.h"
#include "tcp/root.h"

enum { SCALE_DOWN = 10, BETA = 7, LONGEST = 100000 /* ms: x^3 stays within 64 bits */ }; /* 09.9 */

#define C_UNIT INT64_C(10000000000) /* 09.9 */

static int64_t cube(int64_t x) /* 09.9 */
{
	return x * x * x;
}

static int64_t cube_root(int64_t y) /* 09.9 */
{
	int64_t low = 0, high = LONGEST;

	while (low < high) {
		int64_t middle = (low + high + 1) / 2;

		if (cube(middle) <= y)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

static int64_t mss(const struct tcb *t) /* 09.9 */
{
	return tcp_mss(t);
}

/* K of RFC 9438, 4.2, equation 2. */
static void begin_epoch(struct tcb *t) /* 09.9 */
{
	struct tcp_cubic *u = &t->cubic;
	uint32_t cwnd = t->congestion.cwnd;

	u->growing = true;
	u->began = t->stack->now;
	if (u->origin < cwnd)
		u->origin = cwnd;
	u->k = cube_root((int64_t)(u->origin - cwnd) * (C_UNIT / 4) / mss(t));
	u->estimate = cwnd;
	u->counted = 0;
}

/* W_cubic of equation 1, a round trip from now. */
static int64_t target(const struct tcb *t) /* 09.9 */
{
	const struct tcp_cubic *u = &t->cubic;
	int64_t x = (int64_t)((t->stack->now - u->began + t->rto.srtt) / 1000) - u->k;

	if (x > LONGEST)
		x = LONGEST;
	return u->origin + cube(x) / (C_UNIT / 4) * mss(t) + cube(x) % (C_UNIT / 4) * mss(t) / (C_UNIT / 4);
}

/* Reno with the same beta grows 9/17 of a segment a window, and a whole one from where the last
 * loss was (4.3): where it would be faster, so are we. */
static void grow_estimate(struct tcb *t, uint32_t acked) /* 09.9 */
{
	struct tcp_cubic *u = &t->cubic;
	uint32_t step = u->estimate >= u->last ? 1 : 0;

	u->counted += acked;
	if (u->counted < t->congestion.cwnd)
		return;
	u->counted -= t->congestion.cwnd;
	u->estimate += (uint32_t)(step ? mss(t) : mss(t) * 9 / 17);
}

static void cubic_grow(struct tcb *t, uint32_t acked) /* 09.9 */
{
	struct tcp_congestion *c = &t->congestion;
	int64_t goal;

	if (!t->cubic.growing)
		begin_epoch(t);
	grow_estimate(t, acked);
	goal = target(t);
	if (goal > c->cwnd + c->cwnd / 2)
		goal = c->cwnd + c->cwnd / 2;
	if (goal > c->cwnd) /* (target - cwnd) / cwnd of a segment a segment (4.4) */
		c->cwnd += (uint32_t)((goal - c->cwnd) * acked / c->cwnd);
	if (c->cwnd < t->cubic.estimate)
		c->cwnd = t->cubic.estimate;
}

/* Less than at the loss before: others need room, too, and so we aim lower (4.7). */
static uint32_t cubic_shrink(struct tcb *t) /* 09.9 */
{
	uint32_t cwnd = t->congestion.cwnd, reduced = cwnd / SCALE_DOWN * BETA;
	uint32_t least = 2 * tcp_mss(t);

	t->cubic.origin = cwnd < t->cubic.last ? cwnd / 20 * (SCALE_DOWN + BETA) : cwnd;
	t->cubic.last = cwnd;
	t->cubic.growing = false;
	return reduced > least ? reduced : least;
}

const struct tcp_algorithm tcp_cubic = { .name = "cubic", .grow = cubic_grow, .shrink = cubic_shrink }; /* 09.9 */
