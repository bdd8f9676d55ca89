/* close.c: conditions in place of switches, and the abort from its states. */

void tcp_abort(struct tcb *t)
{
	bool tell;

	switch (t->state) {
	case CLOSED:
	case SYN_SENT: nobody_to_tell(t); return;
	case CLOSING:
	case LAST_ACK: tell = tcp_unsent(t) != 0; break;
	case TIME_WAIT: tell = false; break;
	default: tell = true; break;
	}
	if (tell)
		tcp_send(t, t->snd_nxt, RST, NULL, 0);
	tcp_delete(t, "the program gave up");
}

bool tcp_heard_all(const struct tcb *t)
{
	return !(t->rx.len > 0 || !t->rx.ended);
}

void tcp_check_fin_acked(struct tcb *t)
{
	if (fin_acked(t) && t->state == LAST_ACK)
		tcp_set_state(t, CLOSED);
	else if (fin_acked(t) && t->state == FIN_WAIT_1)
		tcp_set_state(t, FIN_WAIT_2);
	else if (fin_acked(t) && t->state == CLOSING)
		enter_time_wait(t);
}

void tcp_check_fin(struct tcb *t, const struct seg *s)
{
	uint32_t number = s->seq + seg_space(s) - 1;

	if ((s->flags & FIN) == 0)
		return;
	if (number != t->rcv_nxt)
		t->owed = ACK_NOW;
	else
		tcp_fin(t);
}

void tcp_fin(struct tcb *t)
{
	bool first = t->state == ESTABLISHED || t->state == FIN_WAIT_1 || t->state == FIN_WAIT_2;

	if (!first)
		return;
	t->rcv_nxt++;
	t->rx.ended = true;
	t->owed = ACK_NOW;
	if (t->state == FIN_WAIT_2)
		enter_time_wait(t);
	else
		tcp_set_state(t, t->state == FIN_WAIT_1 ? CLOSING : CLOSE_WAIT);
}

void tcp_time_wait_over(struct tcb *t)
{
	if (t->state != TIME_WAIT)
		return;
	if (t->stack->now >= t->time_wait)
		tcp_set_state(t, CLOSED);
}
