/* answer.c: see answer.h. */
#include "link/answer.h"

#include "wire/icmp.h"

void answer_icmp(struct host *h, const struct ipv4 *ip)
{
	uint8_t reply[IPV4_MAX];
	struct icmp m;
	const char *fault;

	if (icmp_parse(&m, ip, &fault) && m.type == ICMP_ECHO_REQUEST)
		host_send(h, reply, icmp_echo_reply(reply, ip, &m));
}

void answer_unreachable(struct host *h, const struct ipv4 *ip, uint8_t code)
{
	uint8_t error[ICMP_ERROR_MAX];

	host_send(h, error, icmp_unreachable(error, ip, code));
}
