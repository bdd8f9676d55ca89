/* main.c: take TCP segments apart, and answer none of them yet. */
#include "console/show.h"
#include "link/answer.h"
#include "link/host.h"
#include "wire/icmp.h"

static void input(struct host *h)
{
	struct ipv4 ip;

	if (!host_receive(h, &ip))
		return;
	if (ip.protocol == IPV4_ICMP)
		answer_icmp(h, &ip);
	else if (ip.protocol == IPV4_UDP)
		answer_unreachable(h, &ip, ICMP_PORT_UNREACHABLE);
	else if (ip.protocol != IPV4_TCP)
		answer_unreachable(h, &ip, ICMP_PROTOCOL_UNREACHABLE);
}

int main(int argc, char **argv)
{
	static struct host h;

	host_open(&h, argc, argv, show_packet);
	while (host_next(&h, LINK_FOREVER))
		input(&h);
	return host_close(&h);
}
