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

/* HC' = ~(~HC + ~m + m'): take the old word out, put the new one in. */
uint16_t checksum_update(uint16_t sum, uint16_t before, uint16_t after)
{
	return checksum_finish((uint32_t)(uint16_t)~sum + (uint16_t)~before + after);
}
