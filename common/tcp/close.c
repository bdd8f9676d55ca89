/* close.c: see close.h. */
#include "tcp/close.h"

#include "tcb.h"
#include "tcp/send.h"
#include "tcp/transmit.h"

/* The connection is over; or the peer has not answered our SYN, and it is over now (RFC 9293,
 * 3.10.4 and 3.10.5). */
static bool nobody_to_tell(struct tcb *t) /* 07.7 */
{
	if (t->state == SYN_SENT)
		tcp_delete(t, "closed before the peer has answered");
	return t->state == CLOSED;
}

/* The FIN itself leaves when its turn comes, behind the last byte. */
void tcp_close(struct tcb *t) /* 07.2 */
{
	if (t->tx.ended)
		return;
	if (nobody_to_tell(t)) /* 07.7 */
		return;        /* 07.7 */
	t->tx.ended = true;
	if (t->state == CLOSE_WAIT)
		tcp_set_state(t, LAST_ACK);
	else                                  /* 07.3 */
		tcp_set_state(t, FIN_WAIT_1); /* 07.3 */
}

void tcp_abort(struct tcb *t) /* 07.7 */
{
	if (nobody_to_tell(t))
		return;
	if (t->state < CLOSING || tcp_unsent(t) > 0) /* else both have said all */
		tcp_send(t, t->snd_nxt, RST | ACK, NULL, 0);
	tcp_delete(t, "aborted");
}

bool tcp_heard_all(const struct tcb *t) /* 07.2 */
{
	return t->rx.ended && t->rx.len == 0;
}

/* For so long an old segment may still be under way, and our last ACK may be
 * lost: then the peer's FIN comes again, and somebody has to answer it. */
static void wait_two_lives(struct tcb *t) /* 07.4 */
{
	t->time_wait = t->stack->now + 2 * t->stack->config->msl;
}

static void enter_time_wait(struct tcb *t) /* 07.4 */
{
	tcp_set_state(t, TIME_WAIT);
	wait_two_lives(t);
}

static bool fin_acked(const struct tcb *t) /* 07.2 */
{
	return t->tx.ended && tcp_unsent(t) == 0 && tcp_flight(t) == 0;
}

void tcp_check_fin_acked(struct tcb *t) /* 07.2 */
{
	if (!fin_acked(t))
		return;
	switch (t->state) {
	case FIN_WAIT_1: tcp_set_state(t, FIN_WAIT_2); break; /* 07.3 */
	case CLOSING: enter_time_wait(t); break;              /* 07.5 */
	case LAST_ACK: tcp_set_state(t, CLOSED); break;
	default: break;
	}
}

void tcp_fin(struct tcb *t)
{
	switch (t->state) {
	case ESTABLISHED: tcp_set_state(t, CLOSE_WAIT); break;
	case FIN_WAIT_1: tcp_set_state(t, CLOSING); break; /* 07.5 */
	case FIN_WAIT_2: enter_time_wait(t); break;        /* 07.4 */
	default: return;
	}
	t->rx.ended = true;
	t->rcv_nxt++;
	t->owed = ACK_NOW;
}

void tcp_check_fin(struct tcb *t, const struct seg *s)
{
	if (!(s->flags & FIN))
		return;
	if (s->seq + (uint32_t)s->len == t->rcv_nxt)
		tcp_fin(t);
	else
		t->owed = ACK_NOW; /* a gap: what lies before it is missing */
}

void tcp_time_wait_again(struct tcb *t, const struct seg *s) /* 07.4 */
{
	if (t->state == TIME_WAIT && (s->flags & FIN) && s->seq + seg_space(s) == t->rcv_nxt)
		wait_two_lives(t);
}

void tcp_time_wait_over(struct tcb *t) /* 07.4 */
{
	if (t->state == TIME_WAIT && t->time_wait <= t->stack->now)
		tcp_set_state(t, CLOSED);
}
