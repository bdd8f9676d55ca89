/* show.c: see show.h. */
#include "console/show.h"

#include "console/fields.h"
#include "console/trace_icmp.h"
#include "console/trace_tcp.h"

static const char *line_icmp(struct trace *t, const struct ipv4 *ip)
{
	const char *fault;
	struct icmp m;

	trace_packet(t, ip);
	if (icmp_parse(&m, ip, &fault))
		trace_icmp(t, &m);
	return fault;
}

static const char *line_tcp(struct trace *t, const struct ipv4 *ip)
{
	const char *fault;
	struct seg s;

	if (tcp_parse(&s, ip, &fault))
		trace_tcp(t, &s);
	else
		trace_packet(t, ip);
	return fault;
}

/* What the packet says, if we understand it, else its IP header. */
static const char *line(struct trace *t, const struct ipv4 *ip)
{
	if (!ipv4_is_fragment(ip) && ip->protocol == IPV4_ICMP)
		return line_icmp(t, ip);
	if (!ipv4_is_fragment(ip) && ip->protocol == IPV4_TCP)
		return line_tcp(t, ip);
	trace_packet(t, ip);
	trace_ipv4(t, ip);
	return NULL;
}

static void fields(const struct ipv4 *ip, const uint8_t *packet, size_t n)
{
	fields_ipv4(packet, n);
	if (ip->offset > 0)
		return;
	if (ip->protocol == IPV4_ICMP)
		fields_icmp(ip->data, ip->len);
	if (ip->protocol == IPV4_TCP)          /* 04.4 */
		fields_tcp(ip->data, ip->len); /* 04.4 */
}

void show_packet(struct trace *t, const struct ipv4 *ip, const uint8_t *packet, size_t n)
{
	const char *fault = line(t, ip);

	if (fault)
		trace_dropped(t, fault);
	else
		trace_end(t);
	if (t->fields)
		fields(ip, packet, n);
	trace_bytes(t, packet, n);
}
