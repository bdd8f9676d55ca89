/* tcp.c: the window is looked at before SND.UNA moves. */

static void arrive(struct tcb *t, struct seg *s)
{
	if (tcp_repeated_syn(t, s))
		return;
	tcp_trim(t, s);
	if (!tcp_check_seq(t, s) || !tcp_check_rst(t, s) || !tcp_check_syn(t, s) || !tcp_check_ack(t, s))
		return;
	tcp_window(t, s);
	tcp_acked(t, s);
	tcp_text(t, s);
}
