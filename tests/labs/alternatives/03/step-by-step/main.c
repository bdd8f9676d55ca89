/* main.c: the same, a step at a time. */
static void input(struct host *h)
{
	struct ipv4 ip;

	if (host_receive(h, &ip)) {
		if (ip.protocol == IPV4_ICMP)
			answer_icmp(h, &ip);
		else if (ip.protocol == IPV4_UDP)
			answer_udp(h, &ip);
		else
			answer_unknown(h, &ip);
	}
}
