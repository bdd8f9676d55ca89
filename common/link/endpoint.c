/* endpoint.c: see endpoint.h. */
#include "link/endpoint.h"

#include "link/answer.h"
#include "tcp/root.h"

#include <stdio.h>

static void send_packet(void *user, const uint8_t *packet, size_t n)
{
	host_send(user, packet, n);
}

/* What a packet brought about stands below its line; what time brought about
 * has a line of its own. */
static void show_event(void *user, const struct tcp_event *e)
{
	struct host *h = user;
	char local[TRACE_ADDRESS], remote[TRACE_ADDRESS], ends[64];

	if (e->numbers) {
		trace_note(&h->trace, e->text);
		return;
	}
	if (!e->timer) {
		trace_verdict(&h->trace, "%s", e->text);
		return;
	}
	snprintf(ends, sizeof ends, "%s:%u", trace_address(local, e->laddr), e->lport);
	trace_add(&h->trace, "%-15s -- ", ends);
	snprintf(ends, sizeof ends, "%s:%u", trace_address(remote, e->raddr), e->rport);
	trace_add(&h->trace, "%-15s  %s", ends, e->text);
	trace_end(&h->trace);
}

struct tcp_world endpoint_world(struct host *h)
{
	return (struct tcp_world){ .send = send_packet, .trace = h->trace.quiet ? NULL : show_event, .user = h };
}

static void segment(struct host *h, struct stack *k, const struct ipv4 *ip)
{
	const char *fault;
	struct seg s;

	if (tcp_parse(&s, ip, &fault))
		tcp_input(k, &s, link_date(&h->link) + h->packet.time);
	else if (h->trace.quiet) /* else whoever showed it has counted it */
		tally_dropped(&h->trace.tally, fault);
}

bool endpoint_next(struct host *h, struct stack *k)
{
	uint64_t deadline = tcp_deadline(k);
	struct ipv4 ip;

	if (!host_next(h, deadline == TCP_NEVER ? LINK_FOREVER : deadline - link_date(&h->link)))
		return false;
	if (h->packet.len == 0)
		tcp_poll(k, link_date(&h->link) + h->packet.time);
	else if (!host_receive(h, &ip))
		return true;
	else if (ip.protocol == IPV4_TCP)
		segment(h, k, &ip);
	else if (ip.protocol == IPV4_ICMP)
		answer_icmp(h, &ip);
	else if (ip.protocol == IPV4_UDP)
		answer_udp(h, &ip);
	else
		answer_unknown(h, &ip);
	return true;
}
