/* close.c: RFC 9293, 3.10.5 and 3.10.7.4 word by word: the state says who hears of an abort. */

void tcp_close(struct tcb *t)
{
	if (t->tx.ended || nobody_to_tell(t)) {
		tcp_trace(t, "closed already");
		return;
	}
	t->tx.ended = true;
	tcp_set_state(t, t->state == CLOSE_WAIT ? LAST_ACK : FIN_WAIT_1);
}

void tcp_abort(struct tcb *t)
{
	switch (t->state) {
	case SYN_RECEIVED:
	case ESTABLISHED:
	case FIN_WAIT_1:
	case FIN_WAIT_2:
	case CLOSE_WAIT:
		tcp_send(t, t->snd_nxt, RST, NULL, 0);
		tcp_delete(t, "connection reset");
		break;
	case CLOSING:
	case LAST_ACK:
	case TIME_WAIT: tcp_delete(t, "ok"); break;
	default:
		nobody_to_tell(t);
		tcp_trace(t, "connection does not exist");
		break;
	}
}

void tcp_fin(struct tcb *t)
{
	t->rcv_nxt++;
	t->owed = ACK_NOW;
	t->rx.ended = true;
	switch (t->state) {
	case ESTABLISHED: tcp_set_state(t, CLOSE_WAIT); break;
	case FIN_WAIT_1: tcp_set_state(t, CLOSING); break;
	case FIN_WAIT_2: enter_time_wait(t); break;
	case TIME_WAIT: wait_two_lives(t); break;
	default: break;
	}
}
