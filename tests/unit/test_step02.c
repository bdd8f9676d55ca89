/* test_step02.c: step 02 itself, which is given packets over a pair of sockets,
 * and what it says of them. */
#include "unit.h"

#include "link/tun.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int step_02_ipv4_parse(int argc, char **argv);

/* The header of a ping, without the ping. */
static const uint8_t ping[] = { 0x45, 0, 0, 0x14, 0x1c, 0x46, 0x40, 0, 0x40, 1, 0x9a, 0x9f, 0xc0, 0, 2, 1, 0xc0, 0, 2, 2 };

struct run {
	int fd;
	const char *flag; /* or NULL */
};

static void run(void *argument)
{
	struct run *r = argument;
	char device[16], *argv[] = { "step", device, (char *)r->flag, NULL };

	snprintf(device, sizeof device, "fd:%d", r->fd);
	exit(step_02_ipv4_parse(r->flag ? 3 : 2, argv));
}

/* What it prints of n bytes that come as this EtherType. */
static const char *printed(const char *flag, unsigned ethertype, const uint8_t *packet, size_t n)
{
	uint8_t message[TUN_INFO + 100] = { 0, 0, (uint8_t)(ethertype >> 8), (uint8_t)ethertype };
	const struct child *c;
	int ends[2];

	memcpy(message + TUN_INFO, packet, n);
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
	ck_assert_int_eq(send(ends[1], message, TUN_INFO + n, 0), (ssize_t)(TUN_INFO + n));
	shutdown(ends[1], SHUT_WR);
	c = in_child(run, &(struct run){ ends[0], flag });
	close(ends[0]);
	close(ends[1]);
	must(c->status == 0, "it ended with status %d: %s", c->status, c->err);
	return c->out;
}

/* The ping with another byte at `at`, and perhaps a checksum that fits. */
static const char *changed(size_t at, uint8_t byte, uint16_t sum)
{
	uint8_t packet[sizeof ping];

	memcpy(packet, ping, sizeof ping);
	packet[at] = byte;
	if (sum) {
		packet[10] = (uint8_t)(sum >> 8);
		packet[11] = (uint8_t)sum;
	}
	return printed(NULL, ETHERTYPE_IPV4, packet, sizeof packet);
}

static void has(const char *out, const char *text)
{
	must(strstr(out, text), "'%s' was expected, and printed was: %.300s", text, out);
}

START_TEST(an_ethertype_other_than_ipv4_is_named_and_counted)
{
	ck_assert_str_eq(printed(NULL, ETHERTYPE_IPV6, ping, sizeof ping),
	                 "  0.000000  IPv6  20 bytes  skipped\n1 packet: 0 IPv4, 1 skipped, 0 dropped\n");
	ck_assert_str_eq(printed("-v", 0x0806, ping, sizeof ping),
	                 "  0.000000  not IP  20 bytes  protocol 0x0806  skipped\n1 packet: 0 IPv4, 1 skipped, 0 dropped\n");
}
END_TEST

START_TEST(ipv4_goes_on_and_its_bytes_are_shown_when_asked_for)
{
	const char *out = printed("-x", ETHERTYPE_IPV4, ping, sizeof ping);

	has(out, "  0000  45 00 00 14 1c 46 40 00  40 01 9a 9f c0 00 02 01  |E....F@.@.......|\n");
	must(!strstr(out, "skipped\n"), "it was skipped: %s", out);
}
END_TEST

START_TEST(the_fields_are_shown_when_asked_for)
{
	has(printed("-v", ETHERTYPE_IPV4, ping, sizeof ping), "       8  40                   time to live            64\n");
	must(!strstr(printed(NULL, ETHERTYPE_IPV4, ping, sizeof ping), "time to live"), "they are shown unasked");
}
END_TEST

START_TEST(an_honest_packet_has_a_line)
{
	const char *out = printed(NULL, ETHERTYPE_IPV4, ping, sizeof ping);

	has(out, "  0.000000  192.0.2.1       -> 192.0.2.2           20 bytes  ICMP");
	has(out, "1 packet: 1 IPv4, 0 skipped, 0 dropped\n");
}
END_TEST

START_TEST(a_packet_that_lies_is_dropped_and_counted)
{
	ck_assert_str_eq(changed(0, 0x65, 0x7a9f), "  0.000000  dropped  version is not 4\n"
	                                           "1 packet: 0 IPv4, 0 skipped, 1 dropped\n"
	                                           "    1  version is not 4\n");
}
END_TEST

START_TEST(a_wrong_checksum_is_dropped_and_counted)
{
	ck_assert_str_eq(changed(8, 0x3f, 0), "  0.000000  dropped  header checksum is wrong\n"
	                                      "1 packet: 0 IPv4, 0 skipped, 1 dropped\n"
	                                      "    1  header checksum is wrong\n");
}
END_TEST

START_TEST(the_line_has_the_rest_of_the_header)
{
	has(printed(NULL, ETHERTYPE_IPV4, ping, sizeof ping), "  ICMP  ttl 64  id 0x1c46  DF\n");
	has(changed(6, 0x20, 0xba9f), "  ICMP  ttl 64  id 0x1c46  MF\n");
}
END_TEST

UNIT("step 02",
     an_ethertype_other_than_ipv4_is_named_and_counted, ipv4_goes_on_and_its_bytes_are_shown_when_asked_for,
     the_fields_are_shown_when_asked_for, an_honest_packet_has_a_line, a_packet_that_lies_is_dropped_and_counted,
     a_wrong_checksum_is_dropped_and_counted, the_line_has_the_rest_of_the_header)
