/* ipv4.h: the IPv4 header (RFC 791, 3.1). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { IPV4_HEADER = 20, IPV4_MAX = 65535 }; /* bytes: a header without options; a packet */
enum { IPV4_ICMP = 1, IPV4_TCP = 6, IPV4_UDP = 17 };

struct ipv4 { /* a header, in host byte order */
	uint8_t tos;
	uint16_t id;
	bool df, mf;     /* don't fragment; more fragments follow */
	uint16_t offset; /* of data in the whole datagram, in bytes */
	uint8_t ttl;
	uint8_t protocol; /* what data is: IPV4_ICMP, IPV4_TCP, ... */
	uint32_t src, dst;
	const uint8_t *options, *data; /* these point into the packet */
	size_t options_len, len;       /* in bytes */
};

/* Reads the header of a packet of n bytes. False when the packet lies about
 * itself: *fault then says how, in words that last, and *ip is untouched. */
bool ipv4_parse(struct ipv4 *ip, const uint8_t *packet, size_t n, const char **fault);

/* One piece of a datagram that was cut up on its way? */
bool ipv4_is_fragment(const struct ipv4 *ip);

/* Does the address belong to a single host? No broadcast, multicast, loopback
 * or "this network" address does, so none may be a source (RFC 1122, 3.2.1.3).
 * `us` is an address of our own, in a network of 256. */
bool ipv4_is_host(uint32_t address, uint32_t us);

/* Writes a header of IPV4_HEADER bytes, without options, for ip->len bytes of
 * data, which the caller puts behind it. */
void ipv4_emit(uint8_t *packet, const struct ipv4 *ip);
