/* options.c: see options.h. */
#include "tcp/options.h"

#include "tcb.h"
#include "tcp/open.h"
#include "tcp/send.h"
#include "tcp/seq.h"
#include "wire/bytes.h"

/* A timestamp not renewed for so long may have come around (RFC 7323, 5.5). */
#define TS_OUTDATED (UINT64_C(24) * 24 * 3600 * 1000000) /* 10.3 */

static bool find(const struct seg *s, enum tcp_option_kind kind, struct tcp_option *o)
{
	for (size_t at = 0; tcp_option_next(s, &at, o);)
		if (o->kind == kind && !o->bad)
			return true;
	return false;
}

/* Our timestamps' clock ticks every millisecond. */
static uint32_t ts_now(const struct tcb *t) /* 10.2 */
{
	return (uint32_t)(t->stack->now / 1000);
}

static void find_ts(struct tcb *t, const struct seg *s) /* 10.2 */
{
	struct tcp_option o;

	t->options.has_ts = find(s, OPT_TS, &o);
	if (t->options.has_ts) {
		t->options.ts_value = get32(o.data);
		t->options.ts_echo = get32(o.data + 4);
	}
}

void tcp_options_offered(struct tcb *t, const struct seg *s) /* 10.1 */
{
	const struct tcp_config *c = t->stack->config;
	struct tcp_options *p = &t->options;
	struct tcp_option o;

	if (c->scale && find(s, OPT_WSCALE, &o)) {
		p->scale = true;
		p->snd_shift = o.data[0] < SHIFT_MAX ? o.data[0] : SHIFT_MAX;
		while (c->rcv_buffer >> p->rcv_shift > UINT16_MAX)
			p->rcv_shift++;
	} else if (t->rcv_wnd > UINT16_MAX) {
		t->rcv_wnd = UINT16_MAX; /* we cannot offer more, so we do not take more */
		t->rx.size = UINT16_MAX;
	}
	find_ts(t, s); /* 10.2 */
	if (c->ts && p->has_ts) { /* 10.2 */
		p->ts = true;
		p->ts_recent = p->ts_value;
		p->ts_recent_at = t->stack->now;
	}
	p->sack = c->sack && find(s, OPT_SACK_OK, &o); /* 10.4 */
}

static bool outdated(const struct tcb *t) /* 10.3 */
{
	const struct tcp_options *p = &t->options;

	return p->ts && p->has_ts && seq_lt(p->ts_value, p->ts_recent) &&
	       t->stack->now - p->ts_recent_at < TS_OUTDATED;
}

bool tcp_options_heard(struct tcb *t, struct seg *s) /* 10.1 */
{
	if (!(s->flags & SYN))
		s->wnd <<= t->options.snd_shift;
	find_ts(t, s); /* 10.2 */
	/* RFC 7323, 5.2 */
	if (s->flags & RST) /* 10.2 */
		return true; /* 10.2 */
	/* 3.2: agreed, and then left out */
	if (t->options.ts && !t->options.has_ts && !(s->flags & SYN)) /* 10.2 */
		return false; /* 10.2 */
	if (outdated(t)) { /* 10.3 */
		tcp_trace(t, "PAWS: its timestamp is older than %u", t->options.ts_recent);
		tcp_ack(t);
		return false;
	}
	return true;
}

void tcp_options_accepted(struct tcb *t, const struct seg *s) /* 10.2 */
{
	struct tcp_options *p = &t->options;

	if (!p->ts || !p->has_ts || !seq_le(s->seq, t->manners.acked))
		return;
	p->ts_recent = p->ts_value;
	p->ts_recent_at = t->stack->now;
}

bool tcp_options_rtt(const struct tcb *t, uint64_t *rtt) /* 10.2 */
{
	uint32_t ticks = ts_now(t) - t->options.ts_echo;

	*rtt = ticks * UINT64_C(1000);
	return t->options.ts && t->options.has_ts && t->options.ts_echo != 0 &&
	       *rtt <= t->stack->now - t->opened + 1000;
}

uint32_t tcp_options_room(const struct tcb *t) /* 10.2 */
{
	return t->options.ts ? TS_BYTES : 0;
}

static size_t put_ts(const struct tcb *t, uint8_t *p) /* 10.2 */
{
	p[0] = p[1] = OPT_NOP;
	p[2] = OPT_TS;
	p[3] = 10;
	put32(p + 4, ts_now(t));
	put32(p + 8, t->options.ts_recent);
	return TS_BYTES;
}

size_t tcp_options_dress(const struct tcb *t, struct seg *s, uint8_t *options) /* 10.1 */
{
	const struct tcp_options *p = &t->options;
	size_t n = 0;

	if (s->flags & SYN) {
		static const uint8_t sack[] = { OPT_NOP, OPT_NOP, OPT_SACK_OK, 2 }; /* 10.4 */
		const uint8_t scale[] = { OPT_NOP, OPT_WSCALE, 3, p->rcv_shift };

		n = tcp_mss_option(options, t->stack->config->mss);
		for (size_t i = 0; p->sack && i < sizeof sack; i++) /* 10.4 */
			options[n++] = sack[i]; /* 10.4 */
		for (size_t i = 0; p->scale && i < sizeof scale; i++)
			options[n++] = scale[i];
	} else {
		s->wnd >>= p->rcv_shift;
	}
	if (s->wnd > UINT16_MAX)
		s->wnd = UINT16_MAX;
	if (p->ts) /* 10.2 */
		n += put_ts(t, options + n); /* 10.2 */
	return n;
}

bool tcp_options_newer(const struct tcb *t, const struct seg *s) /* 10.8 */
{
	struct tcp_option o;

	if (seq_lt(tcp_initial_sequence(t->stack), t->snd_nxt)) /* we are to begin with a new number, too */
		return false;
	if (t->options.ts && find(s, OPT_TS, &o) && get32(o.data) != t->options.ts_recent)
		return seq_lt(t->options.ts_recent, get32(o.data));
	return seq_lt(t->rcv_nxt, s->seq);
}
