/* ipv4.c: see ipv4.h.
 *
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-------+---------------+-------------------------------+
 * |Version|  IHL  |Type of Service|         Total Length          |  0
 * +-------+-------+---------------+-----+-------------------------+
 * |        Identification         |Flags|     Fragment Offset     |  4
 * +---------------+---------------+-----+-------------------------+
 * | Time to Live  |   Protocol    |        Header Checksum        |  8
 * +---------------+---------------+-------------------------------+
 * |                        Source Address                         | 12
 * +---------------------------------------------------------------+
 * |                      Destination Address                      | 16
 * +---------------------------------------------------------------+
 * |                 Options, if IHL is more than 5                | 20
 * +---------------------------------------------------------------+
 */
#include "wire/ipv4.h"

#include "wire/bytes.h"
#include "wire/checksum.h"

#include <string.h>

enum { DF = 0x4000, MF = 0x2000, OFFSET = 0x1fff }; /* within bytes 6 and 7 */

/* IHL and the fragment offset count in words of 4 and of 8 bytes. */
static size_t header_length(const uint8_t *p)
{
	return (p[0] & 0x0f) * 4u;
}

/* A host must silently discard a packet whose version is not 4 (RFC 1122,
 * 3.2.1.1) or whose header checksum is wrong (3.2.1.2). No length is believed
 * before it is held against what was really read. */
static const char *ipv4_fault(const uint8_t *p, size_t n)
{
	if (n < IPV4_HEADER)
		return "too short for an IPv4 header";
	if (p[0] >> 4 != 4)
		return "version is not 4";
	if (header_length(p) < IPV4_HEADER)
		return "IHL is less than 5";
	if (get16(p + 2) < header_length(p))
		return "total length is less than the header's";
	if (get16(p + 2) > n)
		return "total length is more than was read";
	if (checksum(p, header_length(p)) != 0) /* 02.4 */
		return "header checksum is wrong";  /* 02.4 */
	return NULL;
}

bool ipv4_parse(struct ipv4 *ip, const uint8_t *p, size_t n, const char **fault)
{
	size_t header;

	*fault = ipv4_fault(p, n);
	if (*fault)
		return false;
	header = header_length(p);
	*ip = (struct ipv4){
		.tos = p[1],
		.id = get16(p + 4),
		.df = get16(p + 6) & DF,
		.mf = get16(p + 6) & MF,
		.offset = (uint16_t)((get16(p + 6) & OFFSET) * 8),
		.ttl = p[8],
		.protocol = p[9],
		.src = get32(p + 12),
		.dst = get32(p + 16),
		.options = p + IPV4_HEADER,
		.options_len = header - IPV4_HEADER,
		.data = p + header,
		.len = get16(p + 2) - header,
	};
	return true;
}

bool ipv4_is_fragment(const struct ipv4 *ip)
{
	return ip->mf || ip->offset > 0;
}

bool ipv4_is_host(uint32_t address, uint32_t us)
{
	uint8_t net = (uint8_t)(address >> 24), host = (uint8_t)address;
	bool nearby = address >> 8 == us >> 8;

	return net != 0 && net != 127 && net < 224 && !(nearby && (host == 0 || host == 255));
}

void ipv4_emit(uint8_t *p, const struct ipv4 *ip)
{
	memset(p, 0, IPV4_HEADER);
	p[0] = 4 << 4 | IPV4_HEADER / 4;
	p[1] = ip->tos;
	put16(p + 2, (uint16_t)(IPV4_HEADER + ip->len));
	put16(p + 4, ip->id);
	put16(p + 6, (uint16_t)((ip->df ? DF : 0) | (ip->mf ? MF : 0) | ip->offset / 8));
	p[8] = ip->ttl;
	p[9] = ip->protocol;
	put32(p + 12, ip->src);
	put32(p + 16, ip->dst);
	put16(p + 10, checksum(p, IPV4_HEADER));
}
