/* ipv4.c: the same, a step at a time. */
static bool reads(struct ipv4 *ip, const uint8_t *p)
{
	uint16_t word = get16(p + 6);
	size_t header = header_length(p), total = get16(p + 2);

	ip->tos = p[1];
	ip->id = get16(p + 4);
	ip->df = (word & 0x4000) != 0;
	ip->mf = (word & 0x2000) != 0;
	ip->offset = (uint16_t)(word << 3);
	ip->ttl = p[8];
	ip->protocol = p[9];
	ip->src = get32(p + 12);
	ip->dst = get32(p + 16);
	ip->options = p + 20;
	ip->options_len = header - 20;
	ip->data = p + header;
	ip->len = total - header;
	return true;
}

bool ipv4_parse(struct ipv4 *ip, const uint8_t *p, size_t n, const char **fault)
{
	const char *what = ipv4_fault(p, n);

	*fault = what;
	return what == NULL && reads(ip, p);
}

bool ipv4_is_fragment(const struct ipv4 *ip)
{
	if (ip->mf)
		return true;
	return ip->offset != 0;
}
