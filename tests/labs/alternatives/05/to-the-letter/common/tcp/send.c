/* send.c: the ack field of a RST without ACK is left as it comes: it means nothing there. */

void tcp_reset(struct stack *k, const struct seg *s)
{
	bool known = (s->flags & ACK) != 0;
	struct seg r = {
		.src = s->dst, .dst = s->src, .sport = s->dport, .dport = s->sport,
		.seq = known ? s->ack : 0, .ack = s->seq + seg_space(s), .flags = known ? RST : RST | ACK,
	};

	if (!(s->flags & RST))
		leave(k, &r);
}
