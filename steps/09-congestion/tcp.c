/* tcp.c: the path of a segment through the parts that we have (RFC 9293, 3.10.7). */
#include "tcb.h"
#include "tcp/check.h"
#include "tcp/close.h"
#include "tcp/newreno.h"
#include "tcp/root.h"
#include "tcp/send.h"
#include "tcp/seq.h"
#include "tcp/table.h"
#include "tcp/transmit.h"

static uint32_t min(uint32_t a, uint32_t b) /* 09.4 */
{
	return a < b ? a : b;
}

uint32_t tcp_mss(const struct tcb *t)
{
	return t->snd_mss;
}

void tcp_dress(struct tcb *t, struct seg *s, uint8_t *options)
{
	s->wnd = t->rcv_wnd;
	s->options = options;
	if (s->wnd > UINT16_MAX)
		s->wnd = UINT16_MAX;
	if (s->flags & SYN)
		s->options_len = tcp_mss_option(options, t->stack->config->mss);
	if (!(s->flags & ACK))
		return;
	t->owed = ACK_NONE;
	tcp_manners_acked(t); /* 09.1 */
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
	tcp_manners_init(t); /* 09.1 */
	tcp_congestion_init(t); /* 09.4 */
	tcp_syn_ack(t);
	tcp_rto_sent(t, t->iss);
	tcp_resend_watch(t);
}

/* The fifth check: what the ACK field does. */
static void acknowledge(struct tcb *t, const struct seg *s, uint32_t una, bool duplicate)
{
	bool began; /* 09.4 */
	uint32_t acked;

	tcp_acked(t, s);
	tcp_window(t, s);
	acked = t->snd_una - una;
	tcp_rto_acked(t);
	began = /* 09.4 */
		tcp_resend_heard(t, acked, duplicate);
	tcp_newreno_heard(t, acked, duplicate, began); /* 09.4 */
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
	tcp_time_wait_again(t, s);
	duplicate = tcp_is_duplicate(t, s);
	tcp_trim(t, s);
	if (!tcp_check_seq(t, s)) /* first */
		return;
	if (!tcp_check_rst(t, s)) /* second */
		return;
	if (!tcp_check_syn(t, s)) /* fourth */
		return;
	if (!tcp_check_ack(t, s)) /* fifth */
		return;
	tcp_manners_heard(t, s); /* 09.1 */
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

static void send_new(struct tcb *t)
{
	uint32_t from = t->snd_nxt, window = t->snd_wnd;

	tcp_congestion_idle(t); /* 09.6 */
	window = min(window, tcp_newreno_window(t)); /* 09.4 */
	window = tcp_polite(t, window); /* 09.2 */
	tcp_output(t, window);
	if (t->snd_nxt != from)
		tcp_rto_sent(t, from);
	if (t->snd_nxt != from)         /* 09.6 */
		tcp_congestion_sent(t); /* 09.6 */
}

void tcp_turn(struct tcb *t)
{
	uint32_t again = 1;

	if (t->state >= ESTABLISHED)
		t->service->run(t);
	if (t->state == CLOSED)
		return;
	again = tcp_newreno_resend(t); /* 09.7 */
	tcp_resend_lost(t, again);
	send_new(t);
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

	at = earlier(at, t->persist.fires);
	at = earlier(at, t->manners.ack_at); /* 09.1 */
	if (t->state == TIME_WAIT)
		at = earlier(at, t->time_wait);
	return t->wake ? earlier(at, t->wake) : at;
}

static void timers(struct tcb *t)
{
	bool expired; /* 09.6 */

	tcp_time_wait_over(t);
	expired = /* 09.6 */
		tcp_resend_expired(t);
	if (expired && !t->persist.probing) /* 09.6 */
		tcp_congestion_timeout(t); /* 09.6 */
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
