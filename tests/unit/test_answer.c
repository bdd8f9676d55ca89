/* test_answer.c: which packets a host answers, with what, and why it is silent
 * (RFC 1122, 3.2.1.3 and 3.2.2). Steps 03 and 04 themselves are asked. */
#include "link/answer.h"

#include "unit.h"
#include "wire/bytes.h"
#include "wire/checksum.h"
#include "wire/icmp.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define US   0xc0000202
#define THEM 0xc0000201

/* The steps' own main functions. */
typedef int step_main(int argc, char **argv);
step_main step_03_icmp_echo, step_04_syn_parse;
static step_main *const steps[] = { step_03_icmp_echo, step_04_syn_parse };

static uint8_t packet[1500], answer[1500];
static const char *said; /* what the step printed */
static const char *flags = "-v";

struct run {
	step_main *step;
	int fd;
};

static void run(void *argument)
{
	struct run *r = argument;
	char name[] = "step", device[16], more[8], *argv[] = { name, more, device, NULL };

	strcpy(more, flags);
	snprintf(device, sizeof device, "fd:%d", r->fd);
	exit(r->step(3, argv));
}

/* What the step answers to n bytes of `packet`, of this EtherType: the answer's length, 0 for none. */
static size_t ask(step_main *step, uint16_t ethertype, size_t n)
{
	uint8_t message[sizeof packet + 4] = { 0 };
	const struct child *c;
	ssize_t got, more;
	int ends[2];

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
	put16(message + 2, ethertype);
	memcpy(message + 4, packet, n);
	ck_assert_int_eq(send(ends[1], message, n + 4, 0), (ssize_t)n + 4);
	shutdown(ends[1], SHUT_WR);
	c = in_child(run, &(struct run){ step, ends[0] });
	said = c->out;
	ck_assert_int_eq(c->status, 0);
	close(ends[0]);
	got = recv(ends[1], message, sizeof message, 0);
	more = got > 0 ? recv(ends[1], message + 4, 0, 0) : 0;
	close(ends[1]);
	ck_assert_int_eq(more, 0);
	if (got <= 0)
		return 0;
	ck_assert_mem_eq(message, "\x00\x00\x08\x00", 4);
	memcpy(answer, message + 4, (size_t)got - 4);
	return (size_t)got - 4;
}

/* An IPv4 packet from THEM to US with n bytes of data, zeros. */
static size_t make(uint8_t protocol, size_t n)
{
	struct ipv4 ip = { .ttl = 64, .protocol = protocol, .src = THEM, .dst = US, .len = n };

	memset(packet, 0, sizeof packet);
	ipv4_emit(packet, &ip);
	return IPV4_HEADER + n;
}

static void seal(void)
{
	put16(packet + 10, 0);
	put16(packet + 10, checksum(packet, 20));
}

static size_t make_icmp(uint8_t type, uint8_t code, size_t n)
{
	size_t all = make(IPV4_ICMP, 8 + n);

	packet[20] = type;
	packet[21] = code;
	put16(packet + 22, checksum(packet + 20, 8 + n));
	return all;
}

/* A UDP datagram, whose sender made no checksum (RFC 768). */
static size_t make_udp(size_t n)
{
	size_t all = make(IPV4_UDP, 8 + n);

	put16(packet + 24, (uint16_t)(8 + n));
	return all;
}

/* An ICMP message of this type and code, from us to them, honest in every byte. */
static void answered(size_t n, uint8_t type, uint8_t code)
{
	const char *fault = "no answer";
	struct ipv4 ip;
	struct icmp m;

	must(n > 0 && ipv4_parse(&ip, answer, n, &fault) && icmp_parse(&m, &ip, &fault), "%s:\n%s", fault, said);
	must(ip.src == US && ip.dst == THEM, "addresses");
	must(m.type == type && m.code == code, "type %u code %u for %u %u", m.type, m.code, type, code);
	must(type != ICMP_UNREACHABLE || memcmp(m.data, packet, 28) == 0, "it quotes another packet");
}

