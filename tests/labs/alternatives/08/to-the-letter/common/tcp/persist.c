/* persist.c: each probe doubles the wait for the next (RFC 9293, 3.8.6.1), and is told in other words. */

void tcp_persist_watch(struct tcb *t)
{
	bool waits = t->state >= ESTABLISHED && tcp_unsent(t) > 0 && tcp_flight(t) == 0;

	if (waits && t->persist.fires == TCP_NEVER)
		t->persist.fires = t->stack->now + t->rto.rto;
	if (!waits)
		t->persist.fires = TCP_NEVER;
}

void tcp_persist_expired(struct tcb *t)
{
	if (t->state == CLOSED || t->persist.fires > t->stack->now)
		return;
	tcp_trace(t, "is anybody there?");
	t->persist = (struct tcp_persist){ .fires = TCP_NEVER, .probing = t->snd_wnd == 0 };
	tcp_send_from(t, t->snd_nxt, t->snd_wnd > 0 ? t->snd_wnd : 1);
	tcp_rto_back_off(t);
}
