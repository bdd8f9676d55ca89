/* icmp.c: see icmp.h.
 *
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------------+
 * |     Type      |     Code      |           Checksum            |  0
 * +---------------+---------------+-------------------------------+
 * |           Identifier          |        Sequence Number        |  4  (echo)
 * +-------------------------------+-------------------------------+
 * |     Data; in an error, the header of the packet it is about   |  8
 * +---------------------------------------------------------------+
 */
#include "wire/icmp.h"

#include "wire/bytes.h"
#include "wire/checksum.h"

#include <string.h>

enum { QUOTED = 8 }; /* bytes of the offender's data */

bool icmp_parse(struct icmp *m, const struct ipv4 *ip, const char **fault)
{
	const uint8_t *p = ip->data;

	*fault = ip->len < ICMP_HEADER           ? "too short for an ICMP header"
	         : checksum(p, ip->len) != 0     ? "ICMP checksum is wrong"
	                                         : NULL;
	if (*fault)
		return false;
	*m = (struct icmp){
		.type = p[0],
		.code = p[1],
		.id = get16(p + 4),
		.seq = get16(p + 6),
		.data = p + ICMP_HEADER,
		.len = ip->len - ICMP_HEADER,
	};
	return true;
}

/* The IP header that goes before n bytes of ICMP back to the sender. No router
 * may cut our packets up, so they need no identification (RFC 6864, 4.1). */
static void emit_answer(uint8_t *packet, const struct ipv4 *to, uint8_t tos, size_t n)
{
	struct ipv4 ip = {
		.tos = tos,
		.df = true,
		.ttl = 64,
		.protocol = IPV4_ICMP,
		.src = to->dst,
		.dst = to->src,
		.len = n,
	};

	ipv4_emit(packet, &ip);
}

/* All the data goes back, under another type (RFC 1122, 3.2.2.6). IP options,
 * which the RFC would have returned as well, we leave out. */
size_t icmp_echo_reply(uint8_t *packet, const struct ipv4 *ip, const struct icmp *request)
{
	uint8_t *p = packet + IPV4_HEADER;
	size_t n = ICMP_HEADER + request->len;

	memset(p, 0, ICMP_HEADER);
	p[0] = ICMP_ECHO_REPLY;
	put16(p + 4, request->id);
	put16(p + 6, request->seq);
	memcpy(p + ICMP_HEADER, request->data, request->len);
	put16(p + 2, checksum(p, n));
	emit_answer(packet, ip, ip->tos, n);
	return IPV4_HEADER + n;
}

size_t icmp_unreachable(uint8_t *packet, const struct ipv4 *offender, uint8_t code)
{
	uint8_t *p = packet + IPV4_HEADER;
	size_t header = IPV4_HEADER + offender->options_len;
	size_t quote = header + (offender->len < QUOTED ? offender->len : QUOTED);

	memset(p, 0, ICMP_HEADER);
	p[0] = ICMP_UNREACHABLE;
	p[1] = code;
	memcpy(p + ICMP_HEADER, offender->data - header, quote);
	put16(p + 2, checksum(p, ICMP_HEADER + quote));
	emit_answer(packet, offender, 0, ICMP_HEADER + quote);
	return IPV4_HEADER + ICMP_HEADER + quote;
}