/* No answer from any step, and the reason given. */
static void silent(uint16_t ethertype, size_t n, const char *reason)
{
	for (size_t i = 0; i < 2; i++) {
		must(ask(steps[i], ethertype, n) == 0, "an answer to this:\n%s", said);
		must(!reason || strstr(said, reason), "no '%s' in:\n%s", reason, said);
		must(reason || !strstr(said, "not answered"), "a reason in:\n%s", said);
	}
}

START_TEST(an_echo_request_draws_an_echo_reply)
{
	for (size_t i = 0; i < 2; i++)
		for (size_t n = 0; n <= 1472; n += 184) {
			size_t got = ask(steps[i], 0x0800, make_icmp(8, 0, n + i));

			answered(got, ICMP_ECHO_REPLY, 0);
			ck_assert_uint_eq(got, 28 + n + i);
			if (n + 184 + i > 1472)
				break;
		}
}
END_TEST

/* RFC 1122, 3.2.2.1: "unreachable" with code 3 when no program has the port. */
START_TEST(udp_draws_port_unreachable)
{
	for (size_t i = 0; i < 2; i++)
		answered(ask(steps[i], 0x0800, make_udp(4)), ICMP_UNREACHABLE, ICMP_PORT_UNREACHABLE);
}
END_TEST

/* RFC 1122, 4.1.3.4: a datagram with a wrong checksum is silently discarded. */
START_TEST(a_damaged_datagram_draws_nothing)
{
	size_t n = make_udp(4);

	put16(packet + 26, 1);
	silent(0x0800, n, "not answered: its UDP length or checksum is wrong");
	silent(0x0800, make(IPV4_UDP, 7), "not answered: its UDP length or checksum is wrong");
}
END_TEST

/* RFC 1122, 3.2.2.1: and code 2 when the protocol is not supported. */
START_TEST(an_unknown_protocol_draws_protocol_unreachable)
{
	static const uint8_t protocols[] = { 0, 2, 41, 47, 132, 255 };

	for (size_t i = 0; i < 2; i++)
		for (size_t j = 0; j < sizeof protocols; j++)
			answered(ask(steps[i], 0x0800, make(protocols[j], 12)), ICMP_UNREACHABLE, ICMP_PROTOCOL_UNREACHABLE);
}
END_TEST

START_TEST(tcp_is_an_unknown_protocol_until_step_04)
{
	answered(ask(step_03_icmp_echo, 0x0800, make(IPV4_TCP, 20)), ICMP_UNREACHABLE, ICMP_PROTOCOL_UNREACHABLE);
}
END_TEST

/* RFC 1122, 3.2.2: no ICMP error about an ICMP error; and an answer to nothing but an echo request. */
START_TEST(no_other_icmp_message_draws_anything)
{
	for (unsigned type = 0; type < 256; type += type < 20 ? 1 : 47)
		if (type != ICMP_ECHO_REQUEST)
			silent(0x0800, make_icmp((uint8_t)type, (uint8_t)(type % 4), 28), NULL);
}
END_TEST

START_TEST(an_echo_request_that_lies_is_not_answered)
{
	size_t n = make_icmp(8, 0, 56);

	packet[60] ^= 1;
	silent(0x0800, n, "dropped  ICMP checksum is wrong");
	silent(0x0800, make(IPV4_ICMP, 7), "dropped  too short for an ICMP header");
	n = make_icmp(8, 0, 56);
	packet[8]--;
	silent(0x0800, n, "dropped  header checksum is wrong");
	silent(0x0800, make_icmp(8, 0, 56) - 1, "dropped  total length is more than was read");
}
END_TEST

/* RFC 1122, 3.2.2: no ICMP error about a fragment; we answer none at all, for we do not join them. */
START_TEST(a_fragment_is_never_answered)
{
	static const uint16_t fields[] = { 0x2000, 0x2001, 0x0001, 0x1fff, 0x6000 };

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		size_t n = make_udp(8);

		put16(packet + 6, fields[i]);
		seal();
		silent(0x0800, n, "not answered: it is a fragment");
		n = make_icmp(8, 0, 8);
		put16(packet + 6, fields[i]);
		seal();
		silent(0x0800, n, "not answered: it is a fragment");
	}
}
END_TEST

