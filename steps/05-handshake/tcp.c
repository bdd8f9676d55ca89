/* tcp.c: the path of a segment through the parts that we have (RFC 9293, 3.10.7). */
#include "tcb.h"
#include "tcp/check.h"
#include "tcp/root.h"
#include "tcp/send.h"
#include "tcp/table.h"

#include <stdio.h>

void tcp_dress(struct tcb *t, struct seg *s, uint8_t *options)
{
	s->wnd = t->rcv_wnd;
	s->options = options;
	if (s->wnd > UINT16_MAX)
		s->wnd = UINT16_MAX;
	if (s->flags & SYN)
		s->options_len = tcp_mss_option(options, t->stack->config->mss);
}

static void arrive_listen(struct stack *k, const struct seg *s)
{
	struct tcb *t = tcp_listen(k, s);

	if (t)
		tcp_syn_ack(t);
}

static void arrive(struct tcb *t, struct seg *s)
{
	if (tcp_repeated_syn(t, s))
		return;
	if (!tcp_check_seq(t, s)) /* first */
		return;
	if (!tcp_check_rst(t, s)) /* second */
		return;
	if (!tcp_check_syn(t, s)) /* fourth */
		return;
	tcp_check_ack(t, s); /* fifth */
}

void tcp_input(struct stack *k, struct seg *s, uint64_t now)
{
	struct tcb *t = table_find(k, s);

	k->now = now;
	if (t) {
		tcp_numbers(t);
		arrive(t, s);
	} else if (table_service(k, s)) {
		arrive_listen(k, s);
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

void tcp_numbers(const struct tcb *t)
{
	char text[256];
	struct tcp_event e = { .numbers = true, .text = text };

	snprintf(text, sizeof text,
	         "%s snd.una %u snd.nxt %u snd.wnd %u rcv.nxt %u rcv.wnd %u flight %u",
	         tcp_state_name(t->state), t->snd_una, t->snd_nxt, t->snd_wnd, t->rcv_nxt, t->rcv_wnd,
	         t->snd_nxt - t->snd_una);
	t->stack->world.trace(t->stack->world.user, &e);
}
