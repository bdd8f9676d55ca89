/* craft.h: packets that no kernel would send, byte by byte. Their checksums are
 * right until someone changes the bytes. */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct packet {
	uint8_t bytes[2048];
	size_t n;
};

/* An IPv4 packet: ttl 64, id 1, no options. Of ICMP, TCP and UDP (1, 6, 17) the
 * checksum in data is filled in. */
struct packet craft(const char *src, const char *dst, uint8_t protocol, const void *data, size_t n);

/* The checksum of the IPv4 header is made right again. */
void craft_header_sum(struct packet *p);

/* The kernel sends it on tun0, as it is. */
void craft_send(const struct packet *p);
