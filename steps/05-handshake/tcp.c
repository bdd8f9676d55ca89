/* tcp.c: the path of a segment through the parts that we have (RFC 9293, 3.10.7). */
#include "tcb.h"
#include "tcp/check.h" /* 05.4 */
#include "tcp/root.h"
#include "tcp/send.h"
#include "tcp/table.h"

void tcp_dress(struct tcb *t, struct seg *s, uint8_t *options) /* 05.3 */
{
	s->wnd = t->rcv_wnd;
	s->options = options;
	if (s->wnd > UINT16_MAX)
		s->wnd = UINT16_MAX;
	if (s->flags & SYN)                                                     /* 05.6 */
		s->options_len = tcp_mss_option(options, t->stack->config->mss); /* 05.6 */
}

static void arrive_listen(struct stack *k, const struct seg *s) /* 05.2 */
{
	struct tcb *t = tcp_listen(k, s);

	if (!t)
		return;
	tcp_syn_ack(t); /* 05.3 */
}

static void arrive(struct tcb *t, struct seg *s) /* 05.4 */
{
	if (tcp_repeated_syn(t, s)) /* 05.7 */
		return;             /* 05.7 */
	if (!tcp_check_seq(t, s)) /* first */ /* 05.7 */
		return;                       /* 05.7 */
	if (!tcp_check_rst(t, s)) /* second */ /* 05.8 */
		return;                        /* 05.8 */
	if (!tcp_check_syn(t, s)) /* fourth */ /* 05.8 */
		return;                        /* 05.8 */
	tcp_check_ack(t, s); /* fifth */
}

void tcp_input(struct stack *k, struct seg *s, uint64_t now)
{
	struct tcb *t = table_find(k, s);

	k->now = now;
	if (t) {
		tcp_numbers(t); /* 05.5 */
		arrive(t, s); /* 05.4 */
	} else if (table_service(k, s)) {
		arrive_listen(k, s); /* 05.2 */
	} else {
		tcp_reset(k, s);
	}
}

/* Time brings nothing about yet. */
void tcp_poll(struct stack *k, uint64_t now)
{
	k->now = now;
}

uint64_t tcp_deadline(const struct stack *k)
{
	(void)k;
	return TCP_NEVER;
}

void tcp_numbers(const struct tcb *t) /* 05.5 */
{
	tcp_trace_numbers(t, "%s snd.una %u snd.nxt %u snd.wnd %u rcv.nxt %u rcv.wnd %u flight %u",
	                  tcp_state_name(t->state), t->snd_una, t->snd_nxt, t->snd_wnd, t->rcv_nxt, t->rcv_wnd,
	                  t->snd_nxt - t->snd_una);
}
