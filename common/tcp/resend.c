/* resend.c: see resend.h. */
#include "tcp/resend.h"

#include "tcb.h"
#include "tcp/seq.h"
#include "tcp/transmit.h"

void tcp_resend_init(struct tcb *t)
{
	t->resend = (struct tcp_resend){ .fires = TCP_NEVER, .recover = t->iss };
}

void tcp_resend_watch(struct tcb *t)
{
	struct tcp_resend *r = &t->resend;

	if (tcp_flight(t) == 0) {
		r->fires = TCP_NEVER;
	} else if (r->fires == TCP_NEVER) {
		r->fires = t->stack->now + t->rto.rto;
		if (r->tries == 0)                /* 08.5 */
			r->since = t->stack->now; /* 08.5 */
	}
}

/* Whoever shut the window and still answers may take as long as it likes; the
 * handshake may take longer than text (RFC 9293, 3.8.3 and 3.8.6.1). R2 lies
 * beyond R1: where each wait is a minute, two are no reason to give up. */
static bool too_long(const struct tcb *t) /* 08.5 */
{
	const struct tcp_config *c = t->stack->config;
	uint64_t waited = t->stack->now - t->resend.since;

	return t->resend.tries > c->r1 && waited >= (t->state < ESTABLISHED ? c->r2_syn : c->r2);
}

void tcp_resend_begin(struct tcb *t)
{
	t->resend.lost = true;
	t->resend.next = t->snd_una;
	t->resend.recover = t->snd_nxt;
}

bool tcp_resend_expired(struct tcb *t)
{
	struct tcp_resend *r = &t->resend;

	if (t->state == CLOSED || t->stack->now < r->fires)
		return false;
	if (too_long(t)) { /* 08.5 */
		tcp_delete(t, "given up: no answer for too long");
		return false;
	}
	r->tries++;
	r->duplicates = 0;
	r->fires = TCP_NEVER;
	tcp_resend_begin(t);
	r->syn_lost = t->state == SYN_RECEIVED; /* 08.2 */
	tcp_rto_back_off(t); /* 08.2 */
	tcp_trace(t, "timeout %u: all from %u on is lost; the next wait is %.3f s", r->tries, t->snd_una,
	          (double)t->rto.rto / 1e6);
	if (r->tries == t->stack->config->r1)               /* 08.5 */
		tcp_trace(t, "R1: the path may be broken"); /* 08.5 */
	return true;
}

bool tcp_is_duplicate(const struct tcb *t, const struct seg *s) /* 08.8 */
{
	return tcp_flight(t) > 0 && s->len == 0 && !(s->flags & (SYN | FIN)) && s->ack == t->snd_una &&
	       s->wnd == t->snd_wnd;
}

/* What is being sent again already, or was until this ACK, says nothing new. */
static bool third_duplicate(struct tcb *t) /* 08.8 */
{
	const struct tcp_resend *r = &t->resend;

	if (r->duplicates != DUPLICATES || r->lost || !seq_lt(r->recover, t->snd_una))
		return false;
	tcp_resend_begin(t);
	tcp_trace(t, "three duplicate ACKs: what begins at %u is lost", t->snd_una);
	return true;
}

bool tcp_resend_heard(struct tcb *t, uint32_t acked, bool duplicate)
{
	struct tcp_resend *r = &t->resend;
	bool began = false;

	if (acked > 0) {
		r->fires = TCP_NEVER; /* RFC 6298, 5.3: it starts anew */
		r->tries = r->duplicates = 0;
		if (!seq_lt(t->snd_una, r->recover))
			r->lost = false;
		if (seq_lt(r->recover, t->snd_una))
			r->recover = t->snd_una - 1; /* or, 2^31 numbers later, it would lie ahead */
	}
	if (r->syn_lost)                  /* 08.2 */
		tcp_rto_careful(t);       /* 08.2 */
	r->syn_lost = false;              /* 08.2 */
	if (t->snd_wnd == 0)              /* 08.5 */
		r->since = t->stack->now; /* 08.5 */
	r->duplicates += duplicate;
	began = duplicate && third_duplicate(t); /* 08.8 */
	return began;
}

void tcp_resend_lost(struct tcb *t, uint32_t window)
{
	struct tcp_resend *r = &t->resend;

	if (seq_lt(r->next, t->snd_una))
		r->next = t->snd_una;
	while (r->lost && seq_lt(r->next, r->recover) && (r->next == t->snd_una || r->next - t->snd_una < window)) {
		r->next += tcp_send_from(t, r->next, r->recover - r->next);
		tcp_rto_resent(t); /* 08.4 */
	}
}
