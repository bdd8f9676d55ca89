/* answer.c: see answer.h. */
#include "link/answer.h"

#include "wire/icmp.h"
#include "wire/udp.h" /* 03.4 */

void answer_icmp(struct host *h, const struct ipv4 *ip)
{
	uint8_t reply[IPV4_MAX];
	struct icmp m;
	const char *fault;

	if (icmp_parse(&m, ip, &fault) && m.type == ICMP_ECHO_REQUEST)
		host_send(h, reply, icmp_echo_reply(reply, ip, &m));
}

static void unreachable(struct host *h, const struct ipv4 *ip, uint8_t code) /* 03.4 */
{
	uint8_t error[ICMP_ERROR_MAX];

	host_send(h, error, icmp_unreachable(error, ip, code));
}

void answer_udp(struct host *h, const struct ipv4 *ip) /* 03.4 */
{
	if (udp_intact(ip))
		unreachable(h, ip, ICMP_PORT_UNREACHABLE);
	else
		trace_verdict(&h->trace, "not answered: its UDP length or checksum is wrong");
}

void answer_unknown(struct host *h, const struct ipv4 *ip) /* 03.5 */
{
	unreachable(h, ip, ICMP_PROTOCOL_UNREACHABLE);
}
