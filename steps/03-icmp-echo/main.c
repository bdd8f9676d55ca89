/* main.c: a host that answers ping, and says so when it has no answer. */
#include "console/fields.h"
#include "console/trace_icmp.h"
#include "link/answer.h"
#include "link/host.h"
#include "wire/icmp.h"

/* The packet's line: what it says if it is an ICMP message, else its header. */
static const char *show_line(struct trace *t, const struct ipv4 *ip)
{
	const char *fault = NULL;
	struct icmp m;

	trace_packet(t, ip);
	if (ip->protocol != IPV4_ICMP || ipv4_is_fragment(ip))
		trace_ipv4(t, ip);
	else if (icmp_parse(&m, ip, &fault))
		trace_icmp(t, &m);
	return fault;
}

static void show(struct trace *t, const struct ipv4 *ip, const uint8_t *packet, size_t n)
{
	const char *fault = show_line(t, ip);

	if (fault)
		trace_dropped(t, fault);
	else
		trace_end(t);
	if (t->fields) {
		fields_ipv4(packet, n);
		if (ip->protocol == IPV4_ICMP && ip->offset == 0)
			fields_icmp(ip->data, ip->len);
	}
	trace_bytes(t, packet, n);
}

static void input(struct host *h)
{
	struct ipv4 ip;

	if (!host_receive(h, &ip))
		return;
	switch (ip.protocol) { /* 03.2 */
	case IPV4_ICMP: answer_icmp(h, &ip); break; /* 03.2 */
	case IPV4_UDP: answer_udp(h, &ip); break;   /* 03.4 */
	default: answer_unknown(h, &ip);            /* 03.5 */
	}
}

int main(int argc, char **argv)
{
	static struct host h;

	host_open(&h, argc, argv, show);
	while (host_next(&h, LINK_FOREVER))
		input(&h);
	return host_close(&h);
}
