/* test_icmp.c: echo (RFC 792; RFC 1122, 3.2.2.6) and destination unreachable (3.2.2.1). */
#include "wire/icmp.h"

#include "unit.h"
#include "wire/bytes.h"
#include "wire/checksum.h"

#define US   0xc0000202
#define THEM 0xc0000201
enum { MOST = 1472 }; /* bytes of data that a packet of 1500 holds */

/* An ICMP message of type, code, id, seq and n bytes of data, checksum and all. */
static size_t make(uint8_t *p, uint8_t type, uint8_t code, size_t n)
{
	p[0] = type;
	p[1] = code;
	put16(p + 2, 0);
	put16(p + 4, 0xbeef);
	put16(p + 6, 0x1234);
	random_bytes(p + 8, n);
	put16(p + 2, checksum(p, 8 + n));
	return 8 + n;
}

static struct ipv4 around(const uint8_t *message, size_t n)
{
	return (struct ipv4){ .tos = 0xb8, .id = 77, .ttl = 3, .protocol = IPV4_ICMP,
		              .src = THEM, .dst = US, .data = message, .len = n };
}

static const char *fault_of(const uint8_t *message, size_t n)
{
	struct ipv4 ip = around(edge(message, n), n);
	const char *fault = "?";
	struct icmp m;

	ck_assert(icmp_parse(&m, &ip, &fault) == !fault);
	return fault ? fault : "";
}

START_TEST(a_real_echo_request_is_taken_apart)
{
	static const uint8_t ping[] = { 0x08, 0x00, 0xf9, 0x98, 0x2d, 0x22, 0x00, 0x02, 0x41, 0x42, 0x90 };
	const uint8_t *p = edge(ping, sizeof ping);
	struct ipv4 ip = around(p, sizeof ping);
	const char *fault = "no fault is told";
	struct icmp m;

	ck_assert(icmp_parse(&m, &ip, &fault));
	ck_assert_ptr_null(fault);
	ck_assert_uint_eq(m.type, ICMP_ECHO_REQUEST);
	ck_assert_uint_eq(m.code, 0);
	ck_assert_uint_eq(m.id, 0x2d22);
	ck_assert_uint_eq(m.seq, 2);
	ck_assert_ptr_eq(m.data, p + 8);
	ck_assert_uint_eq(m.len, 3);
}
END_TEST

START_TEST(every_type_and_code_is_read_as_it_is)
{
	uint8_t p[16];

	for (unsigned v = 0; v < 65536; v++) {
		size_t n = make(p, (uint8_t)(v >> 8), (uint8_t)v, 8);
		struct ipv4 ip = around(p, n);
		const char *fault = "no fault is told";
		struct icmp m;

		must(icmp_parse(&m, &ip, &fault), "refused: %s", fault);
		must(m.type == v >> 8 && m.code == (v & 255), "type %u code %u", v >> 8, v & 255);
		must(m.id == 0xbeef && m.seq == 0x1234 && m.len == 8, "type %u code %u", v >> 8, v & 255);
	}
}
END_TEST

START_TEST(fewer_than_eight_bytes_are_no_message)
{
	uint8_t zeros[8] = { 0 };

	for (size_t n = 0; n < 8; n++) {
		uint8_t p[8] = { 8 };

		ck_assert_str_eq(fault_of(zeros, n), "too short for an ICMP header");
		if (n >= 4)
			put16(p + 2, checksum(p, n));
		ck_assert_str_eq(fault_of(p, n), "too short for an ICMP header");
	}
	ck_assert_str_eq(fault_of((const uint8_t[]){ 8, 0, 0xf7, 0xff, 0, 0, 0, 0 }, 8), "");
}
END_TEST

