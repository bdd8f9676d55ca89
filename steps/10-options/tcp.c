/* tcp.c: the path of a segment through the parts that we have (RFC 9293, 3.10.7). */
#include "tcb.h"
#include "tcp/check.h"
#include "tcp/close.h"
#include "tcp/newreno.h"
#include "tcp/recovery.h" /* 10.6 */
#include "tcp/root.h"
#include "tcp/send.h"
#include "tcp/seq.h"
#include "tcp/table.h"
#include "tcp/transmit.h"

static uint32_t min(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

uint32_t tcp_mss(const struct tcb *t)
{
	uint32_t mss = t->snd_mss, taken = 0;

	taken += tcp_options_room(t); /* 10.2 */
	taken += tcp_sack_room(t); /* 10.4 */
	return mss > taken ? mss - taken : 1; /* whatever MSS a peer offers, text goes */
}

void tcp_dress(struct tcb *t, struct seg *s, uint8_t *options)
{
	s->wnd = t->rcv_wnd;
	s->options = options;
	s->options_len = tcp_options_dress(t, s, options);
	if (!(s->flags & ACK))
		return;
	if (!(s->flags & (SYN | RST))) /* 10.4 */
		s->options_len += tcp_sack_dress(t, options + s->options_len); /* 10.4 */
	t->owed = ACK_NONE;
	tcp_manners_acked(t);
}

static void arrive_listen(struct stack *k, const struct seg *s)
{
	struct tcb *t = tcp_listen(k, s);
	size_t i;

	if (!t)
		return;
	i = (size_t)(t - k->conn);
	stream_open(&t->rx, k->memory[i][0], k->config->rcv_buffer);
	stream_open(&t->tx, k->memory[i][1], k->config->snd_buffer);
	t->snd_text = t->iss + 1;
	tcp_rto_init(t);
	tcp_resend_init(t);
	tcp_persist_init(t);
	tcp_manners_init(t);
	tcp_options_offered(t, s); /* 10.1 */
	tcp_scores_forget(t); /* 10.5 */
	tcp_congestion_init(t);
	tcp_syn_ack(t);
	tcp_rto_sent(t, t->iss);
	tcp_resend_watch(t);
}

static void heard(struct tcb *t, uint32_t acked, bool duplicate, bool began)
{
	if (t->options.sack) { /* 10.6 */
		tcp_recovery_heard(t, acked, began);
		return;
	}
	tcp_newreno_heard(t, acked, duplicate, began);
}

/* The fifth check: what the ACK field does. */
static void acknowledge(struct tcb *t, const struct seg *s, uint32_t una, bool duplicate)
{
	bool began;
	uint32_t flight = tcp_flight(t); /* 10.2 */
	uint32_t acked;
	uint64_t rtt; /* 10.2 */

	tcp_acked(t, s);
	tcp_window(t, s);
	acked = t->snd_una - una;
	tcp_rto_acked(t);
	if (acked > 0 && tcp_options_rtt(t, &rtt)) /* 10.2 */
		tcp_rto_sample(t, rtt, 1 + flight / (2 * t->snd_mss)); /* 10.2 */
	if (t->options.sack) /* 10.5 */
		duplicate = tcp_scores_heard(t, s); /* 10.5 */
	began = tcp_resend_heard(t, acked, duplicate);
	heard(t, acked, duplicate, began);
	tcp_persist_heard(t);
	tcp_check_fin_acked(t);
}

static void arrive(struct tcb *t, struct seg *s)
{
	uint32_t una = t->snd_una;
	bool duplicate;

	if (tcp_repeated_syn(t, s)) {
		tcp_rto_resent(t);
		return;
	}
	if (!tcp_options_heard(t, s))
		return;
	tcp_time_wait_again(t, s);
	tcp_sack_heard(t, s); /* 10.7 */
	duplicate = tcp_is_duplicate(t, s);
	tcp_trim(t, s);
	if (!tcp_check_seq(t, s)) /* first */
		return;
	if (!tcp_check_rst(t, s)) /* second */
		return;
	tcp_options_accepted(t, s); /* 10.2 */
	if (!tcp_check_syn(t, s)) /* fourth */
		return;
	if (!tcp_check_ack(t, s)) /* fifth */
		return;
	tcp_manners_heard(t, s);
	acknowledge(t, s, una, duplicate);
	tcp_hold(t, s);
	tcp_text(t, s); /* seventh */
	tcp_join(t);
	tcp_check_fin(t, s); /* eighth */
}

void tcp_input(struct stack *k, struct seg *s, uint64_t now)
{
	struct tcb *t = table_find(k, s);

	k->now = now;
	if (t && t->state == TIME_WAIT && (s->flags & (SYN | ACK | RST)) == SYN && tcp_options_newer(t, s)) { /* 10.8 */
		tcp_delete(t, "a new connection takes its place");
		t = NULL;
	}
	if (t) {
		tcp_numbers(t);
		arrive(t, s);
		tcp_turn(t);
	} else if (table_service(k, s)) {
		arrive_listen(k, s);
	} else {
		tcp_reset(k, s);
	}
}

/* What congestion control lets us send, from SND.UNA on. */
static uint32_t allowed(const struct tcb *t)
{
	if (t->options.sack) /* 10.6 */
		return tcp_recovery_window(t); /* 10.6 */
	return tcp_newreno_window(t);
}

static void send_new(struct tcb *t)
{
	uint32_t from = t->snd_nxt;

	tcp_congestion_idle(t);
	tcp_output(t, tcp_polite(t, min(t->snd_wnd, allowed(t))));
	if (t->snd_nxt != from)
		tcp_rto_sent(t, from);
	if (t->snd_nxt != from)
		tcp_congestion_sent(t);
}

static void send_lost(struct tcb *t)
{
	if (t->options.sack && t->state >= ESTABLISHED) { /* 10.6 */
		tcp_recovery_lost(t);
		return;
	}
	tcp_resend_lost(t, tcp_newreno_resend(t));
}

void tcp_turn(struct tcb *t)
{
	if (t->state >= ESTABLISHED)
		t->service->run(t);
	if (t->state == CLOSED)
		return;
	send_lost(t);
	send_new(t);
	if (t->options.sack) /* 10.6 */
		tcp_recovery_rest(t); /* 10.6 */
	if (tcp_ack_due(t))
		tcp_ack(t);
	tcp_resend_watch(t);
	tcp_persist_watch(t);
}

static uint64_t earlier(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static uint64_t deadline(const struct tcb *t)
{
	uint64_t at = t->resend.fires;

	at = earlier(at, earlier(t->persist.fires, t->manners.ack_at));
	if (t->state == TIME_WAIT)
		at = earlier(at, t->time_wait);
	return t->wake ? earlier(at, t->wake) : at;
}

static void timers(struct tcb *t)
{
	bool expired;

	tcp_time_wait_over(t);
	expired = tcp_resend_expired(t);
	if (expired) /* 10.5 */
		tcp_scores_forget(t); /* 10.5 */
	if (expired && !t->persist.probing)
		tcp_congestion_timeout(t);
	tcp_persist_expired(t);
}

void tcp_poll(struct stack *k, uint64_t now)
{
	k->now = now;
	k->timer = true;
	for (struct tcb *t = k->conn; t < k->conn + k->used; t++)
		if (t->state != CLOSED && deadline(t) <= now) {
			timers(t);
			tcp_turn(t);
		}
	k->timer = false;
}

uint64_t tcp_deadline(const struct stack *k)
{
	uint64_t at = TCP_NEVER;

	for (const struct tcb *t = k->conn; t < k->conn + k->used; t++)
		if (t->state != CLOSED)
			at = earlier(at, deadline(t));
	return at;
}

void tcp_numbers(const struct tcb *t)
{
	const struct tcp_congestion *c = &t->congestion;

	tcp_trace_numbers(t, "%s snd.una %u snd.nxt %u snd.wnd %u rcv.nxt %u rcv.wnd %u flight %u "
	                  "cwnd %u ssthresh %u",
	                  tcp_state_name(t->state), t->snd_una, t->snd_nxt, t->snd_wnd, t->rcv_nxt, t->rcv_wnd,
	                  tcp_flight(t), c->cwnd, c->ssthresh);
	tcp_rto_numbers(t);
}