/* RFC 1122, 3.2.1.3 and 3.2.2: what is not addressed to us alone. */
START_TEST(a_packet_for_somebody_else_is_not_answered)
{
	static const uint32_t others[] = { 0xc0000203, 0xc0000201, 0xc00002ff, 0xffffffff, 0xe0000001, 0x7f000001, 0 };

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		for (unsigned protocol = 1; protocol <= 17; protocol += 16) {
			size_t n = protocol == 1 ? make_icmp(8, 0, 8) : make_udp(0);

			put32(packet + 16, others[i]);
			seal();
			silent(0x0800, n, i < 2 ? "not answered: it is for somebody else"
			                        : "not answered: it is not for a single host");
		}
}
END_TEST

/* RFC 1122, 3.2.2: no error, and nothing else, towards what is not a single host. */
START_TEST(a_source_that_is_no_single_host_is_not_answered)
{
	static const uint32_t sources[] = { 0, 0x7f000001, 0xe0000001, 0xffffffff, 0xc00002ff, 0xc0000200 };

	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
		for (unsigned protocol = 1; protocol <= 17; protocol += 16) {
			size_t n = protocol == 1 ? make_icmp(8, 0, 8) : make_udp(0);

			put32(packet + 12, sources[i]);
			seal();
			silent(0x0800, n, "not answered: its source is not a single host");
		}
}
END_TEST

/* With a SYN this would be the "land" attack: a host in talk with itself. */
START_TEST(a_packet_from_our_own_address_is_not_answered)
{
	for (unsigned protocol = 1; protocol <= 17; protocol += 16) {
		size_t n = protocol == 1 ? make_icmp(8, 0, 8) : make_udp(0);

		put32(packet + 12, US);
		seal();
		silent(0x0800, n, "not answered: its source is our own address");
	}
}
END_TEST

START_TEST(what_is_not_ipv4_is_skipped)
{
	silent(0x86dd, make_icmp(8, 0, 8), NULL);
	ck_assert_ptr_nonnull(strstr(said, "  0.000000  IPv6  36 bytes  skipped\n1 packet: 0 IPv4, 1 skipped, 0 dropped\n"));
	silent(0x0806, make_icmp(8, 0, 8), NULL);
	ck_assert_ptr_nonnull(strstr(said, "not IP  36 bytes  protocol 0x0806  skipped\n"));
}
END_TEST

START_TEST(the_request_and_the_answer_are_shown_and_counted)
{
	flags = "-x";
	answered(ask(step_03_icmp_echo, 0x0800, make_icmp(8, 0, 0)), ICMP_ECHO_REPLY, 0);
	ck_assert_str_eq(said,
	                 "  0.000000  192.0.2.1       -> 192.0.2.2           28 bytes  ICMP  echo request  id 0  seq 0  data 0\n"
	                 "  0000  45 00 00 1c 00 00 00 00  40 01 f6 dd c0 00 02 01  |E.......@.......|\n"
	                 "  0010  c0 00 02 02 08 00 f7 ff  00 00 00 00              |............|\n"
	                 "  0.000000  192.0.2.2       -> 192.0.2.1           28 bytes  ICMP  echo reply  id 0  seq 0  data 0\n"
	                 "  0000  45 00 00 1c 00 00 40 00  40 01 b6 dd c0 00 02 02  |E.....@.@.......|\n"
	                 "  0010  c0 00 02 01 00 00 ff ff  00 00 00 00              |............|\n"
	                 "1 packet: 1 IPv4, 0 skipped, 0 dropped\n");
	flags = "-v";
}
END_TEST

UNIT("answer",
     an_echo_request_draws_an_echo_reply, udp_draws_port_unreachable, a_damaged_datagram_draws_nothing,
     an_unknown_protocol_draws_protocol_unreachable,
     tcp_is_an_unknown_protocol_until_step_04, no_other_icmp_message_draws_anything,
     an_echo_request_that_lies_is_not_answered, a_fragment_is_never_answered,
     a_packet_for_somebody_else_is_not_answered, a_source_that_is_no_single_host_is_not_answered, a_packet_from_our_own_address_is_not_answered,
     what_is_not_ipv4_is_skipped, the_request_and_the_answer_are_shown_and_counted)
