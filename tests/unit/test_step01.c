/* test_step01.c: step 01 itself. In place of a TUN device it is given one end of
 * a pair of sockets, over which a packet is a message, too. */
#include "unit.h"

#include "link/tun.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

int step_01_tun_read(int argc, char **argv);

/* The head of an IPv6 packet and of a ping, after their packet information. */
static const uint8_t v6[] = { 0, 0, 0x86, 0xdd, 0x60, 0, 0, 0, 0, 8, 0x3a, 0xff, 0xfe, 0x80 };
static const uint8_t v4[] = { 0, 0, 8, 0, 0x45, 0, 0, 0x54, 2, 0x4d, 0x40, 0, 0x40, 1, 0xb4, 0x58, 0xc0, 0, 2, 1, 0xc0, 0, 2, 2 };

static int ends[2]; /* the step's and the kernel's */

static void begin(void)
{
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
}

static void give(const uint8_t *bytes, size_t n)
{
	ck_assert_int_eq(send(ends[1], bytes, n, 0), (ssize_t)n);
}

static void run(void *capture)
{
	char device[16], *argv[] = { "step", device, capture ? "-w" : NULL, capture, NULL };

	snprintf(device, sizeof device, "fd:%d", ends[0]);
	exit(step_01_tun_read(capture ? 4 : 2, argv));
}

/* What the step does with what it was given. */
static const struct child *end(const char *capture)
{
	const struct child *c;

	shutdown(ends[1], SHUT_WR);
	c = in_child(run, (void *)capture);
	close(ends[0]);
	close(ends[1]);
	return c;
}

static const char *printed(const uint8_t *bytes, size_t n)
{
	const struct child *c;

	begin();
	give(bytes, n);
	c = end(NULL);
	must(c->status == 0, "it ended with status %d: %s", c->status, c->err);
	return c->out;
}

static void shows(const char *text, const uint8_t *bytes, size_t n)
{
	const char *out = printed(bytes, n);

	must(strstr(out, text), "'%s' was expected, and printed was: %.300s", text, out);
}

START_TEST(each_packet_is_a_line_that_says_how_many_bytes_were_read)
{
	const char *out;

	begin();
	give(v6, sizeof v6);
	give(v4, sizeof v4);
	give(v4, 5);
	out = end(NULL)->out;
	for (unsigned i = 0; i < 3; i++) {
		static const char *const lines[] = { "read 14 bytes:", "read 24 bytes:", "read 5 bytes:" };

		while (*out && strncmp(out, "read ", 5) != 0)
			out += strcspn(out, "\n") + (strchr(out, '\n') != NULL);
		must(strncmp(out, lines[i], strlen(lines[i])) == 0, "'%s' was expected, and then came: %.40s", lines[i], out);
		out += strlen(lines[i]);
	}
}
END_TEST

START_TEST(a_packet_as_long_as_the_device_carries_comes_whole)
{
	static uint8_t most[TUN_INFO + 1500] = { 0, 0, 8, 0, 0x45 };

	shows("read 1504 bytes:", most, sizeof most);
}
END_TEST

/* tuntap.rst, 3.2: flags and protocol, two bytes each, stand before every packet. */
START_TEST(fewer_bytes_than_the_packet_information_are_no_packet)
{
	const struct child *c;

	begin();
	give(v4, sizeof v4);
	give(v4, TUN_INFO - 1);
	c = end(NULL);
	must(c->status < 128, "it ended by signal %d", c->status - 128);
	must(strstr(c->out, "read 24 bytes:") && !strstr(c->out, "read 3 bytes"), "printed was: %.300s", c->out);
}
END_TEST

/* Its process is over before it can print what it has kept back. */
static void run_and_vanish(void *unused)
{
	char device[16], *argv[] = { "step", device, NULL };

	(void)unused;
	snprintf(device, sizeof device, "fd:%d", ends[0]);
	_exit(step_01_tun_read(2, argv));
}

START_TEST(each_line_is_shown_at_once)
{
	const struct child *c;

	begin();
	give(v4, sizeof v4);
	shutdown(ends[1], SHUT_WR);
	c = in_child(run_and_vanish, NULL);
	must(strstr(c->out, "read 24 bytes:"), "of the line nothing is shown yet when the packet has been read");
}
END_TEST

START_TEST(when_the_other_side_is_gone_the_step_ends_in_peace)
{
	const struct child *c;

	begin();
	give(v4, sizeof v4);
	c = end(NULL);
	ck_assert_int_eq(c->status, 0);
	ck_assert_str_eq(c->err, "");
	ck_assert_ptr_nonnull(strstr(c->out, "read 24 bytes:"));
}
END_TEST

