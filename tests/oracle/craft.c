/* craft.c: see craft.h. */
#include "craft.h"
#include "harness.h"

#include <arpa/inet.h>
#include <string.h>

/* Written anew here: common/wire/checksum is what is being tested. */
static unsigned sum(const uint8_t *p, size_t n, unsigned so_far)
{
	for (size_t i = 0; i < n; i++)
		so_far += i % 2 ? p[i] : (unsigned)p[i] << 8;
	while (so_far > 0xffff)
		so_far = (so_far & 0xffff) + (so_far >> 16);
	return so_far;
}

static void put_sum(uint8_t *at, unsigned value)
{
	at[0] = (uint8_t)(~value >> 8);
	at[1] = (uint8_t)~value;
}

void craft_header_sum(struct packet *p)
{
	memset(p->bytes + 10, 0, 2);
	put_sum(p->bytes + 10, sum(p->bytes, 4 * (p->bytes[0] & 15u), 0));
}

static void transport_sum(struct packet *p, size_t at, unsigned pseudo)
{
	if (p->n < at + 2)
		return;
	memset(p->bytes + at, 0, 2);
	put_sum(p->bytes + at, sum(p->bytes + 20, p->n - 20, pseudo));
}

struct packet craft(const char *src, const char *dst, uint8_t protocol, const void *data, size_t n)
{
	struct packet p = { { 0x45, 0, (uint8_t)((20 + n) >> 8), (uint8_t)(20 + n), 0, 1, 0, 0, 64, protocol },
		            20 + n };
	unsigned pseudo;

	ck_assert_uint_le(p.n, sizeof p.bytes);
	inet_pton(AF_INET, src, p.bytes + 12);
	inet_pton(AF_INET, dst, p.bytes + 16);
	memcpy(p.bytes + 20, data, n);
	pseudo = sum(p.bytes + 12, 8, protocol + (unsigned)n);
	craft_header_sum(&p);
	switch (protocol) {
	case 1: transport_sum(&p, 20 + 2, 0); break;
	case 6: transport_sum(&p, 20 + 16, pseudo); break;
	case 17: transport_sum(&p, 20 + 6, pseudo); break;
	}
	return p;
}

void craft_send(const struct packet *p)
{
	oracle_inject(0x0800, p->bytes, p->n);
}
