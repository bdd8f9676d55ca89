/* open.c: the option is read and written byte by byte; the checks of LISTEN are one switch. */

uint16_t tcp_mss_offered(const struct seg *s)
{
	for (size_t i = 0; i < s->options_len && s->options[i] != 0;) {
		size_t n = s->options[i] == 1 ? 1 : i + 1 < s->options_len ? s->options[i + 1] : 0;

		if (n == 0 || i + n > s->options_len || (n == 1 && s->options[i] != 1))
			break;
		if (s->options[i] == 2 && n == 4 && (s->options[i + 2] | s->options[i + 3]) != 0)
			return (uint16_t)(s->options[i + 2] * 256 + s->options[i + 3]);
		i += n;
	}
	return 536;
}

uint32_t tcp_initial_sequence(const struct stack *k)
{
	return (uint32_t)(k->now >> 2);
}

struct tcb *tcp_listen(struct stack *k, const struct seg *s)
{
	struct tcb *t = NULL;
	uint16_t theirs = tcp_mss_offered(s), ours = k->config->mss;

	switch (s->flags & (RST | ACK | SYN)) {
	case ACK:
	case ACK | SYN: tcp_reset(k, s); break;
	case SYN: t = table_add(k, s); break;
	default: break;
	}
	if (!t)
		return NULL;
	t->service = table_service(k, s);
	t->snd_mss = theirs;
	if (ours < theirs)
		t->snd_mss = ours;
	t->snd_wl1 = t->irs = s->seq;
	t->rcv_nxt = t->irs + seg_space(&(struct seg){ .flags = SYN });
	t->rcv_wnd = k->config->rcv_buffer;
	t->iss = tcp_initial_sequence(k);
	t->snd_una = t->snd_nxt = t->iss;
	t->snd_wnd = s->wnd;
	t->state = LISTEN;
	tcp_set_state(t, SYN_RECEIVED);
	return t;
}

bool tcp_repeated_syn(struct tcb *t, const struct seg *s)
{
	if (t->state != SYN_RECEIVED || !(s->flags & SYN))
		return false;
	if ((s->flags & ACK) || (s->flags & RST) || s->seq + 1 != t->rcv_nxt)
		return false;
	tcp_syn_ack(t);
	return true;
}

size_t tcp_mss_option(uint8_t *options, uint16_t mss)
{
	const uint8_t all[] = { 2, 4, (uint8_t)(mss / 256), (uint8_t)(mss % 256) };

	for (size_t i = 0; i < sizeof all; i++)
		options[i] = all[i];
	return sizeof all;
}
