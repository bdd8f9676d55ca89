/* tcp.c: an ACK that is owed leaves at once, before the text, which acknowledges it once more. */

static void arrive(struct tcb *t, struct seg *s)
{
	bool good = !tcp_repeated_syn(t, s);

	if (good)
		tcp_trim(t, s);
	good = good && tcp_check_seq(t, s) && tcp_check_rst(t, s) && tcp_check_syn(t, s) && tcp_check_ack(t, s);
	if (!good)
		return;
	tcp_window(t, s);
	tcp_acked(t, s);
	tcp_text(t, s);
}

void tcp_turn(struct tcb *t)
{
	if (t->state >= ESTABLISHED)
		t->service->run(t);
	if (t->state != CLOSED) {
		if (t->owed != ACK_NONE)
			tcp_ack(t);
		tcp_output(t, t->snd_wnd);
	}
}
