/* mend.h: a packet whose lengths and checksums are put right, for else nearly
 * every mutated one would go no further than the first check. */
#pragma once
#include "wire/bytes.h"
#include "wire/checksum.h"
#include "wire/ipv4.h"

#include <stdint.h>
#include <stdlib.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t n, size_t most);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t n, size_t most, unsigned seed);

/* The checksum of what the packet carries, at p, n bytes. */
static inline void mend_data(const uint8_t *packet, uint8_t *p, size_t n)
{
	uint32_t pseudo = checksum_pseudo(get32(packet + 12), get32(packet + 16), packet[9], n);

	if (packet[9] == IPV4_ICMP && n >= 4) {
		put16(p + 2, 0);
		put16(p + 2, checksum(p, n));
	}
	if (packet[9] == IPV4_TCP && n >= 18) {
		put16(p + 16, 0);
		put16(p + 16, checksum_finish(checksum_add(pseudo, p, n)));
	}
	if (packet[9] == IPV4_UDP && n >= 8) {
		put16(p + 4, (uint16_t)n);
		put16(p + 6, 0);
		put16(p + 6, checksum_finish(checksum_add(pseudo, p, n)));
	}
}

/* Each bit of `what` that is set leaves one lie standing. */
static inline void mend(uint8_t *p, size_t n, unsigned what)
{
	static const uint8_t protocols[] = { IPV4_TCP, IPV4_ICMP, IPV4_TCP, IPV4_UDP };
	size_t header;

	if (n < IPV4_HEADER)
		return;
	if (!(what & 1))
		p[0] = (uint8_t)(0x40 | ((p[0] & 15) < 5 || (p[0] & 15) * 4u > n ? 5 : p[0] & 15));
	header = (p[0] & 15) * 4u;
	if (!(what & 2))
		put16(p + 2, (uint16_t)n);
	if (!(what & 4) && (what >> 8) % 4)
		p[9] = protocols[what >> 10 & 3];
	if (!(what & 8) && header >= IPV4_HEADER && header <= n && get16(p + 2) >= header && get16(p + 2) <= n)
		mend_data(p, p + header, get16(p + 2) - header);
	if (!(what & 16) && header >= IPV4_HEADER && header <= n) {
		put16(p + 10, 0);
		put16(p + 10, checksum(p, header));
	}
}

/* Most inputs are mended whole; of each lie there are some. */
static inline size_t mutate_and_mend(uint8_t *p, size_t n, size_t most, unsigned seed)
{
	n = LLVMFuzzerMutate(p, n, most);
	mend(p, n, seed & 0xe0 ? seed & ~0x1fu : seed);
	return n;
}
