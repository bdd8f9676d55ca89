/* icmp.h: ICMP, the messages that IP sends about itself (RFC 792). */
#pragma once
#include "wire/ipv4.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ICMP_HEADER = 8 };      /* bytes */
enum { ICMP_ERROR_MAX = 96 };  /* bytes: two IP headers, one of them with options, and 8 + 8 */
enum { ICMP_ECHO_REPLY = 0, ICMP_UNREACHABLE = 3, ICMP_ECHO_REQUEST = 8 };        /* types */
enum { ICMP_PROTOCOL_UNREACHABLE = 2, ICMP_PORT_UNREACHABLE = 3 };                /* codes */

struct icmp { /* a message, in host byte order */
	uint8_t type, code;
	uint16_t id, seq;    /* of an echo; other messages mean something else by them */
	const uint8_t *data; /* points into the packet */
	size_t len;          /* of data, in bytes */
};

/* Reads the message that an ICMP packet carries. False when it is too short or
 * its checksum is wrong: *fault then says which, in words that last. */
bool icmp_parse(struct icmp *m, const struct ipv4 *ip, const char **fault);

/* Writes the reply to an echo request, a packet as long as the request without
 * its IP options. Returns its length in bytes. */
size_t icmp_echo_reply(uint8_t *packet, const struct ipv4 *ip, const struct icmp *request);

/* Writes the error "destination unreachable" about a packet, of which it quotes
 * the header and eight bytes: enough for the sender to tell which of its
 * programs it was. At most ICMP_ERROR_MAX bytes; returns how many. None may be
 * sent about another ICMP error, about a fragment but the first, or about what
 * did not go from one host to one host (RFC 1122, 3.2.2): the caller sees to
 * that. */
size_t icmp_unreachable(uint8_t *packet, const struct ipv4 *offender, uint8_t code);
