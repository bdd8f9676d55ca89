/* test_pcapng.c: what we write, capture.c reads again; and it is what the format says. */
#include "link/capture.h"
#include "link/pcapng.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/test_pcapng.XXXXXX";
static uint8_t bytes[200000];

static void setup(void)
{
	int fd;

	strcpy(strrchr(path, '.'), ".XXXXXX");
	fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	close(fd);
}

static void teardown(void)
{
	unlink(path);
}

static size_t whole_file(void)
{
	FILE *f = fopen(path, "rb");
	size_t n;

	ck_assert_ptr_nonnull(f);
	n = fread(bytes, 1, sizeof bytes, f);
	fclose(f);
	return n;
}

static uint32_t at(size_t offset)
{
	uint32_t v;

	memcpy(&v, bytes + offset, 4);
	return v;
}

START_TEST(every_packet_comes_back_with_its_time)
{
	uint8_t packet[64], got[64];
	uint64_t when;
	struct capture c;
	FILE *f = pcapng_create(path, "a run");

	ck_assert_ptr_nonnull(f);
	for (unsigned i = 0; i < sizeof packet; i++)
		packet[i] = (uint8_t)(i + 1);
	for (unsigned n = 1; n <= sizeof packet; n++)
		ck_assert_int_eq(pcapng_packet(f, 1700000000000000 + n, PCAPNG_IN, packet, n, n % 3 ? "said" : NULL), 0);
	fclose(f);

	ck_assert_int_eq(capture_open(&c, path), 0);
	for (unsigned n = 1; n <= sizeof packet; n++) {
		ck_assert_int_eq(capture_next(&c, &when, got, sizeof got), n);
		ck_assert_uint_eq(when, 1700000000000000 + n);
		ck_assert_mem_eq(got, packet, n);
	}
	ck_assert_int_eq(capture_next(&c, &when, got, sizeof got), 0);
	capture_close(&c);
}
END_TEST

START_TEST(blocks_end_with_their_length_on_a_multiple_of_four)
{
	static const char *const comments[] = { NULL, "", "a", "ab", "abc", "abcd", "abcde" };
	size_t n, offset = 0;
	unsigned blocks = 0;
	FILE *f = pcapng_create(path, "odd");

	for (unsigned i = 0; i < 7; i++)
		for (size_t k = 1; k <= 5; k++)
			ck_assert_int_eq(pcapng_packet(f, k, PCAPNG_OUT, "hello", k, comments[i]), 0);
	fclose(f);
	for (n = whole_file(); offset < n; offset += at(offset + 4), blocks++) {
		ck_assert_uint_eq(at(offset + 4) % 4, 0);
		ck_assert_uint_ge(at(offset + 4), 12);
		ck_assert_uint_eq(at(offset + at(offset + 4) - 4), at(offset + 4));
	}
	ck_assert_uint_eq(offset, n);
	ck_assert_uint_eq(blocks, 2 + 35);
}
END_TEST

START_TEST(a_packet_carries_its_direction_and_its_comment)
{
	static const uint8_t in[] = { 2, 0, 4, 0, 1, 0, 0, 0, 1, 0, 5, 0, 'h', 'e', 'l', 'l', 'o', 0, 0, 0, 0, 0, 0, 0 };
	size_t before, n;
	FILE *f = pcapng_create(path, NULL);

	before = whole_file();
	pcapng_packet(f, 0x123456789a, PCAPNG_IN, "abc", 3, "hello");
	n = whole_file(); /* without fclose: it is in the file already */
	fclose(f);
	ck_assert_uint_eq(n - before, 32 + 4 + sizeof in);
	ck_assert_uint_eq(at(before), 6);
	ck_assert_uint_eq(at(before + 12), 0x12);
	ck_assert_uint_eq(at(before + 16), 0x3456789a);
	ck_assert_uint_eq(at(before + 20), 3);
	ck_assert_uint_eq(at(before + 24), 3);
	if (*(const uint8_t *)&(uint16_t){ 1 } == 1) /* on a little-endian machine */
		ck_assert_mem_eq(bytes + before + 32, in, sizeof in);
	ck_assert_uint_eq(bytes[0], 0x0a);
	ck_assert_uint_eq(at(8), 0x1a2b3c4d);
}
END_TEST

START_TEST(a_comment_too_long_for_an_option_is_cut)
{
	static char comment[100000];
	uint8_t got[64];
	uint64_t when;
	struct capture c;
	FILE *f = pcapng_create(path, memset(comment, 'x', sizeof comment - 1));

	ck_assert_int_eq(pcapng_packet(f, 1, PCAPNG_IN, "abc", 3, comment), 0);
	ck_assert_int_eq(pcapng_packet(f, 2, PCAPNG_IN, "abcd", 4, "short"), 0);
	fclose(f);
	ck_assert_uint_lt(whole_file(), sizeof bytes);
	ck_assert_mem_eq(bytes + 24, ((const uint16_t[]){ 1, 65532 }), 4);
	ck_assert_uint_lt(at(4), 65532 + 100);
	ck_assert_int_eq(capture_open(&c, path), 0);
	ck_assert_int_eq(capture_next(&c, &when, got, sizeof got), 3);
	ck_assert_int_eq(capture_next(&c, &when, got, sizeof got), 4);
	ck_assert_int_eq(capture_next(&c, &when, got, sizeof got), 0);
	capture_close(&c);
}
END_TEST

START_TEST(a_file_that_cannot_be_written_says_why)
{
	FILE *full = fopen("/dev/full", "wb");

	ck_assert_ptr_null(pcapng_create("/no/such/folder/a.pcapng", NULL));
	ck_assert_int_eq(errno, ENOENT);
	ck_assert_ptr_null(pcapng_create("/dev/full", NULL));
	ck_assert_int_eq(errno, ENOSPC);
	ck_assert_int_eq(pcapng_packet(full, 1, PCAPNG_IN, "abc", 3, NULL), -1);
	ck_assert_int_eq(errno, ENOSPC);
	fclose(full);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("pcapng");
	TCase *c = tcase_create("write");
	SRunner *r = srunner_create(s);

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, every_packet_comes_back_with_its_time);
	tcase_add_test(c, blocks_end_with_their_length_on_a_multiple_of_four);
	tcase_add_test(c, a_packet_carries_its_direction_and_its_comment);
	tcase_add_test(c, a_comment_too_long_for_an_option_is_cut);
	tcase_add_test(c, a_file_that_cannot_be_written_says_why);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
