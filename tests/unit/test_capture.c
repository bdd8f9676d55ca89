/* test_capture.c: captures of both formats, both byte orders; and captures that lie. */
#include "link/capture.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RAW = 101 };

static char path[] = "/tmp/test_capture.XXXXXX";
static uint8_t file[4096], got[256];
static size_t length;
static bool big;
static uint64_t when;
static struct capture c;

static void setup(void)
{
	int fd;

	strcpy(strrchr(path, '.'), ".XXXXXX");
	fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	close(fd);
	length = 0;
	big = false;
}

static void teardown(void)
{
	unlink(path);
}

/* Appends a number of n bytes to the file that is being made. */
static void put(int n, uint32_t v)
{
	for (int i = 0; i < n; i++)
		file[length++] = (uint8_t)(v >> 8 * (big ? n - 1 - i : i));
}

/* A packet: the bytes first, first + 1 and so on. */
static void put_packet(unsigned n, uint8_t first)
{
	for (unsigned i = 0; i < n; i++)
		put(1, (uint8_t)(first + i));
}

static void pcap_header(uint32_t magic, uint16_t link)
{
	put(4, magic);
	put(2, 2);
	put(2, 4);
	put(4, 0);
	put(4, 0);
	put(4, 65535);
	put(4, link);
}

static void record(uint32_t s, uint32_t fraction, unsigned n, uint8_t first)
{
	put(4, s);
	put(4, fraction);
	put(4, n);
	put(4, n);
	put_packet(n, first);
}

static void section(void)
{
	put(4, 0x0a0d0d0a);
	put(4, 28);
	put(4, 0x1a2b3c4d);
	put(4, big ? 1 << 16 : 1);
	put(4, UINT32_MAX);
	put(4, UINT32_MAX);
	put(4, 28);
}

/* resolution < 0: not said. */
static void interface(uint16_t link, int resolution)
{
	uint32_t size = resolution < 0 ? 20 : 40;

	put(4, 1);
	put(4, size);
	put(2, link);
	put(2, 0);
	put(4, 0);
	if (resolution >= 0) {
		put(2, 2); /* if_name, to be passed over */
		put(2, 3);
		put(4, 0x61616100);
		put(2, 9);
		put(2, 1);
		put(1, (uint32_t)resolution);
		put(3, 0);
		put(4, 0); /* end of options */
	}
	put(4, size);
}

static void enhanced(uint32_t interface_id, uint64_t ticks, unsigned n, uint8_t first)
{
	uint32_t size = 32 + ((n + 3) & ~3u) + 12;

	put(4, 6);
	put(4, size);
	put(4, interface_id);
	put(4, (uint32_t)(ticks >> 32));
	put(4, (uint32_t)ticks);
	put(4, n);
	put(4, n);
	put_packet(n, first);
	put((int)(-n & 3), 0);
	put(2, 2); /* epb_flags */
	put(2, 4);
	put(4, 1);
	put(4, 0);
	put(4, size);
}

static void simple(unsigned n, unsigned was, uint8_t first)
{
	put(4, 3);
	put(4, 16 + ((n + 3) & ~3u));
	put(4, was);
	put_packet(n, first);
	put((int)(-n & 3), 0);
	put(4, 16 + ((n + 3) & ~3u));
}

static void unknown_block(void)
{
	put(4, 0x0bad);
	put(4, 20);
	put(4, 1);
	put(4, 2);
	put(4, 20);
}

static void write_bytes(size_t n)
{
	FILE *f = fopen(path, "wb");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(file, 1, n, f), n);
	fclose(f);
}

static void open_it(void)
{
	write_bytes(length);
	ck_assert_int_eq(capture_open(&c, path), 0);
}

static void expect(unsigned n, uint8_t first, uint64_t time)
{
	ck_assert_int_eq(capture_next(&c, &when, got, sizeof got), n);
	for (unsigned i = 0; i < n; i++)
		ck_assert_uint_eq(got[i], (uint8_t)(first + i));
	ck_assert_uint_eq(when, time);
}

