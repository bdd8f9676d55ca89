/* test_checksum.c: the Internet checksum (RFC 1071) and its update (RFC 1624). */
#include "wire/checksum.h"

#include "unit.h"
#include "wire/bytes.h"

/* The same by other means: one's complement addition is addition modulo 65535,
 * in which only a sum of nothing but zeros stays 0 (RFC 1071, 2). */
static uint16_t by_division(const uint8_t *p, size_t n)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += i % 2 ? p[i] : p[i] * 256u;
	return (uint16_t)(sum > 0 && sum % 65535 == 0 ? 0 : 65535 - sum % 65535);
}

/* RFC 1071, 3. */
static const uint8_t worked_example[] = { 0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7 };

START_TEST(the_worked_example_of_rfc_1071)
{
	ck_assert_uint_eq(checksum_add(0, worked_example, 8), 0x2ddf0);
	ck_assert_uint_eq(checksum(worked_example, 8), (uint16_t)~0xddf2);
}
END_TEST

START_TEST(the_header_of_a_real_ping)
{
	static const uint8_t header[] = { 0x45, 0x00, 0x00, 0x54, 0x9c, 0xab, 0x40, 0x00, 0x40, 0x01,
		                          0x00, 0x00, 0xc0, 0x00, 0x02, 0x01, 0xc0, 0x00, 0x02, 0x02 };

	ck_assert_uint_eq(checksum(header, sizeof header), 0x19fa);
}
END_TEST

/* RFC 1071, 1: the odd byte is padded with zero on the right. */
START_TEST(an_odd_last_byte_is_the_upper_half_of_a_word)
{
	ck_assert_uint_eq(checksum("\x12", 1), (uint16_t)~0x1200);
	ck_assert_uint_eq(checksum("\x00\x01\x80", 3), (uint16_t)~0x8001);
	for (size_t n = 1; n < 8; n += 2) {
		uint8_t padded[8] = { 0 };

		memcpy(padded, worked_example, n);
		ck_assert_uint_eq(checksum(edge(worked_example, n), n), checksum(padded, n + 1));
	}
}
END_TEST

START_TEST(the_checksum_of_nothing_and_of_zeros_is_all_ones)
{
	static const uint8_t zeros[1500];

	for (size_t n = 0; n <= sizeof zeros; n++)
		must(checksum(zeros, n) == 0xffff, "the checksum of %zu zeros is 0x%04x", n, checksum(zeros, n));
}
END_TEST

/* All ones is the other zero of one's complement: its complement is 0. */
START_TEST(the_checksum_of_all_ones_is_zero)
{
	static uint8_t ones[131072];

	memset(ones, 0xff, sizeof ones);
	for (size_t n = 2; n <= 1500; n += 2)
		must(checksum(ones, n) == 0, "%zu bytes: 0x%04x", n, checksum(ones, n));
	ck_assert_uint_eq(checksum(ones, sizeof ones), 0); /* the most that may be added */
	ck_assert_uint_eq(checksum(ones, 3), (uint16_t)~0xff00);
}
END_TEST

START_TEST(any_length_agrees_with_addition_modulo_65535)
{
	uint8_t bytes[1500];

	for (size_t n = 0; n <= sizeof bytes; n++) {
		random_bytes(bytes, n);
		must(checksum(edge(bytes, n), n) == by_division(bytes, n), "%zu bytes", n);
	}
}
END_TEST

/* RFC 1071, 2 (A): the words may be added in any grouping. */
START_TEST(pieces_equal_the_whole)
{
	uint8_t bytes[101];

	random_bytes(bytes, sizeof bytes);
	for (size_t n = 0; n <= sizeof bytes; n++)
		for (size_t cut = 0; cut <= n; cut += 2) {
			uint32_t sum = checksum_add(checksum_add(0, bytes, cut), bytes + cut, n - cut);

			must(checksum_finish(sum) == checksum(bytes, n), "%zu bytes cut at %zu", n, cut);
		}
}
END_TEST

START_TEST(every_carry_comes_back_in_at_the_low_end)
{
	ck_assert_uint_eq(checksum_finish(0), 0xffff);
	ck_assert_uint_eq(checksum_finish(0xffff), 0);
	ck_assert_uint_eq(checksum_finish(0x10000), (uint16_t)~1);
	ck_assert_uint_eq(checksum_finish(0x1ffff), (uint16_t)~1); /* the carry carries once more */
	ck_assert_uint_eq(checksum_finish(0xffffffff), 0);
	ck_assert_uint_eq(checksum_finish(0xffff0000), 0);
}
END_TEST

