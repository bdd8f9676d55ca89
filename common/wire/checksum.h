/* checksum.h: the Internet checksum (RFC 1071) of IP, ICMP, UDP and TCP. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* The checksum of n bytes, ready to be put into their checksum field, which
 * counts as zero meanwhile. Over bytes that hold their own right checksum it
 * is 0: that is how a receiver checks. */
uint16_t checksum(const void *bytes, size_t n);

/* The same in pieces, for bytes that do not lie side by side: start with sum
 * 0, add each piece (all but the last of an even length; 128 kB in all at
 * most), finish. */
uint32_t checksum_add(uint32_t sum, const void *bytes, size_t n);
uint16_t checksum_finish(uint32_t sum);

/* The sum, to start with, of the pseudo-header that the checksums of UDP and TCP
 * also cover: both addresses, the protocol and the length of what follows. It
 * is never sent; with it, a packet that IP took to the wrong host or to the
 * wrong protocol is found out (RFC 9293, 3.1). */
uint32_t checksum_pseudo(uint32_t src, uint32_t dst, uint8_t protocol, size_t n);

/* The checksum after one 16-bit word that it covers has changed from `before`
 * to `after`, without a look at the rest (RFC 1624, equation 3). No step
 * needs it: it is the answer to exercises of steps 02 and 03. */
uint16_t checksum_update(uint16_t sum, uint16_t before, uint16_t after);
