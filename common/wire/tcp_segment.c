/* tcp_segment.c: see tcp_segment.h.
 *
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |          Source Port          |       Destination Port        |  0
 * +-------------------------------+-------------------------------+
 * |                        Sequence Number                        |  4
 * +---------------------------------------------------------------+
 * |                     Acknowledgment Number                     |  8
 * +-------+-------+-+-+-+-+-+-+-+-+-------------------------------+
 * | Data  |       |C|E|U|A|P|R|S|F|                               |
 * |Offset |Reservd|W|C|R|C|S|S|Y|I|            Window             | 12
 * |       |       |R|E|G|K|H|T|N|N|                               |
 * +-------+-------+-+-+-+-+-+-+-+-+-------------------------------+
 * |           Checksum            |        Urgent Pointer         | 16
 * +-------------------------------+-------------------------------+
 * |         Options, if the data offset is more than 5            | 20
 * +---------------------------------------------------------------+
 */
#include "wire/tcp_segment.h"

#include "wire/bytes.h"
#include "wire/checksum.h"

#include <assert.h>
#include <string.h>

static uint16_t tcp_checksum(uint32_t src, uint32_t dst, const uint8_t *p, size_t n)
{
	return checksum_finish(checksum_add(checksum_pseudo(src, dst, IPV4_TCP, n), p, n));
}

/* The data offset counts in words of four bytes. */
static size_t header_length(const uint8_t *p)
{
	return (p[12] >> 4) * 4u;
}

static const char *tcp_fault(const struct ipv4 *ip)
{
	if (ip->len < TCP_HEADER)
		return "too short for a TCP header";
	if (header_length(ip->data) < TCP_HEADER)
		return "data offset is less than 5";
	if (header_length(ip->data) > ip->len)
		return "data offset is beyond the segment";
	if (tcp_checksum(ip->src, ip->dst, ip->data, ip->len) != 0) /* 04.2 */
		return "TCP checksum is wrong";                         /* 04.2 */
	return NULL;
}

bool tcp_parse(struct seg *s, const struct ipv4 *ip, const char **fault)
{
	const uint8_t *p = ip->data;
	size_t header;

	*fault = tcp_fault(ip);
	if (*fault)
		return false;
	header = header_length(p);
	*s = (struct seg){
		.src = ip->src,
		.dst = ip->dst,
		.sport = get16(p),
		.dport = get16(p + 2),
		.seq = get32(p + 4),
		.ack = get32(p + 8),
		.flags = p[13],
		.wnd = get16(p + 14),
		.urg = get16(p + 18),
		.options = p + TCP_HEADER,
		.options_len = header - TCP_HEADER,
		.data = p + header,
		.len = ip->len - header,
	};
	return true;
}

/* Has an option of this kind this length? Of kinds we do not know, any. */
static bool length_fits(uint8_t kind, uint8_t len)
{
	switch (kind) {
	case OPT_MSS: return len == 4;
	case OPT_WSCALE: return len == 3;
	case OPT_SACK_OK: return len == 2;
	case OPT_SACK: return len > 2 && len % 8 == 2;
	case OPT_TS: return len == 10;
	default: return true;
	}
}

/* Kinds 0 and 1 are a single byte. Every other kind, known or not, says how
 * long it is, so that it can be stepped over (RFC 9293, 3.1). */
bool tcp_option_next(const struct seg *s, size_t *at, struct tcp_option *o)
{
	size_t left = s->options_len - *at;
	const uint8_t *p;

	if (left == 0)
		return false;
	p = s->options + *at;
	*o = (struct tcp_option){ .kind = p[0], .len = 1 };
	*at += o->kind == OPT_EOL ? left : 1;
	if (o->kind == OPT_EOL || o->kind == OPT_NOP)
		return true;
	o->len = left < 2 ? 0 : p[1];
	o->bad = o->len < 2 || o->len > left || !length_fits(o->kind, o->len);
	o->data = o->bad ? NULL : p + 2;
	*at += (o->len < 2 || o->len > left ? left : o->len) - 1;
	return true;
}

size_t tcp_emit(uint8_t *packet, const struct seg *s)
{
	uint8_t *p = packet + IPV4_HEADER;
	size_t header = TCP_HEADER + s->options_len, n = header + s->len;
	struct ipv4 ip = {
		.df = true,
		.ttl = 64,
		.protocol = IPV4_TCP,
		.src = s->src,
		.dst = s->dst,
		.len = n,
	};

	assert(s->wnd <= UINT16_MAX && s->options_len <= TCP_OPTIONS_MAX && s->options_len % 4 == 0);
	memset(p, 0, TCP_HEADER);
	put16(p, s->sport);
	put16(p + 2, s->dport);
	put32(p + 4, s->seq);
	put32(p + 8, s->ack);
	p[12] = (uint8_t)(header / 4 << 4);
	p[13] = s->flags;
	put16(p + 14, (uint16_t)s->wnd);
	put16(p + 18, s->urg);
	if (s->options_len)
		memcpy(p + TCP_HEADER, s->options, s->options_len);
	if (s->len)
		memcpy(p + header, s->data, s->len);
	put16(p + 16, tcp_checksum(s->src, s->dst, p, n));
	ipv4_emit(packet, &ip);
	return IPV4_HEADER + n;
}
