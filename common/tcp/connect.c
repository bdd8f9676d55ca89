/* connect.c: see connect.h. */
#include "tcp/connect.h"

#include "tcb.h"
#include "tcp/send.h"
#include "tcp/seq.h"
#include "tcp/table.h"

struct tcb *tcp_connect(struct stack *k, const struct seg *names, const struct service *service)
{
	const struct tcp_config *c = k->config;
	struct tcb *t = table_add(k, names);

	if (!t)
		return NULL;
	t->service = service;
	t->rcv_wnd = c->rcv_buffer;
	t->iss = t->snd_una = t->snd_nxt = tcp_initial_sequence(k);
	t->snd_mss = MSS_DEFAULT < c->mss ? MSS_DEFAULT : c->mss;
	t->options.scale = c->scale;
	t->options.ts = c->ts;
	t->options.sack = c->sack;
	while (c->scale && c->rcv_buffer >> t->options.rcv_shift > UINT16_MAX)
		t->options.rcv_shift++;
	tcp_set_state(t, SYN_SENT);
	return t;
}

void tcp_syn(struct tcb *t)
{
	tcp_send(t, t->iss, SYN, NULL, 0);
}

/* First and second: an ACK of what we have not sent, and a RST, which only an
 * ACK of our SYN makes believable. */
static bool believable(struct tcb *t, const struct seg *s)
{
	if ((s->flags & ACK) && s->ack != t->snd_nxt) {
		tcp_reset(t->stack, s);
		return false;
	}
	if (!(s->flags & RST))
		return (s->flags & SYN) != 0;
	if (s->flags & ACK)
		tcp_delete(t, "refused by the peer");
	return false;
}

bool tcp_syn_sent(struct tcb *t, const struct seg *s)
{
	uint16_t mss = tcp_mss_offered(s);

	if (!believable(t, s))
		return false;
	t->irs = s->seq;
	t->rcv_nxt = s->seq + 1;
	t->snd_mss = mss < t->stack->config->mss ? mss : t->stack->config->mss;
	t->snd_wnd = s->wnd;
	t->snd_wl1 = s->seq;
	t->options = (struct tcp_options){ 0 }; /* we offered all; what the peer offers, too, is agreed */
	tcp_options_offered(t, s);
	if (!(s->flags & ACK)) {
		tcp_set_state(t, SYN_RECEIVED);
		tcp_syn_ack(t);
		return true;
	}
	t->snd_una = t->snd_wl2 = s->ack;
	tcp_set_state(t, ESTABLISHED);
	t->owed = ACK_NOW;
	tcp_rto_acked(t);
	tcp_resend_heard(t, 1, false);
	return true;
}

void tcp_syn_turn(struct tcb *t)
{
	if (t->resend.lost) {
		tcp_syn(t);
		tcp_rto_resent(t);
		t->resend.lost = false;
		t->resend.syn_lost = true;
	}
	tcp_resend_watch(t);
}