static void expect_end(void)
{
	ck_assert_int_eq(capture_next(&c, &when, got, sizeof got), 0);
	ck_assert_int_eq(capture_next(&c, &when, got, sizeof got), 0);
	capture_close(&c);
}

static void expect_error(int error)
{
	ck_assert_int_eq(capture_next(&c, &when, got, sizeof got), -1);
	ck_assert_int_eq(errno, error);
}

START_TEST(pcap_of_either_byte_order_in_micro_or_nanoseconds)
{
	big = _i & 1;
	pcap_header(_i & 2 ? 0xa1b23c4d : 0xa1b2c3d4, RAW);
	record(1700000000, _i & 2 ? 123456789 : 123456, 20, 0x45);
	record(1700000001, 0, 255, 0x60);
	open_it();
	expect(20, 0x45, 1700000000123456);
	expect(255, 0x60, 1700000001000000);
	expect_end();
}
END_TEST

START_TEST(pcapng_of_either_byte_order)
{
	big = _i;
	section();
	interface(RAW, -1);
	unknown_block();
	interface(RAW, 9);
	enhanced(0, 1700000000123456, 21, 0x45);
	enhanced(1, 1700000000123456789, 22, 0x46);
	unknown_block();
	simple(23, 23, 0x47);
	simple(20, 1500, 0x48); /* cut short */
	open_it();
	expect(21, 0x45, 1700000000123456);
	expect(22, 0x46, 1700000000123456);
	expect(23, 0x47, 1700000000123456);
	expect(20, 0x48, 1700000000123456);
	expect_end();
}
END_TEST

START_TEST(each_section_has_its_own_byte_order_and_interfaces)
{
	section();
	interface(RAW, 6);
	enhanced(0, 5, 21, 0x45);
	big = true;
	section();
	interface(RAW, 3);
	enhanced(0, 7, 22, 0x46);
	section();
	enhanced(0, 8, 23, 0x47); /* this one has none */
	open_it();
	expect(21, 0x45, 5);
	expect(22, 0x46, 7000);
	expect_error(EPROTO);
	capture_close(&c);
}
END_TEST

START_TEST(clocks_tick_in_powers_of_ten_or_two)
{
	static const struct {
		int resolution;
		uint64_t ticks, microseconds;
	} clock[] = {
		{ 0, 1700000000, 1700000000000000 }, { 3, 1500, 1500000 }, { 12, 1500000000000, 1500000 }, { 127, UINT64_MAX, 0 },
		{ 0x80, 3, 3000000 }, { 0x80 + 1, 3, 1500000 }, { 0x80 + 20, 3 << 19, 1500000 },
		{ 0x80 + 32, (3ull << 31) + 5000, 1500001 }, { 0x80 + 63, 3ull << 62, 1500000 }, { 0xff, UINT64_MAX, 0 },
	};

	section();
	interface(RAW, clock[_i].resolution);
	enhanced(0, clock[_i].ticks, 20, 0x45);
	open_it();
	expect(20, 0x45, clock[_i].microseconds);
	expect_end();
}
END_TEST

START_TEST(packets_that_begin_at_the_ip_header_are_taken)
{
	static const uint16_t links[] = { 101, 12, 228, 113, 229 };
	bool known = _i < 3;

	pcap_header(0xa1b2c3d4, links[_i]);
	record(1, 0, 20, 0x45);
	open_it();
	if (known) {
		expect(20, 0x45, 1000000);
		expect_end();
	} else {
		expect_error(EPROTONOSUPPORT);
		capture_close(&c);
	}
}
END_TEST

static void frame(uint16_t type, unsigned n, uint8_t first)
{
	put(4, 1);
	put(4, 0);
	put(4, 14 + n);
	put(4, 14 + n);
	put_packet(12, 0);
	put(1, type >> 8);
	put(1, type & 0xff);
	put_packet(n, first);
}

