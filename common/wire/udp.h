/* udp.h: as much of UDP (RFC 768) as a host needs that has no program for it. */
#pragma once
#include "wire/ipv4.h"

#include <stdbool.h>

/* Is the datagram whole, and as it was sent? If it is not, its ports may be
 * wrong, too, and nobody should be told anything about them (RFC 1122,
 * 4.1.3.4). A checksum of zero means that the sender made none. */
bool udp_intact(const struct ipv4 *ip);
