/* ipv4_shown.h: the fields of a line that shows an IPv4 header, with tshark's
 * names for them: all of step 02's lines, and some of every later step's. */
#pragma once
#include "harness.h"

#define ENDS_SHOWN \
	{ "src #", "ip.src" }, \
	{ "dst #", "ip.dst" }

#define PROTOCOL_SHOWN \
	ENDS_SHOWN, \
	{ "# bytes", "ip.len" }, \
	{ "ICMP", "ip.proto", "1" }, \
	{ "IGMP", "ip.proto", "2" }, \
	{ "TCP", "ip.proto", "6" }, \
	{ "UDP", "ip.proto", "17" }, \
	{ "GRE", "ip.proto", "47" }, \
	{ "SCTP", "ip.proto", "132" }, \
	{ "protocol 253", "ip.proto", "253" }

#define IPV4_SHOWN \
	PROTOCOL_SHOWN, \
	{ "ttl #", "ip.ttl" }, \
	{ "id #", "ip.id" }, \
	{ "DF", "ip.flags.df", "1" }, \
	{ "MF", "ip.flags.mf", "1" }, \
	{ "offset #", "ip.frag_offset", .times = 8 }, \
	{ "tos #", "ip.dsfield" }, \
	{ "options #", "ip.hdr_len", .plus = -20 }

static const struct shown ipv6_shown[] = {
	{ "IPv6", "ip.version", "6" },
	{ "# bytes", "frame.len" },
	{ "skipped", "ip.version", "6" },
	{ 0 },
};

/* A packet that lies about itself is not taken apart. Our words for its fault,
 * and what tshark says of it: */
static const struct shown dropped_shown[] = {
	{ "dropped", "frame.number", "*" },
	{ "version is not 4", "ip.version", "" },
	{ "IHL is less than 5", "_ws.expert.message", "Bogus IP header length*" },
	{ "total length is less than the header's", "_ws.expert.message", "Bogus IP length*" },
	{ "total length is more than was read", "_ws.expert.message", "IPv4 total length exceeds*" },
	{ "header checksum is wrong", "ip.checksum.status", "0" },
	{ 0 },
};

#define DROPPED_KINDS \
	{ "ip.version", "", dropped_shown }, \
	{ "_ws.expert.message", "Bogus IP*", dropped_shown }, \
	{ "_ws.expert.message", "IPv4 total length exceeds*", dropped_shown }, \
	{ "ip.checksum.status", "0", dropped_shown }
