/* send.c: the segment is filled in line by line; a reset is told from its two cases. */

void tcp_send(struct tcb *t, uint32_t seq, uint8_t flags, const uint8_t *text, size_t n)
{
	uint8_t options[TCP_OPTIONS_MAX];
	struct seg s;

	memset(&s, 0, sizeof s);
	s.dst = t->raddr;
	s.src = t->laddr;
	s.dport = t->rport;
	s.sport = t->lport;
	s.flags = flags;
	s.ack = flags & ACK ? t->rcv_nxt : 0;
	s.seq = seq;
	s.len = n;
	s.data = text;
	tcp_dress(t, &s, options);
	seq += (uint32_t)n + !!(flags & SYN) + !!(flags & FIN);
	if ((int32_t)(seq - t->snd_nxt) > 0)
		t->snd_nxt = seq;
	leave(t->stack, &s);
	tcp_numbers(t);
}

void tcp_reset(struct stack *k, const struct seg *s)
{
	bool has = s->flags & ACK;
	struct seg r = {
		.src = s->dst,
		.dst = s->src,
		.sport = s->dport,
		.dport = s->sport,
		.flags = has ? RST : RST | ACK,
		.seq = has ? s->ack : 0,
		.ack = has ? 0 : s->seq + seg_space(s),
	};

	if (!(s->flags & RST))
		leave(k, &r);
}