START_TEST(an_ethernet_header_is_taken_off_and_arp_passed_over)
{
	pcap_header(0xa1b2c3d4, 1);
	frame(0x0800, 256, 0x45);
	frame(0x0806, 46, 0x00);
	record(1, 0, 3, 0x45); /* too short to be Ethernet at all */
	frame(0x86dd, 40, 0x60);
	open_it();
	expect(256, 0x45, 1000000);
	expect(40, 0x60, 1000000);
	expect_end();
}
END_TEST

START_TEST(a_packet_longer_than_the_buffer_is_named_and_passed_over)
{
	pcap_header(0xa1b2c3d4, RAW);
	record(1, 0, 257, 0x45);
	record(2, 0, 256, 0x46);
	open_it();
	expect_error(EMSGSIZE);
	expect(256, 0x46, 2000000);
	expect_end();
}
END_TEST

START_TEST(what_is_no_capture_is_refused)
{
	ck_assert_int_eq(capture_open(&c, "/no/such/file.pcap"), -1);
	ck_assert_int_eq(errno, ENOENT);
	ck_assert_int_eq(capture_open(&c, "/tmp"), -1);
	ck_assert_int_eq(errno, EISDIR);
	memset(file, 'x', sizeof file);
	write_bytes(sizeof file);
	ck_assert_int_eq(capture_open(&c, path), -1);
	ck_assert_int_eq(errno, EPROTO);
}
END_TEST

/* One of each thing that a file may hold. */
static void everything(int format)
{
	length = 0;
	big = false;
	if (format == 0) {
		pcap_header(0xa1b2c3d4, RAW);
		record(1, 0, 20, 0x45);
		record(2, 0, 33, 0x46);
		return;
	}
	section();
	interface(RAW, 6);
	enhanced(0, 5, 21, 0x45);
	unknown_block();
	simple(23, 23, 0x47);
	big = true;
	section();
	interface(1, 0x8a);
	enhanced(0, 7, 30, 0x46);
}

/* Reads to the end, however it ends. There are no more packets than bytes. */
static int read_all(ssize_t *last)
{
	int packets = 0;

	*last = capture_open(&c, path);
	if (*last < 0)
		return 0;
	while ((*last = capture_next(&c, &when, got, sizeof got)) > 0) {
		ck_assert_int_le(*last, sizeof got);
		ck_assert_int_lt(packets++, (int)sizeof file);
	}
	ck_assert(*last == 0 || errno == EPROTO || errno == EPROTONOSUPPORT || errno == EMSGSIZE);
	capture_close(&c);
	return packets;
}

START_TEST(a_file_cut_at_any_byte_gives_the_packets_before_the_cut)
{
	static const int whole_packets[] = { 2, 2 }; /* of pcapng's, the third is ethernet and no IP */
	int packets = 0, now;
	ssize_t last;

	everything(_i);
	for (size_t n = 0; n <= length; n++) {
		write_bytes(n);
		now = read_all(&last);
		ck_assert_int_ge(now, packets); /* a longer file, never fewer of them */
		packets = now;
	}
	ck_assert_int_eq(packets, whole_packets[_i]);
	ck_assert_int_eq(last, 0);
	write_bytes(length - 1);
	read_all(&last);
	ck_assert_int_eq(last, -1);
}
END_TEST

START_TEST(no_byte_that_lies_does_any_harm)
{
	static const uint8_t lies[] = { 0, 1, 3, 0x7f, 0x80, 0xff };
	ssize_t last;

	everything(_i);
	for (size_t n = 0; n < length; n++)
		for (size_t i = 0; i < sizeof lies; i++) {
			uint8_t was = file[n];

			file[n] = lies[i];
			write_bytes(length);
			read_all(&last);
			file[n] = was;
		}
}
END_TEST

/* The length at this place in a good pcapng file, which begins with 28 bytes of
 * section and 20 of interface, becomes a lie. */
