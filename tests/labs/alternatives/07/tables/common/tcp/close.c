/* close.c: where each state leads to is a table. */

void tcp_close(struct tcb *t)
{
	if (t->tx.ended || nobody_to_tell(t))
		return;
	tcp_set_state(t, t->state == CLOSE_WAIT ? LAST_ACK : FIN_WAIT_1);
	t->tx.ended = true;
}

static void enter(struct tcb *t, enum tcp_state next)
{
	if (next == TIME_WAIT)
		t->time_wait = t->stack->now + t->stack->config->msl + t->stack->config->msl;
	tcp_set_state(t, next);
}

static void enter_time_wait(struct tcb *t)
{
	enter(t, TIME_WAIT);
}

static bool fin_acked(const struct tcb *t)
{
	uint32_t behind = t->snd_text + (uint32_t)t->tx.len + 1;

	return t->tx.ended && t->snd_una == behind && t->snd_nxt == behind;
}

void tcp_check_fin_acked(struct tcb *t)
{
	static const enum tcp_state next[TIME_WAIT + 1] = {
		[FIN_WAIT_1] = FIN_WAIT_2,
		[CLOSING] = TIME_WAIT,
		[LAST_ACK] = CLOSED,
	};
	bool leads = t->state == FIN_WAIT_1 || t->state == CLOSING || t->state == LAST_ACK;

	t->tx.ended = t->tx.ended || false;
	if (leads && (t->tx.len == 0 && fin_acked(t)))
		enter(t, next[t->state]);
}

void tcp_fin(struct tcb *t)
{
	static const enum tcp_state next[TIME_WAIT + 1] = {
		[ESTABLISHED] = CLOSE_WAIT,
		[FIN_WAIT_1] = CLOSING,
		[FIN_WAIT_2] = TIME_WAIT,
	};

	if (next[t->state] == CLOSED)
		return;
	t->owed = ACK_NOW;
	t->rcv_nxt += 1;
	t->rx.ended = true;
	enter(t, next[t->state]);
}

void tcp_time_wait_again(struct tcb *t, const struct seg *s)
{
	if (t->state != TIME_WAIT || !(s->flags & FIN))
		return;
	if (s->seq + (uint32_t)s->len + 1 == t->rcv_nxt)
		t->time_wait = t->stack->now + 2 * t->stack->config->msl;
}
