/* scoreboard.c: see scoreboard.h. */
#include "tcp/scoreboard.h"

#include "tcb.h"
#include "tcp/root.h"
#include "tcp/seq.h"
#include "wire/bytes.h"

#include <string.h>

static bool known(const struct tcp_scoreboard *b, struct tcp_piece new) /* 10.5 */
{
	for (unsigned i = 0; i < b->count; i++)
		if (seq_le(b->piece[i].from, new.from) && seq_le(new.to, b->piece[i].to))
			return true;
	return false;
}

/* Puts a piece in its place and makes it one with those that it touches. */
static bool note(struct tcp_scoreboard *b, struct tcp_piece new) /* 10.5 */
{
	unsigned first = 0, last;

	if (known(b, new))
		return false;
	while (first < b->count && seq_lt(b->piece[first].to, new.from))
		first++;
	for (last = first; last < b->count && seq_le(b->piece[last].from, new.to); last++) {
		if (seq_lt(b->piece[last].from, new.from))
			new.from = b->piece[last].from;
		if (seq_lt(new.to, b->piece[last].to))
			new.to = b->piece[last].to;
	}
	if (first == last && b->count == SCORES)
		return false;
	memmove(&b->piece[first + 1], &b->piece[last], (b->count - last) * sizeof new);
	b->count += 1 - (last - first);
	b->piece[first] = new;
	return true;
}

/* What SND.UNA has passed is no news any more. */
static void forget_acked(struct tcb *t) /* 10.5 */
{
	struct tcp_scoreboard *b = &t->scores;
	unsigned n = 0;

	while (n < b->count && seq_le(b->piece[n].to, t->snd_una))
		n++;
	b->count -= n;
	memmove(b->piece, b->piece + n, b->count * sizeof *b->piece);
	if (b->count > 0 && seq_lt(b->piece[0].from, t->snd_una))
		b->piece[0].from = t->snd_una;
	if (seq_lt(b->resent, t->snd_una))
		b->resent = t->snd_una;
}

/* A block that lies elsewhere than in what is in flight is a D-SACK, or nonsense. */
static bool note_blocks(struct tcb *t, const struct tcp_option *o) /* 10.5 */
{
	bool news = false;

	for (size_t at = 0; at + 2 < o->len; at += 8) {
		struct tcp_piece new = { get32(o->data + at), get32(o->data + at + 4) };

		if (seq_lt(t->snd_una, new.from) && seq_lt(new.from, new.to) && seq_le(new.to, t->snd_nxt))
			news |= note(&t->scores, new);
	}
	return news;
}

bool tcp_scores_heard(struct tcb *t, const struct seg *s) /* 10.5 */
{
	struct tcp_option o;
	bool news = false;

	forget_acked(t);
	if (t->persist.probing && t->snd_wnd > 0) /* what was sent to ask goes once more */
		tcp_scores_forget(t);
	for (size_t at = 0; t->options.sack && tcp_option_next(s, &at, &o);)
		if (o.kind == OPT_SACK && !o.bad)
			news |= note_blocks(t, &o);
	return news;
}

void tcp_scores_forget(struct tcb *t) /* 10.5 */
{
	t->scores.count = 0;
	t->scores.resent = t->snd_una;
	t->scores.first = t->scores.rescued = false; /* 10.6 */
}

struct tcp_piece tcp_scores_gap(const struct tcb *t, unsigned i) /* 10.6 */
{
	const struct tcp_scoreboard *b = &t->scores;

	return (struct tcp_piece){ i > 0 ? b->piece[i - 1].to : t->snd_una,
		                   i < b->count ? b->piece[i].from : t->snd_nxt };
}

/* A gap is lost when three pieces lie beyond it, or the bytes of more than two
 * segments (IsLost); and after a timeout, as far as was in flight then. */
uint32_t tcp_scores_lost(const struct tcb *t, unsigned i) /* 10.6 */
{
	const struct tcp_scoreboard *b = &t->scores;
	struct tcp_piece gap = tcp_scores_gap(t, i);
	uint32_t beyond = 0;

	for (unsigned n = i; n < b->count; n++)
		beyond += b->piece[n].to - b->piece[n].from;
	if (b->count - i >= DUPLICATES || beyond > (DUPLICATES - 1) * tcp_mss(t))
		return gap.to;
	if (!t->resend.lost || t->congestion.recovering || !seq_lt(gap.from, t->resend.recover))
		return gap.from;
	return seq_lt(t->resend.recover, gap.to) ? t->resend.recover : gap.to;
}

uint32_t tcp_scores_pipe(const struct tcb *t) /* 10.6 */
{
	uint32_t resent = t->scores.resent, pipe = 0;

	for (unsigned i = 0; i <= t->scores.count; i++) {
		struct tcp_piece gap = tcp_scores_gap(t, i);

		pipe += gap.to - tcp_scores_lost(t, i);
		if (seq_lt(gap.from, resent))
			pipe += (seq_lt(gap.to, resent) ? gap.to : resent) - gap.from;
	}
	return pipe;
}
