/* test_udp.c: is a UDP datagram whole, and as it was sent (RFC 768)? */
#include "wire/udp.h"

#include "unit.h"
#include "wire/bytes.h"
#include "wire/checksum.h"

#define US   0xc0000202
#define THEM 0xc0000201

/* `hi`, as nc -u sends it to port 9. */
static const uint8_t real[] = { 0xbf, 0xc2, 0x00, 0x09, 0x00, 0x0b, 0x49, 0x9f, 0x68, 0x69, 0x0a };

static bool intact(const uint8_t *p, size_t n)
{
	struct ipv4 ip = { .protocol = IPV4_UDP, .src = THEM, .dst = US, .data = edge(p, n), .len = n };

	return udp_intact(&ip);
}

START_TEST(a_real_datagram_is_intact)
{
	ck_assert(intact(real, sizeof real));
}
END_TEST

START_TEST(a_single_wrong_bit_anywhere_is_noticed)
{
	uint8_t p[sizeof real];

	for (size_t bit = 0; bit < sizeof real * 8; bit++) {
		memcpy(p, real, sizeof p);
		p[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
		must(!intact(p, sizeof p), "bit %zu", bit);
	}
}
END_TEST

START_TEST(a_datagram_that_went_astray_is_noticed)
{
	for (unsigned bit = 0; bit < 32; bit++) {
		struct ipv4 ip = { .src = THEM ^ 1u << bit, .dst = US, .data = real, .len = sizeof real };

		ck_assert(!udp_intact(&ip));
		ip.src = THEM;
		ip.dst = US ^ 1u << bit;
		ck_assert(!udp_intact(&ip));
	}
}
END_TEST

/* RFC 768: length is that of header and data, so its minimum is eight. */
START_TEST(a_length_below_eight_or_beyond_the_packet_is_not_believed)
{
	uint8_t p[20] = { 0 };

	for (uint16_t length = 0; length <= 22; length++)
		for (size_t n = 0; n <= 20; n++) {
			put16(p + 4, length);
			must(intact(p, n) == (n >= 8 && length >= 8 && length <= n), "length %u of %zu", length, n);
		}
	put16(p + 4, 65535);
	ck_assert(!intact(p, 20));
}
END_TEST

/* RFC 768: "an all zero transmitted checksum value means that the transmitter generated no checksum". */
START_TEST(no_checksum_is_no_wrong_checksum)
{
	uint8_t p[sizeof real];

	memcpy(p, real, sizeof p);
	put16(p + 6, 0);
	ck_assert(intact(p, sizeof p));
	p[9] ^= 1;
	ck_assert(intact(p, sizeof p));
}
END_TEST

START_TEST(what_is_behind_the_length_is_not_the_datagrams)
{
	uint8_t p[sizeof real + 5];

	memset(p, 0xa7, sizeof p);
	memcpy(p, real, sizeof real);
	ck_assert(intact(p, sizeof p));
}
END_TEST

UNIT("udp",
     a_real_datagram_is_intact, a_single_wrong_bit_anywhere_is_noticed, a_datagram_that_went_astray_is_noticed,
     a_length_below_eight_or_beyond_the_packet_is_not_believed, no_checksum_is_no_wrong_checksum,
     what_is_behind_the_length_is_not_the_datagrams)
