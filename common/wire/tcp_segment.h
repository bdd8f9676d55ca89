/* tcp_segment.h: a TCP segment, as bytes and as a struct (RFC 9293, 3.1). */
#pragma once
#include "wire/ipv4.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TCP_HEADER = 20, TCP_OPTIONS_MAX = 40 }; /* bytes */
enum { FIN = 1, SYN = 2, RST = 4, PSH = 8, ACK = 16, URG = 32, ECE = 64, CWR = 128 };

struct seg { /* a segment, in host byte order */
	uint32_t src, dst;
	uint16_t sport, dport;
	uint32_t seq, ack;
	uint8_t flags; /* FIN to CWR, or-ed */
	uint32_t wnd;  /* as it stands in the header, unless someone scales it */
	uint16_t urg;
	const uint8_t *options, *data; /* these point into the packet */
	size_t options_len, len;       /* in bytes */
};

/* Reads the segment that an IPv4 packet carries. False when it lies about its
 * length or its checksum is wrong: *fault then says which, in words that last. */
bool tcp_parse(struct seg *s, const struct ipv4 *ip, const char **fault);

/* Writes the segment as a packet, IP header included, and returns its length in
 * bytes. The options are copied as they are: a multiple of four bytes. */
size_t tcp_emit(uint8_t *packet, const struct seg *s);

/* The sequence numbers a segment takes: one a byte of text, and one each for
 * SYN and FIN (SEG.LEN of RFC 9293, 3.4). */
static inline uint32_t seg_space(const struct seg *s)
{
	return (uint32_t)s->len + !!(s->flags & SYN) + !!(s->flags & FIN);
}

enum tcp_option_kind { /* RFC 9293, 3.2; RFC 7323; RFC 2018 */
	OPT_EOL = 0, OPT_NOP = 1, OPT_MSS = 2, OPT_WSCALE = 3, OPT_SACK_OK = 4, OPT_SACK = 5, OPT_TS = 8,
};

struct tcp_option {
	uint8_t kind;
	uint8_t len;         /* as it says itself, kind and length included; 1 for EOL and NOP */
	bool bad;            /* it cannot have this length */
	const uint8_t *data; /* behind kind and length; NULL for EOL, NOP and what is bad */
};

/* Walks the options: start with *at zero; each call gives the next one, false
 * says that there is none. One whose length is less than two or goes beyond the
 * options is bad, and the last: nobody knows where the next would start. One of
 * a known kind whose length is not that kind's is bad, and stepped over. */
bool tcp_option_next(const struct seg *s, size_t *at, struct tcp_option *o);
