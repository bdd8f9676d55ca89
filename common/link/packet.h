/* packet.h: a packet as it came, without the kernel's packet information. */
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { PACKET_MAX = 65535 }; /* bytes */

#define LINK_FOREVER UINT64_MAX /* a deadline that never comes */

struct packet {
	uint64_t time;     /* when it came, in microseconds since the first one */
	uint16_t protocol; /* ETHERTYPE_IPV4, ETHERTYPE_IPV6, ... */
	size_t len;        /* of bytes */
	uint8_t bytes[PACKET_MAX];
};
