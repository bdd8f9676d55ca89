/* icmp.c: the same, a step at a time. */
bool icmp_parse(struct icmp *m, const struct ipv4 *ip, const char **fault)
{
	struct icmp read;

	if (ip->len < 8) {
		*fault = "too short for an ICMP header";
		return false;
	}
	if (checksum(ip->data, ip->len)) {
		*fault = "ICMP checksum is wrong";
		return false;
	}
	*fault = NULL;
	read.type = ip->data[0];
	read.code = ip->data[1];
	read.id = get16(&ip->data[4]);
	read.seq = get16(&ip->data[6]);
	read.data = &ip->data[8];
	read.len = ip->len - 8;
	*m = read;
	return true;
}

static void emit_answer(uint8_t *packet, const struct ipv4 *to, uint8_t tos, size_t n)
{
	struct ipv4 ip;

	memset(&ip, 0, sizeof ip);
	ip.src = to->dst;
	ip.dst = to->src;
	ip.tos = tos;
	ip.ttl = 64;
	ip.protocol = 1;
	ip.df = 1;
	ip.len = n;
	ipv4_emit(packet, &ip);
}

size_t icmp_echo_reply(uint8_t *packet, const struct ipv4 *ip, const struct icmp *request)
{
	size_t n = 8 + request->len;

	emit_answer(packet, ip, ip->tos, n);
	memcpy(packet + 20, request->data - 8, n);
	packet[20] = packet[21] = packet[22] = packet[23] = 0;
	put16(packet + 22, checksum(packet + 20, n));
	return 20 + n;
}

size_t icmp_unreachable(uint8_t *packet, const struct ipv4 *offender, uint8_t code)
{
	const uint8_t *header = offender->options - 20;
	size_t quote = (size_t)(offender->data - header), more = offender->len;

	if (more > 8)
		more = 8;
	packet[20] = 3;
	packet[21] = code;
	memset(packet + 22, 0, 6);
	memcpy(packet + 28, header, quote + more);
	put16(packet + 22, checksum(packet + 20, 8 + quote + more));
	emit_answer(packet, offender, 0, 8 + quote + more);
	return 28 + quote + more;
}
