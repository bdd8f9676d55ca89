/* recovery.c: see recovery.h. */
#include "tcp/recovery.h"

#include "tcb.h"
#include "tcp/root.h"
#include "tcp/seq.h"
#include "tcp/transmit.h"

static bool first_is_lost(const struct tcb *t) /* 10.6 */
{
	return t->scores.count > 0 && seq_lt(t->snd_una, tcp_scores_lost(t, 0));
}

static void begin(struct tcb *t) /* 10.6 */
{
	struct tcp_congestion *c = &t->congestion;

	c->ssthresh = c->cwnd = c->algorithm->shrink(t);
	c->counted = 0;
	c->recovering = true;
	t->scores.resent = t->snd_una;
	t->scores.first = true;
	t->scores.rescued = false;
}

void tcp_recovery_heard(struct tcb *t, uint32_t acked, bool began) /* 10.6 */
{
	struct tcp_congestion *c = &t->congestion;

	if (!began && !t->resend.lost && seq_le(t->resend.recover, t->snd_una) && first_is_lost(t)) {
		tcp_resend_begin(t);
		began = true;
	}
	if (began)
		begin(t);
	else if (acked > 0 && !c->recovering)
		tcp_congestion_acked(t, acked);
	else if (acked > 0 && !t->resend.lost)
		c->recovering = false;
}

uint32_t tcp_recovery_window(const struct tcb *t) /* 10.6 */
{
	uint32_t pipe = tcp_scores_pipe(t), cwnd = t->congestion.cwnd;

	return tcp_flight(t) + (cwnd > pipe ? cwnd - pipe : 0);
}

static bool cwnd_allows(const struct tcb *t) /* 10.6 */
{
	uint32_t pipe = tcp_scores_pipe(t);

	return pipe == 0 || pipe + tcp_mss(t) <= t->congestion.cwnd;
}

static void resend(struct tcb *t, uint32_t from, uint32_t to) /* 10.6 */
{
	t->scores.resent = from + tcp_send_from(t, from, to - from);
	tcp_rto_resent(t);
}

/* Sends the first segment again that is missing and not sent again yet; with `certain`, only if it
 * counts as lost (rules 1 and 3 of NextSeg), which the first one of a recovery always does. */
static bool resend_next(struct tcb *t, bool certain) /* 10.6 */
{
	for (unsigned i = 0; i < t->scores.count + certain; i++) {
		struct tcp_piece gap = tcp_scores_gap(t, i);
		uint32_t to = certain && !t->scores.first ? tcp_scores_lost(t, i) : gap.to;
		uint32_t from = seq_lt(gap.from, t->scores.resent) ? t->scores.resent : gap.from;

		if (seq_lt(from, to)) {
			resend(t, from, to);
			return true;
		}
	}
	return false;
}

void tcp_recovery_lost(struct tcb *t) /* 10.6 */
{
	while (t->resend.lost && (t->scores.first || cwnd_allows(t)) && resend_next(t, true))
		t->scores.first = false;
}

/* Rule 4: nobody may have told us of the last segment because it is lost, too.
 * Once in a recovery it is sent again. */
static void rescue(struct tcb *t) /* 10.6 */
{
	struct tcp_piece last = tcp_scores_gap(t, t->scores.count);
	uint32_t n = last.to - last.from, mss = tcp_mss(t);

	if (t->scores.rescued || n == 0)
		return;
	t->scores.rescued = true;
	n = n < mss ? n : mss;
	tcp_send_from(t, last.to - n, n);
	tcp_rto_resent(t);
}

void tcp_recovery_rest(struct tcb *t) /* 10.6 */
{
	bool new_text = tcp_unsent(t) > 0 && tcp_flight(t) < t->snd_wnd;

	if (!t->congestion.recovering || new_text)
		return;
	while (cwnd_allows(t) && resend_next(t, false))
		;
	if (cwnd_allows(t))
		rescue(t);
}
