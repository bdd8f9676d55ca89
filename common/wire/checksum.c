/* checksum.c: see checksum.h. */
#include "wire/checksum.h"

#include "wire/bytes.h"

/* Adds the 16-bit words; an odd last byte is the upper half of a word whose
 * lower half is zero (RFC 1071, 1). Carries collect in the sum's upper half. */
uint32_t checksum_add(uint32_t sum, const void *bytes, size_t n)
{
	const uint8_t *p = bytes;

	for (; n >= 2; p += 2, n -= 2)
		sum += get16(p);
	if (n == 1)
		sum += (uint32_t)p[0] << 8;
	return sum;
}

/* Brings the carries back in at the low end (one's complement addition), until
 * none is left, and takes the complement. */
uint16_t checksum_finish(uint32_t sum)
{
	while (sum > 0xffff)
		sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)~sum;
}

uint16_t checksum(const void *bytes, size_t n)
{
	return checksum_finish(checksum_add(0, bytes, n));
}

/*  +---------------------------------------------------------------+
 *  |                        Source Address                         |  0
 *  |                      Destination Address                      |  4
 *  |     Zero      |   Protocol    |            Length             |  8
 *  +---------------------------------------------------------------+
 */
uint32_t checksum_pseudo(uint32_t src, uint32_t dst, uint8_t protocol, size_t n)
{
	uint8_t pseudo[12];

	put32(pseudo, src);
	put32(pseudo + 4, dst);
	put16(pseudo + 8, protocol);
	put16(pseudo + 10, (uint16_t)n);
	return checksum_add(0, pseudo, sizeof pseudo);
}

/* HC' = ~(~HC + ~m + m'): take the old word out, put the new one in. */
uint16_t checksum_update(uint16_t sum, uint16_t before, uint16_t after)
{
	return checksum_finish((uint32_t)(uint16_t)~sum + (uint16_t)~before + after);
}
