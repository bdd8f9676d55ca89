/* receive.c: the step that is worth a segment is Eff.snd.MSS, as RFC 9293, 3.8.6.2.2 has it. */

static void open_window(struct tcb *t)
{
	uint32_t buffer = t->stack->config->rcv_buffer, room = (uint32_t)stream_room(&t->rx), was = t->rcv_wnd;
	uint32_t step = t->snd_mss < buffer / 2 ? t->snd_mss : buffer / 2;

	if (t->rx.ended || room < was + step)
		return;
	t->rcv_wnd = room;
	if (was < room / 2)
		owe(t, ACK_NOW);
}
