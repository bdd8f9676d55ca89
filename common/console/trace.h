/* trace.h: what the reader sees of a packet: one line, and under it what came
 * of it. tests/oracle holds each field of these lines against tshark's.
 *
 *   0.000000  192.0.2.1       -> 192.0.2.2         84 bytes  ICMP  ttl 64  id 0x1c46  DF
 *   0.000130  IPv6  48 bytes  skipped
 *   0.000300  dropped  header checksum is wrong
 *
 * The seconds since the first packet, then fields two or more spaces apart:
 *
 *   source -> destination   addresses, with ports where there are any
 *   N bytes                 the total length
 *   ICMP, TCP, UDP, ...     the protocol by name, or `protocol N`
 *   ttl N, id 0xN           time to live, identification
 *   DF, MF                  don't fragment, more fragments
 *   offset N                where a fragment's data belongs, in bytes, if not 0
 *   tos 0xN                 type of service, if not 0
 *   options N               bytes of IP options, if there are any
 *   dropped  REASON         the packet lies about itself and goes no further
 *   wrong  REASON           the same, of a packet that we have sent
 *
 * ICMP and TCP have fields of their own: trace_icmp.h, trace_tcp.h. */
#pragma once
#include "console/options.h"
#include "console/tally.h"
#include "wire/ipv4.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TRACE_LINE = 512, TRACE_ADDRESS = 16 };

struct trace {
	bool colour, fields, hex, quiet; /* quiet: nothing is shown, only counted */
	uint64_t now;          /* microseconds since the first packet */
	char line[TRACE_LINE]; /* the line so far, after the time */
	bool outgoing;         /* it is about a packet of ours: whoever sends sets this */
	char *note;            /* lines are added here too, or NULL */
	size_t note_size;
	struct tally tally;
};

/* Lines go to standard output, and into note (note_size bytes, or NULL), whose
 * owner empties it. */
void trace_init(struct trace *t, const struct options *o, char *note, size_t note_size);

/* A packet has come, at time now: the lines that follow are about it. */
void trace_arrival(struct trace *t, uint64_t now);

/* The line grows, and ends. */
void trace_add(struct trace *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void trace_end(struct trace *t);

/* Starts a line with source, destination, length and protocol. */
void trace_packet(struct trace *t, const struct ipv4 *ip);
/* Adds the rest of the header: ttl, id and so on. */
void trace_ipv4(struct trace *t, const struct ipv4 *ip);

/* Whole lines: a packet that is not IPv4, of n bytes; what came of a packet. */
void trace_skipped(struct trace *t, uint16_t ethertype, size_t n);
void trace_verdict(struct trace *t, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds a line to the packet's note only. What the screen shows, without the
 * time, is in it anyway. */
void trace_note(struct trace *t, const char *text);

/* Ends the line with what is wrong with the packet, a string that lasts, and
 * counts it, unless the packet is our own. */
void trace_dropped(struct trace *t, const char *reason);

/* The bytes of a packet, if -x asks for them. */
void trace_bytes(const struct trace *t, const uint8_t *packet, size_t n);

/* The address as 192.0.2.1, in text, which is returned. */
const char *trace_address(char text[TRACE_ADDRESS], uint32_t address);