/* RFC 792: the checksum covers the message from its type to its last byte. */
START_TEST(a_single_wrong_bit_anywhere_in_the_message_is_noticed)
{
	uint8_t p[8 + 57];

	for (size_t data = 56; data <= 57; data++) {
		size_t n = make(p, ICMP_ECHO_REQUEST, 0, data);

		ck_assert_str_eq(fault_of(p, n), "");
		for (size_t bit = 0; bit < n * 8; bit++) {
			p[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
			ck_assert_str_eq(fault_of(p, n), "ICMP checksum is wrong");
			p[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
		}
	}
}
END_TEST

START_TEST(a_refused_message_leaves_no_trace_in_the_struct)
{
	uint8_t p[8] = { 8 };
	struct ipv4 ip = around(p, sizeof p);
	struct icmp m, before;
	const char *fault = "no fault is told";

	memset(&m, 0x5a, sizeof m);
	before = m;
	ck_assert(!icmp_parse(&m, &ip, &fault));
	ck_assert_mem_eq(&m, &before, sizeof m);
}
END_TEST

/* RFC 792, echo: "the addresses of the source and destination are reversed, the
 * type code changed to 0, and the checksum recomputed". RFC 1122, 3.2.2.6: data
 * "MUST be entirely included in the resulting Echo Reply". */
static void replies_to(size_t data)
{
	uint8_t request[8 + MOST];
	size_t n = make(request, ICMP_ECHO_REQUEST, 0, data), reply_n;
	struct ipv4 in = around(edge(request, n), n), out;
	struct icmp ask, reply;
	uint8_t *packet = edge(NULL, 28 + data);
	const char *fault = "no fault is told";

	must(icmp_parse(&ask, &in, &fault), "refused: %s", fault);
	reply_n = icmp_echo_reply(packet, &in, &ask);
	must(reply_n == 28 + data, "%zu bytes for %zu of data", reply_n, data);
	must(ipv4_parse(&out, packet, reply_n, &fault), "%zu bytes of data: %s", data, fault);
	must(out.src == US && out.dst == THEM && out.protocol == IPV4_ICMP, "%zu bytes of data", data);
	must(out.len == 8 + data && out.options_len == 0, "%zu bytes of data", data);
	must(out.tos == 0xb8 && out.ttl == 64, "tos %u, ttl %u", out.tos, out.ttl);
	must(out.id == 0 && out.df && !ipv4_is_fragment(&out), "identification"); /* RFC 6864, 4.1 */
	must(icmp_parse(&reply, &out, &fault), "%zu bytes of data: %s", data, fault);
	must(reply.type == 0 && reply.code == 0, "type %u code %u", reply.type, reply.code);
	must(reply.id == 0xbeef && reply.seq == 0x1234 && reply.len == data, "%zu bytes of data", data);
	must(memcmp(reply.data, request + 8, data) == 0, "the %zu bytes of data changed", data);
}

START_TEST(an_echo_reply_is_the_request_turned_round_at_any_size)
{
	for (size_t data = 0; data <= MOST; data++)
		replies_to(data);
}
END_TEST

START_TEST(an_echo_of_the_longest_packet_is_answered_whole)
{
	static uint8_t request[IPV4_MAX - 20];
	size_t n = make(request, ICMP_ECHO_REQUEST, 0, sizeof request - 8);
	struct ipv4 in = around(edge(request, n), n);
	uint8_t *packet = edge(NULL, IPV4_MAX);
	const char *fault = "no fault is told";
	struct icmp m;

	ck_assert(icmp_parse(&m, &in, &fault));
	ck_assert_uint_eq(icmp_echo_reply(packet, &in, &m), IPV4_MAX);
	ck_assert(ipv4_parse(&in, packet, IPV4_MAX, &fault) && icmp_parse(&m, &in, &fault));
	ck_assert_mem_eq(m.data, request + 8, sizeof request - 8);
}
END_TEST

START_TEST(a_reply_to_a_request_with_ip_options_has_none)
{
	uint8_t request[24 + 12] = { 0x46, 0, 0, 36 }, *packet = edge(NULL, 32);
	struct ipv4 in, out;
	const char *fault = "no fault is told";
	struct icmp m;

	make(request + 24, ICMP_ECHO_REQUEST, 0, 4);
	put32(request + 12, THEM);
	put32(request + 16, US);
	put16(request + 10, checksum(request, 24));
	ck_assert(ipv4_parse(&in, request, sizeof request, &fault) && icmp_parse(&m, &in, &fault));
	ck_assert_uint_eq(icmp_echo_reply(packet, &in, &m), 32);
	ck_assert(ipv4_parse(&out, packet, 32, &fault));
	ck_assert_uint_eq(out.options_len, 0);
	ck_assert_mem_eq(out.data + 8, request + 32, 4);
}
END_TEST

/* RFC 792, destination unreachable: "the internet header plus the first 64 bits
 * of the original datagram's data"; 3.2.2 of RFC 1122: at least 8 bytes of it. */
static void quotes(unsigned words, size_t data, uint8_t code)
{
	uint8_t about[60 + 20], *packet;
	size_t n = words * 4 + data, quote = words * 4 + (data < 8 ? data : 8);
	struct ipv4 in, out;
	const char *fault = "no fault is told";
	struct icmp m;

	random_bytes(about, sizeof about);
	about[0] = (uint8_t)(0x40 | words);
	put16(about + 2, (uint16_t)n);
	put16(about + 10, 0);
	put16(about + 10, checksum(about, words * 4));
	must(ipv4_parse(&in, edge(about, n), n, &fault), "refused: %s", fault);

	packet = edge(NULL, 28 + quote);
	must(icmp_unreachable(packet, &in, code) == 28 + quote, "length, %u words, %zu data", words, data);
	must(28 + quote <= ICMP_ERROR_MAX, "too long, %u words, %zu data", words, data);
	must(ipv4_parse(&out, packet, 28 + quote, &fault), "%u words, %zu data: %s", words, data, fault);
	must(icmp_parse(&m, &out, &fault), "%u words, %zu data: %s", words, data, fault);
	must(out.src == in.dst && out.dst == in.src && out.protocol == IPV4_ICMP, "addresses");
	must(out.tos == 0 && out.ttl == 64 && out.df && out.id == 0 && !ipv4_is_fragment(&out), "header");
	must(m.type == 3 && m.code == code, "type %u code %u", m.type, m.code);
	must(m.id == 0 && m.seq == 0, "the second word is unused and zero");
	must(m.len == quote && memcmp(m.data, about, quote) == 0, "quote, %u words, %zu data", words, data);
}

START_TEST(an_unreachable_quotes_the_header_and_eight_bytes)
{
	for (unsigned words = 5; words < 16; words++)
		for (size_t data = 0; data <= 20; data++)
			for (uint8_t code = 0; code < 16; code++)
				quotes(words, data, code);
}
END_TEST

START_TEST(the_longest_error_has_the_length_that_is_promised)
{
	ck_assert_uint_eq(ICMP_ERROR_MAX, 20 + 8 + 60 + 8);
}
END_TEST

UNIT("icmp",
     a_real_echo_request_is_taken_apart, every_type_and_code_is_read_as_it_is, fewer_than_eight_bytes_are_no_message,
     a_single_wrong_bit_anywhere_in_the_message_is_noticed, a_refused_message_leaves_no_trace_in_the_struct,
     an_echo_reply_is_the_request_turned_round_at_any_size, an_echo_of_the_longest_packet_is_answered_whole,
     a_reply_to_a_request_with_ip_options_has_none, an_unreachable_quotes_the_header_and_eight_bytes,
     the_longest_error_has_the_length_that_is_promised)
