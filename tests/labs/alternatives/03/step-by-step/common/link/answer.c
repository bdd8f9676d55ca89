/* answer.c: the same, a step at a time. */
void answer_icmp(struct host *h, const struct ipv4 *ip)
{
	static uint8_t reply[IPV4_MAX];
	const char *fault;
	struct icmp m;

	if (!icmp_parse(&m, ip, &fault))
		return;
	if (m.type != ICMP_ECHO_REQUEST)
		return;
	host_send(h, reply, icmp_echo_reply(reply, ip, &m));
}

void answer_udp(struct host *h, const struct ipv4 *ip)
{
	if (!udp_intact(ip)) {
		trace_verdict(&h->trace, "not answered: its UDP length or checksum is wrong");
		return;
	}
	unreachable(h, ip, ICMP_PORT_UNREACHABLE);
}
