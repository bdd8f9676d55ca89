/* main.c: take TCP segments apart, and answer none of them yet. */
#include "console/show.h"
#include "link/answer.h"
#include "link/host.h"

static void input(struct host *h)
{
	struct ipv4 ip;

	if (!host_receive(h, &ip))
		return;
	switch (ip.protocol) {
	case IPV4_ICMP: answer_icmp(h, &ip); break;
	case IPV4_UDP: answer_udp(h, &ip); break;
	case IPV4_TCP: break; /* nobody answers yet */
	default: answer_unknown(h, &ip);
	}
}

int main(int argc, char **argv)
{
	static struct host h;

	host_open(&h, argc, argv, show_packet);
	while (host_next(&h, LINK_FOREVER))
		input(&h);
	return host_close(&h);
}
