/* tcp_segment.c: the same, a step at a time. */
static const char *tcp_fault(const struct ipv4 *ip)
{
	const char *fault = NULL;
	size_t header = ip->len < 20 ? 0 : header_length(ip->data);

	if (ip->len < 20)
		fault = "too short for a TCP header";
	else if (header < 20)
		fault = "data offset is less than 5";
	else if (header > ip->len)
		fault = "data offset is beyond the segment";
	else if (tcp_checksum(ip->src, ip->dst, ip->data, ip->len))
		fault = "TCP checksum is wrong";
	return fault;
}

bool tcp_parse(struct seg *s, const struct ipv4 *ip, const char **fault)
{
	const uint8_t *p = ip->data;

	if ((*fault = tcp_fault(ip)) != NULL)
		return false;
	s->src = ip->src;
	s->dst = ip->dst;
	s->sport = get16(p);
	s->dport = get16(p + 2);
	s->seq = get32(p + 4);
	s->ack = get32(p + 8);
	s->options_len = header_length(p) - 20;
	s->options = p + 20;
	s->flags = p[13];
	s->wnd = get16(p + 14);
	s->urg = get16(p + 18);
	s->data = s->options + s->options_len;
	s->len = ip->len - 20 - s->options_len;
	return true;
}

size_t tcp_emit(uint8_t *packet, const struct seg *s)
{
	uint8_t *p = packet + 20;
	size_t i, n = 20 + s->options_len + s->len;
	struct ipv4 ip = { .src = s->src, .dst = s->dst, .len = n, .ttl = 64, .df = true, .protocol = 6 };

	ipv4_emit(packet, &ip);
	put16(p, s->sport);
	put16(p + 2, s->dport);
	put32(p + 4, s->seq);
	put32(p + 8, s->ack);
	put16(p + 12, (uint16_t)((5 + s->options_len / 4) << 12 | s->flags));
	put16(p + 14, (uint16_t)s->wnd);
	put16(p + 16, 0);
	put16(p + 18, s->urg);
	for (i = 0; i < s->options_len; i++)
		p[20 + i] = s->options[i];
	for (i = 0; i < s->len; i++)
		p[20 + s->options_len + i] = s->data[i];
	put16(p + 16, tcp_checksum(s->src, s->dst, p, n));
	return 20 + n;
}
