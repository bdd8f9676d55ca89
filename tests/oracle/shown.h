/* shown.h: the fields that lines of more than one step show, with tshark's names
 * for them. Patterns are those of fnmatch(3) with !(...): anything but this. */
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

/* The table that -v prints below the line. */
#define IPV4_TABLE_SHOWN \
	{ "version #", "ip.version" }, \
	{ "IHL #", "ip.hdr_len", .times = -4 }, \
	{ "type of service #", "ip.dsfield" }, \
	{ "total length #", "ip.len" }, \
	{ "identification #", "ip.id" }, \
	{ "reserved #", "ip.flags.rb" }, \
	{ "don't fragment #", "ip.flags.df" }, \
	{ "more fragments #", "ip.flags.mf" }, \
	{ "fragment offset #", "ip.frag_offset" }, \
	{ "time to live #", "ip.ttl" }, \
	{ "protocol #", "ip.proto" }, \
	{ "header checksum #", "ip.checksum" }, \
	{ "source #", "ip.src" }, \
	{ "destination #", "ip.dst" }

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

/* From step 03 on: why a packet gets no answer. The tests' honest
 * hosts are the kernel, the step and 198.51.100.7. */
#define VERDICT_SHOWN \
	{ "not answered: it is for somebody else", "ip.dst", "!(192.0.2.[12])" }, \
	{ "not answered: its source is not a single host", "ip.src", "!(192.0.2.[12]|198.51.100.7)" }

static const struct shown unknown_shown[] = {
	IPV4_SHOWN,
	VERDICT_SHOWN,
	{ "not answered: its UDP length or checksum is wrong", "udp.checksum.status", "0" },
	{ 0 },
};

static const struct shown fragment_shown[] = {
	IPV4_SHOWN, { "not answered: it is a fragment", "ip.version", "4" }, { 0 },
};

static const struct shown echo_shown[] = {
	PROTOCOL_SHOWN,
	{ "echo request", "icmp.type", "8" },
	{ "echo reply", "icmp.type", "0" },
	{ "id #", "icmp.ident" },
	{ "seq #", "icmp.seq" },
	{ "data #", "ip.len", .plus = -28 }, /* tshark has a name for the data only as far as it finds no time in it */
	VERDICT_SHOWN,
	{ 0 },
};

static const struct shown echo_with_options_shown[] = {
	PROTOCOL_SHOWN,
	{ "echo request", "icmp.type", "8" },
	{ "id #", "icmp.ident" },
	{ "seq #", "icmp.seq" },
	{ "data #", "ip.len", .plus = -68 },
	{ 0 },
};

static const struct shown unreachable_shown[] = {
	PROTOCOL_SHOWN,
	{ "port unreachable", "icmp.code", "3" },
	{ "protocol unreachable", "icmp.code", "2" },
	VERDICT_SHOWN,
	{ 0 },
};

static const struct shown icmp_shown[] = {
	PROTOCOL_SHOWN,
	{ "type #", "icmp.type" },
	{ "code #", "icmp.code" },
	VERDICT_SHOWN,
	{ 0 },
};

static const struct shown icmp_dropped_shown[] = {
	PROTOCOL_SHOWN,
	{ "dropped", "frame.number", "*" },
	{ "ICMP checksum is wrong", "icmp.checksum.status", "0" },
	{ "too short for an ICMP header", "ip.len", "2[0-7]" },
	{ 0 },
};

#define ICMP_KINDS \
	{ "ip.flags.mf", "1", fragment_shown }, \
	{ "ip.frag_offset", "[1-9]*", fragment_shown }, \
	{ "icmp.checksum.status", "0", icmp_dropped_shown }, \
	{ "ip.len", "27", icmp_dropped_shown }, \
	{ "ip.hdr_len", "60", echo_with_options_shown }, \
	{ "icmp.type", "[08]", echo_shown }, \
	{ "icmp.code", "[23]", unreachable_shown }, \
	{ "icmp.type", "?*", icmp_shown }, \
	{ "ip.version", "6", ipv6_shown }

#define DROPPED_KINDS \
	{ "ip.version", "", dropped_shown }, \
	{ "_ws.expert.message", "Bogus IP*", dropped_shown }, \
	{ "_ws.expert.message", "IPv4 total length exceeds*", dropped_shown }, \
	{ "ip.checksum.status", "0", dropped_shown }
