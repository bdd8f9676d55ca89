/* rto.c: see rto.h. */
#include "tcp/rto.h"

#include "tcb.h"
#include "tcp/seq.h" /* 08.3 */
#include "tcp/state.h"

enum { CAREFUL = 3000000 /* microseconds */ }; /* 08.2 */
enum { CLOCK = 1 /* microsecond; G of RFC 6298 */ }; /* 08.3 */

static uint64_t within(uint64_t least, uint64_t x, uint64_t most) /* 08.2 */
{
	return x < least ? least : x > most ? most : x;
}

static void set_rto(struct tcb *t, uint64_t rto) /* 08.2 */
{
	const struct tcp_config *c = t->stack->config;

	t->rto.rto = within(c->rto_min, rto, c->rto_max);
}

void tcp_rto_init(struct tcb *t)
{
	t->rto = (struct tcp_rto){ .rto = t->stack->config->rto_first };
}

/* Moves an average by 1/parts of the way towards x. */
static uint64_t towards(uint64_t average, uint64_t x, uint64_t parts) /* 08.3 */
{
	return x > average ? average + (x - average) / parts : average - (average - x) / parts;
}

/* alpha = 1/8, beta = 1/4, divided by the samples that a round trip gives, so that
 * the memory reaches as far back with many as with one (RFC 7323, appendix G). */
void tcp_rto_sample(struct tcb *t, uint64_t rtt, uint32_t samples) /* 08.3 */
{
	struct tcp_rto *r = &t->rto;
	uint64_t off = rtt > r->srtt ? rtt - r->srtt : r->srtt - rtt, four;

	if (r->measured) {
		r->rttvar = towards(r->rttvar, off, 4 * samples);
		r->srtt = towards(r->srtt, rtt, 8 * samples);
	} else {
		r->measured = true;
		r->srtt = rtt;
		r->rttvar = rtt / 2;
	}
	four = 4 * r->rttvar;
	set_rto(t, r->srtt + (four > CLOCK ? four : CLOCK));
}

void tcp_rto_sent(struct tcb *t, uint32_t seq) /* 08.3 */
{
	if (t->rto.timing)
		return;
	t->rto.timing = true;
	t->rto.timed_seq = seq;
	t->rto.timed_at = t->stack->now;
}

void tcp_rto_acked(struct tcb *t) /* 08.3 */
{
	if (!t->rto.timing || !seq_lt(t->rto.timed_seq, t->snd_una))
		return;
	t->rto.timing = false;
	tcp_rto_sample(t, t->stack->now - t->rto.timed_at, 1);
}

void tcp_rto_numbers(const struct tcb *t) /* 08.3 */
{
	tcp_trace_numbers(t, "srtt %.6f rttvar %.6f rto %.6f", (double)t->rto.srtt / 1e6,
	                  (double)t->rto.rttvar / 1e6, (double)t->rto.rto / 1e6);
}

void tcp_rto_resent(struct tcb *t) /* 08.4 */
{
	t->rto.timing = false;
}

void tcp_rto_back_off(struct tcb *t) /* 08.2 */
{
	set_rto(t, 2 * t->rto.rto);
}

void tcp_rto_anew(struct tcb *t) /* 08.6 */
{
	const struct tcp_rto *r = &t->rto;

	if (r->measured)
		set_rto(t, r->srtt + (4 * r->rttvar > CLOCK ? 4 * r->rttvar : CLOCK));
}

void tcp_rto_careful(struct tcb *t) /* 08.2 */
{
	if (t->rto.rto < CAREFUL)
		set_rto(t, CAREFUL);
}