/* RFC 1071, 1: "To check a checksum, the sum is computed over the same octets,
 * including the checksum field. If the result is all 1 bits, it succeeds." */
START_TEST(bytes_with_their_right_checksum_have_the_checksum_zero)
{
	uint8_t bytes[64];

	for (unsigned i = 0; i < 1000; i++) {
		random_bytes(bytes, sizeof bytes);
		put16(bytes + 10, 0);
		put16(bytes + 10, checksum(bytes, sizeof bytes));
		must(checksum(bytes, sizeof bytes) == 0, "round %u", i);
	}
	for (size_t bit = 0; bit < sizeof bytes * 8; bit++) {
		bytes[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
		must(checksum(bytes, sizeof bytes) != 0, "bit %zu flipped", bit);
		bytes[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
	}
}
END_TEST

/* RFC 1624, 4: equation 2 of RFC 1141 gives 0xffff here, which is wrong. */
START_TEST(the_worked_example_of_rfc_1624)
{
	ck_assert_uint_eq(checksum_update(0xdd2f, 0x5555, 0x3285), 0x0000);
	ck_assert_uint_eq(checksum_update(0x0000, 0x3285, 0x5555), 0xdd2f);
}
END_TEST

START_TEST(an_update_equals_recomputation_for_every_word)
{
	static const uint16_t befores[] = { 0, 1, 0x5555, 0x7fff, 0x8000, 0xfffe, 0xffff };
	static const uint16_t rests[] = { 1, 0x1234, 0xcd7a, 0x8000, 0xfffe, 0xffff };

	for (size_t i = 0; i < sizeof befores / sizeof *befores; i++)
		for (size_t j = 0; j < sizeof rests / sizeof *rests; j++)
			for (uint32_t after = 0; after <= 0xffff; after++) {
				uint16_t sum = checksum_finish((uint32_t)rests[j] + befores[i]);
				uint16_t want = checksum_finish(rests[j] + after);

				must(checksum_update(sum, befores[i], (uint16_t)after) == want,
				     "rest 0x%04x, 0x%04x becomes 0x%04x", rests[j], befores[i], after);
			}
}
END_TEST

/* What a router does to each packet. */
START_TEST(a_header_whose_ttl_falls_keeps_a_good_checksum)
{
	uint8_t header[20];

	for (unsigned i = 0; i < 1000; i++) {
		uint16_t before;

		random_bytes(header, sizeof header);
		header[8] |= 1;
		put16(header + 10, 0);
		put16(header + 10, checksum(header, sizeof header));
		before = get16(header + 8);
		header[8]--;
		put16(header + 10, checksum_update(get16(header + 10), before, get16(header + 8)));
		must(checksum(header, sizeof header) == 0, "round %u", i);
	}
}
END_TEST

/* Not of the checksum, but everything above goes through them. */
START_TEST(numbers_go_most_significant_byte_first)
{
	uint8_t *p = edge(NULL, 4);

	put32(p, 0x80fe7f01);
	ck_assert_mem_eq(p, "\x80\xfe\x7f\x01", 4);
	ck_assert_uint_eq(get32(p), 0x80fe7f01);
	put16(p + 2, 0xfe80);
	ck_assert_mem_eq(p, "\x80\xfe\xfe\x80", 4);
	ck_assert_uint_eq(get16(p + 2), 0xfe80);
	for (unsigned bit = 0; bit < 32; bit++) {
		put32(p, 1u << bit);
		ck_assert_uint_eq(get32(p), 1u << bit);
		ck_assert_uint_eq(p[3 - bit / 8], 1u << bit % 8);
	}
}
END_TEST

UNIT("checksum",
     the_worked_example_of_rfc_1071, the_header_of_a_real_ping, an_odd_last_byte_is_the_upper_half_of_a_word,
     the_checksum_of_nothing_and_of_zeros_is_all_ones, the_checksum_of_all_ones_is_zero,
     any_length_agrees_with_addition_modulo_65535, pieces_equal_the_whole, every_carry_comes_back_in_at_the_low_end,
     bytes_with_their_right_checksum_have_the_checksum_zero, the_worked_example_of_rfc_1624,
     an_update_equals_recomputation_for_every_word, a_header_whose_ttl_falls_keeps_a_good_checksum,
     numbers_go_most_significant_byte_first)
