/* persist.c: see persist.h. */
#include "tcp/persist.h"

#include "tcb.h"
#include "tcp/transmit.h"

void tcp_persist_init(struct tcb *t) /* 08.6 */
{
	t->persist = (struct tcp_persist){ .fires = TCP_NEVER };
}

void tcp_persist_watch(struct tcb *t) /* 08.6 */
{
	struct tcp_persist *p = &t->persist;

	if (t->state < ESTABLISHED || tcp_unsent(t) == 0 || tcp_flight(t) > 0)
		p->fires = TCP_NEVER;
	else if (p->fires == TCP_NEVER)
		p->fires = t->stack->now + t->rto.rto;
}

void tcp_persist_expired(struct tcb *t) /* 08.6 */
{
	struct tcp_persist *p = &t->persist;

	if (t->state == CLOSED || t->stack->now < p->fires)
		return;
	p->fires = TCP_NEVER;
	p->probing = t->snd_wnd == 0;
	tcp_trace(t, "text waits, the window is %u: a probe", t->snd_wnd);
	tcp_send_from(t, t->snd_nxt, p->probing ? 1 : t->snd_wnd);
}

void tcp_persist_heard(struct tcb *t) /* 08.6 */
{
	struct tcp_persist *p = &t->persist;

	if (p->probing && t->snd_wnd > 0) {
		tcp_rto_anew(t);
		t->resend.fires = TCP_NEVER;
		t->resend.tries = 0;
		if (tcp_flight(t) > 0)
			tcp_resend_begin(t);
	}
	if (tcp_flight(t) == 0 || t->snd_wnd > 0)
		p->probing = false;
}