START_TEST(a_device_that_cannot_be_opened_is_named)
{
	const struct child *c;

	ends[0] = 999;
	c = in_child(run, NULL);
	ck_assert_int_eq(c->status, 1);
	must(strstr(c->err, "fd:999"), "fd:999 is not named in: %s", c->err);
}
END_TEST

START_TEST(every_byte_is_shown_in_hexadecimal)
{
	static const uint8_t edges[] = { 0, 0, 8, 0, 0x0f, 0x10, 0x7f, 0x80, 0xff };

	shows("read 9 bytes: 00 00 08 00 0f 10 7f 80 ff\n", edges, sizeof edges);
}
END_TEST

START_TEST(the_protocol_is_named)
{
	static const uint8_t arp[] = { 0, 0, 8, 6, 0 };

	shows("\n  flags 0x0000  protocol 0x0800 (IPv4), then a packet of 20 bytes:\n", v4, sizeof v4);
	shows("\n  flags 0x0000  protocol 0x86dd (IPv6), then a packet of 10 bytes:\n", v6, sizeof v6);
	shows("\n  flags 0x0000  protocol 0x0806 (?), then a packet of 1 bytes:\n", arp, sizeof arp);
}
END_TEST

START_TEST(the_flags_are_in_the_machines_own_byte_order)
{
	const uint16_t flags = 0x1203;
	uint8_t cut[] = { 0, 0, 8, 0, 0x45 };

	memcpy(cut, &flags, sizeof flags);
	shows("\n  flags 0x1203  protocol 0x0800 (IPv4), then a packet of 1 bytes:\n", cut, sizeof cut);
}
END_TEST

START_TEST(the_packet_is_dumped_without_its_packet_information)
{
	shows(" bytes:\n"
	      "  0000  45 00 00 54 02 4d 40 00  40 01 b4 58 c0 00 02 01  |E..T.M@.@..X....|\n"
	      "  0010  c0 00 02 02                                       |....|\n",
	      v4, sizeof v4);
}
END_TEST

/* The packet blocks of a capture: their number, and a look at the first. */
static unsigned blocks(const uint8_t *file, size_t n, const uint8_t **first)
{
	unsigned count = 0;
	uint32_t head[2];

	for (size_t at = 0; at + sizeof head <= n; at += head[1]) {
		memcpy(head, file + at, sizeof head);
		must(head[1] >= 12 && head[1] <= n - at, "a block of %u bytes", head[1]);
		if (head[0] == 6 && count++ == 0)
			*first = file + at;
	}
	return count;
}

START_TEST(what_is_kept_is_the_packet_alone_with_its_time)
{
	char name[] = "/tmp/test_step01.XXXXXX";
	int fd = mkstemp(name);
	uint64_t before = (uint64_t)time(NULL) * 1000000, when;
	static uint8_t file[4096];
	const uint8_t *first = file;
	uint32_t number[4];
	size_t n;

	begin();
	give(v4, sizeof v4);
	give(v6, sizeof v6);
	ck_assert_int_eq(end(name)->status, 0);
	n = (size_t)read(fd, file, sizeof file);
	close(fd);
	unlink(name);
	ck_assert_uint_eq(blocks(file, n, &first), 2);
	memcpy(number, first + 12, sizeof number);
	when = (uint64_t)number[0] << 32 | number[1];
	must(when >= before && when <= (uint64_t)(time(NULL) + 1) * 1000000, "it was not kept with the time of day");
	ck_assert_uint_eq(number[2], sizeof v4 - TUN_INFO);
	ck_assert_mem_eq(first + 28, v4 + TUN_INFO, sizeof v4 - TUN_INFO);
	must(memmem(first, 100, "IPv4", 4), "its comment is not IPv4");
}
END_TEST

START_TEST(a_capture_that_cannot_be_written_is_named)
{
	const struct child *c;

	begin();
	c = end("/dev/full");
	ck_assert_int_eq(c->status, 1);
	must(strstr(c->err, "/dev/full"), "/dev/full is not named in: %s", c->err);
}
END_TEST

UNIT("step 01",
     each_packet_is_a_line_that_says_how_many_bytes_were_read, a_packet_as_long_as_the_device_carries_comes_whole,
     fewer_bytes_than_the_packet_information_are_no_packet, each_line_is_shown_at_once,
     when_the_other_side_is_gone_the_step_ends_in_peace, a_device_that_cannot_be_opened_is_named,
     every_byte_is_shown_in_hexadecimal, the_protocol_is_named, the_flags_are_in_the_machines_own_byte_order,
     the_packet_is_dumped_without_its_packet_information, what_is_kept_is_the_packet_alone_with_its_time,
     a_capture_that_cannot_be_written_is_named)