static void lie(size_t offset, uint32_t value)
{
	size_t end;

	length = 0;
	section();
	interface(RAW, -1);
	enhanced(0, 5, 20, 0x45);
	end = length;
	length = offset;
	put(4, value);
	length = end;
	open_it();
	expect_error(EPROTO);
	capture_close(&c);
}

START_TEST(a_length_that_cannot_be_is_not_believed)
{
	lie(4, 0);                   /* the section's: less than its own head, */
	lie(4, 27);
	lie(4, UINT32_MAX);          /* past the end of the file */
	lie(8, 0x1a2b3c4e);          /* a byte order that is none */
	lie(28 + 4, 11);             /* the interface's */
	lie(48 + 4, 0);              /* the packet's block */
	lie(48 + 4, 8);
	lie(48 + 4, 24);             /* ends before its own head does, */
	lie(48 + 4, 30);             /* or before its packet does */
	lie(48 + 8, 1);              /* an interface that is not there */
	lie(48 + 20, 37);            /* bytes kept: more than the block has */
	lie(48 + 20, UINT32_MAX);
}
END_TEST

START_TEST(a_block_has_room_for_both_its_lengths)
{
	section();
	interface(RAW, -1);
	put(4, 0x0bad);
	put(4, 8);
	enhanced(0, 5, 20, 0x45);
	open_it();
	expect_error(EPROTO);
	capture_close(&c);

	length = 0;
	section();
	interface(RAW, -1);
	put(4, 3); /* a simple packet of two bytes, and two bytes of the second length */
	put(4, 14);
	put(4, 2);
	put(2, 0x45);
	open_it();
	expect_error(EPROTO);
	capture_close(&c);
}
END_TEST

START_TEST(options_that_lie_are_passed_over)
{
	section();
	put(4, 1);
	put(4, 40);
	put(4, RAW);
	put(4, 0);
	put(2, 9); /* a resolution of no bytes */
	put(2, 0);
	put(4, 0); /* the end of the options, and more of them */
	put(2, 9);
	put(2, 1);
	put(4, 3);
	put(4, 0);
	put(4, 40);
	enhanced(0, 5, 20, 0x45);
	open_it();
	expect(20, 0x45, 5);
	expect_end();
}
END_TEST

START_TEST(a_section_has_no_more_interfaces_than_there_is_room_for)
{
	section();
	for (int i = 0; i < CAPTURE_INTERFACES; i++)
		interface(RAW, -1);
	enhanced(CAPTURE_INTERFACES - 1, 5, 20, 0x45);
	interface(RAW, -1);
	open_it();
	expect(20, 0x45, 5);
	expect_error(EPROTO);
	capture_close(&c);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("capture");
	TCase *t = tcase_create("read");
	SRunner *r = srunner_create(s);

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, pcap_of_either_byte_order_in_micro_or_nanoseconds, 0, 4);
	tcase_add_loop_test(t, pcapng_of_either_byte_order, 0, 2);
	tcase_add_test(t, each_section_has_its_own_byte_order_and_interfaces);
	tcase_add_loop_test(t, clocks_tick_in_powers_of_ten_or_two, 0, 10);
	tcase_add_loop_test(t, packets_that_begin_at_the_ip_header_are_taken, 0, 5);
	tcase_add_test(t, an_ethernet_header_is_taken_off_and_arp_passed_over);
	tcase_add_test(t, a_packet_longer_than_the_buffer_is_named_and_passed_over);
	tcase_add_test(t, what_is_no_capture_is_refused);
	tcase_add_loop_test(t, a_file_cut_at_any_byte_gives_the_packets_before_the_cut, 0, 2);
	tcase_add_loop_test(t, no_byte_that_lies_does_any_harm, 0, 2);
	tcase_add_test(t, a_length_that_cannot_be_is_not_believed);
	tcase_add_test(t, a_block_has_room_for_both_its_lengths);
	tcase_add_test(t, options_that_lie_are_passed_over);
	tcase_add_test(t, a_section_has_no_more_interfaces_than_there_is_room_for);
	suite_add_tcase(s, t);
	srunner_run_all(r, CK_NORMAL);
	int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
