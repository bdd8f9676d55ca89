/* test_ipv4.c: the IPv4 header (RFC 791, 3.1), and every way in which it may lie. */
#include "wire/ipv4.h"

#include "unit.h"
#include "wire/bytes.h"
#include "wire/checksum.h"

enum { DATA = 8, LONGEST = 60 + DATA };

/* A packet with a header of `words` words (5 to 15) and DATA bytes behind it.
 * All other fields are zero, and so is the data, which no checksum then feels; the options are 0x01, 0x02, ... */
static size_t make(uint8_t *p, unsigned words)
{
	size_t n = words * 4 + DATA;

	memset(p, 0, n);
	for (size_t i = IPV4_HEADER; i < words * 4; i++)
		p[i] = (uint8_t)(i - IPV4_HEADER + 1);
	p[0] = (uint8_t)(0x40 | words);
	put16(p + 2, (uint16_t)n);
	return n;
}

static void seal(uint8_t *p)
{
	put16(p + 10, 0);
	put16(p + 10, checksum(p, (p[0] & 15) * 4u));
}

/* What is said against the packet, or "" if nothing is. */
static const char *fault_of(const uint8_t *p, size_t n)
{
	struct ipv4 ip;
	const char *fault = "?";
	bool good = ipv4_parse(&ip, edge(p, n), n, &fault);

	must(good == !fault, "it is %s, and the fault is %s", good ? "taken" : "refused", fault ? fault : "none");
	return fault ? fault : "";
}

static struct ipv4 parsed(const uint8_t *p, size_t n)
{
	struct ipv4 ip;
	const char *fault = "no fault is told";

	must(ipv4_parse(&ip, p, n, &fault), "refused: %s", fault);
	return ip;
}

/* count bits of the header from bit `first` on, counted as the RFC draws them. */
static uint32_t bits(const uint8_t *p, unsigned first, unsigned count)
{
	uint32_t v = 0;

	for (unsigned i = first; i < first + count; i++)
		v = v << 1 | (p[i / 8] >> (7 - i % 8) & 1);
	return v;
}

static void agrees(const struct ipv4 *ip, const uint8_t *p)
{
	ck_assert_uint_eq(ip->tos, bits(p, 8, 8));
	ck_assert_uint_eq(ip->len, bits(p, 16, 16) - bits(p, 4, 4) * 4);
	ck_assert_uint_eq(ip->id, bits(p, 32, 16));
	ck_assert_uint_eq(ip->df, bits(p, 49, 1));
	ck_assert_uint_eq(ip->mf, bits(p, 50, 1));
	ck_assert_uint_eq(ip->offset, bits(p, 51, 13) * 8);
	ck_assert_uint_eq(ip->ttl, bits(p, 64, 8));
	ck_assert_uint_eq(ip->protocol, bits(p, 72, 8));
	ck_assert_uint_eq(ip->src, bits(p, 96, 32));
	ck_assert_uint_eq(ip->dst, bits(p, 128, 32));
}

START_TEST(a_real_ping_is_taken_apart)
{
	static const uint8_t ping[] = { 0x45, 0x00, 0x00, 0x1c, 0x9c, 0xc0, 0x40, 0x00, 0x40, 0x01,
		                        0x1a, 0x1d, 0xc0, 0x00, 0x02, 0x01, 0xc0, 0x00, 0x02, 0x02,
		                        0x08, 0x00, 0xca, 0xdb, 0x2d, 0x23, 0x00, 0x01 };
	const uint8_t *p = edge(ping, sizeof ping);
	struct ipv4 ip = parsed(p, sizeof ping);

	ck_assert_uint_eq(ip.tos, 0);
	ck_assert_uint_eq(ip.id, 0x9cc0);
	ck_assert(ip.df && !ip.mf);
	ck_assert_uint_eq(ip.offset, 0);
	ck_assert_uint_eq(ip.ttl, 64);
	ck_assert_uint_eq(ip.protocol, IPV4_ICMP);
	ck_assert_uint_eq(ip.src, 0xc0000201);
	ck_assert_uint_eq(ip.dst, 0xc0000202);
	ck_assert_uint_eq(ip.options_len, 0);
	ck_assert_ptr_eq(ip.data, p + 20);
	ck_assert_uint_eq(ip.len, 8);
}
END_TEST

/* RFC 791, 3.1: each bit alone is heard by its own field, and by no other. */
START_TEST(every_bit_belongs_to_one_field)
{
	uint8_t p[LONGEST];

	for (unsigned bit = 8; bit < 160; bit++) {
		size_t n = make(p, 5);
		struct ipv4 ip;

		if ((bit >= 16 && bit < 32) || (bit >= 80 && bit < 96))
			continue; /* total length and checksum have tests of their own */
		p[bit / 8] |= (uint8_t)(0x80 >> bit % 8);
		seal(p);
		ip = parsed(p, n);
		agrees(&ip, p);
		p[bit / 8] = (uint8_t)~p[bit / 8]; /* all but this one */
		seal(p);
		ip = parsed(p, n);
		agrees(&ip, p);
	}
}
END_TEST

START_TEST(random_headers_are_read_as_they_are_drawn)
{
	uint8_t p[LONGEST];

	for (unsigned i = 0; i < 2000; i++) {
		size_t n = make(p, 5 + i % 11);
		struct ipv4 ip;

		random_bytes(p + 4, 16);
		p[1] = (uint8_t)random32();
		seal(p);
		ip = parsed(edge(p, n), n);
		agrees(&ip, p);
	}
}
END_TEST

/* RFC 1122, 3.2.1.1: a datagram whose version is not 4 is silently discarded. */
START_TEST(a_version_other_than_4_is_discarded)
{
	uint8_t p[LONGEST];

	for (unsigned version = 0; version < 16; version++) {
		size_t n = make(p, 5);

		p[0] = (uint8_t)(version << 4 | 5);
		seal(p);
		ck_assert_str_eq(fault_of(p, n), version == 4 ? "" : "version is not 4");
	}
}
END_TEST

/* RFC 791, 3.1: "the minimum value for a correct header is 5". */
START_TEST(a_header_shorter_than_five_words_is_not_believed)
{
	uint8_t p[LONGEST];

	for (unsigned words = 0; words < 5; words++) {
		make(p, 15);
		p[0] = (uint8_t)(0x40 | words);
		seal(p);
		ck_assert_str_eq(fault_of(p, LONGEST), "IHL is less than 5");
	}
}
END_TEST

START_TEST(options_are_stepped_over)
{
	uint8_t p[LONGEST];

	for (unsigned words = 5; words < 16; words++) {
		size_t n = make(p, words);
		const uint8_t *q;
		struct ipv4 ip;

		seal(p);
		q = edge(p, n);
		ip = parsed(q, n);
		ck_assert_ptr_eq(ip.options, q + 20);
		ck_assert_uint_eq(ip.options_len, words * 4 - 20);
		ck_assert_ptr_eq(ip.data, q + words * 4);
		ck_assert_uint_eq(ip.len, DATA);
	}
}
END_TEST

START_TEST(a_header_longer_than_the_packet_is_not_believed)
{
	uint8_t p[LONGEST] = { 0 };

	for (unsigned words = 5; words < 16; words++)
		for (uint16_t total = 0; total <= 60; total++) {
			make(p, words);
			put16(p + 2, total);
			seal(p);
			ck_assert_str_eq(fault_of(p, LONGEST),
			                 total >= words * 4 ? "" : "total length is less than the header's");
		}
}
END_TEST

START_TEST(a_total_length_beyond_what_was_read_is_not_believed)
{
	uint8_t p[LONGEST];

	for (unsigned words = 5; words < 16; words++) {
		size_t n = make(p, words);

		for (size_t total = words * 4; total <= n + 2; total++) {
			put16(p + 2, (uint16_t)total);
			seal(p);
			ck_assert_str_eq(fault_of(p, n), total <= n ? "" : "total length is more than was read");
			if (total <= n)
				ck_assert_uint_eq(parsed(p, n).len, total - words * 4);
		}
		put16(p + 2, 65535);
		seal(p);
		ck_assert_str_eq(fault_of(p, n), "total length is more than was read");
	}
}
END_TEST

/* Where the bytes end, the memory ends: see edge(). */
START_TEST(a_packet_cut_short_anywhere_is_refused_unread)
{
	uint8_t p[LONGEST];

	for (unsigned words = 5; words < 16; words++) {
		size_t n = make(p, words);

		seal(p);
		for (size_t cut = 0; cut < n; cut++)
			ck_assert_str_eq(fault_of(p, cut), cut < 20 ? "too short for an IPv4 header"
			                                            : "total length is more than was read");
		ck_assert_str_eq(fault_of(p, n), "");
	}
}
END_TEST

/* No first byte, and no total length, leads past the end. */
START_TEST(no_lie_about_length_is_followed_past_the_end)
{
	uint8_t p[LONGEST];

	for (unsigned first = 0; first < 256; first++)
		for (size_t n = 0; n <= LONGEST; n += n < 24 ? 1 : 11)
			for (uint16_t total = 0; total < 72; total++) {
				make(p, 15);
				p[0] = (uint8_t)first;
				put16(p + 2, total);
				seal(p);
				fault_of(p, n);
			}
}
END_TEST

/* Ethernet pads short frames; what is behind the total length is not the packet's. */
START_TEST(bytes_behind_the_total_length_are_ignored)
{
	uint8_t p[LONGEST + 18];
	struct ipv4 ip;

	memset(p, 0xff, sizeof p);
	make(p, 6);
	seal(p);
	ip = parsed(p, sizeof p);
	ck_assert_uint_eq(ip.len, DATA);
	ck_assert_ptr_eq(ip.data, p + 24);
}
END_TEST

/* RFC 1122, 3.2.1.2: a host must verify the header checksum on every datagram. */
START_TEST(a_single_wrong_bit_anywhere_in_the_header_is_noticed)
{
	uint8_t p[LONGEST];

	for (unsigned words = 5; words < 16; words += 5) {
		size_t n = make(p, words);

		random_bytes(p + 4, words * 4 - 4);
		seal(p);
		ck_assert_str_eq(fault_of(p, n), "");
		for (unsigned bit = 0; bit < words * 32; bit++) {
			p[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
			if (bit < 32)
				ck_assert_str_ne(fault_of(p, n), "");
			else
				ck_assert_str_eq(fault_of(p, n), "header checksum is wrong");
			p[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
		}
	}
}
END_TEST

START_TEST(the_header_checksum_does_not_cover_the_data)
{
	uint8_t p[LONGEST];
	size_t n = make(p, 5);

	seal(p);
	for (size_t i = 20; i < n; i++)
		p[i] = (uint8_t)i;
	ck_assert_str_eq(fault_of(p, n), "");
}
END_TEST

START_TEST(a_refused_packet_leaves_no_trace_in_the_struct)
{
	uint8_t p[LONGEST];
	struct ipv4 ip, before;
	const char *fault = "no fault is told";

	memset(&ip, 0x5a, sizeof ip);
	before = ip;
	make(p, 5);
	ck_assert(!ipv4_parse(&ip, p, 28, &fault)); /* its checksum is 0 */
	ck_assert_str_eq(fault, "header checksum is wrong");
	ck_assert(!ipv4_parse(&ip, p, 19, &fault));
	ck_assert_mem_eq(&ip, &before, sizeof ip);
}
END_TEST

START_TEST(the_longest_packet_is_read_whole)
{
	static uint8_t p[IPV4_MAX + 1];
	struct ipv4 ip;

	make(p, 5);
	put16(p + 2, 65535);
	seal(p);
	ip = parsed(edge(p, 65535), 65535);
	ck_assert_uint_eq(ip.len, 65515);
	ck_assert_str_eq(fault_of(p, 65534), "total length is more than was read");
}
END_TEST

/* RFC 791, 2.3: fragments are those with more to follow, or with an offset. */
START_TEST(fragments_are_told_apart)
{
	uint8_t p[LONGEST];

	for (uint32_t field = 0; field <= 0xffff; field++) {
		struct ipv4 ip;
		size_t n = make(p, 5);

		put16(p + 6, (uint16_t)field);
		seal(p);
		ip = parsed(p, n);
		must(ipv4_is_fragment(&ip) == ((field & 0x3fff) != 0), "0x%04x", field);
		must(ip.df == ((field & 0x4000) != 0), "DF of 0x%04x", field);
		must(ip.mf == ((field & 0x2000) != 0), "MF of 0x%04x", field);
		must(ip.offset == (field & 0x1fff) * 8, "offset of 0x%04x", field);
	}
}
END_TEST

START_TEST(a_header_is_written_as_it_is_drawn)
{
	static const uint8_t want[] = { 0x45, 0x10, 0x00, 0x54, 0x9c, 0xab, 0x40, 0x00, 0x40, 0x01,
		                        0x19, 0xea, 0xc0, 0x00, 0x02, 0x01, 0xc0, 0x00, 0x02, 0x02 };
	struct ipv4 ip = { .tos = 0x10, .id = 0x9cab, .df = true, .ttl = 64, .protocol = 1,
		           .src = 0xc0000201, .dst = 0xc0000202, .len = 64 };
	uint8_t *p = edge(NULL, IPV4_HEADER);

	ipv4_emit(p, &ip);
	ck_assert_mem_eq(p, want, sizeof want);
}
END_TEST

START_TEST(what_is_written_is_read_again_the_same)
{
	static uint8_t p[IPV4_MAX];

	for (unsigned i = 0; i < 5000; i++) {
		struct ipv4 got, ip = {
			.tos = (uint8_t)random32(), .id = (uint16_t)random32(),
			.df = random32() & 1, .mf = random32() & 1,
			.offset = (uint16_t)((random32() & 0x1fff) * 8),
			.ttl = (uint8_t)random32(), .protocol = (uint8_t)random32(),
			.src = random32(), .dst = random32(), .len = random32() % 65516,
		};

		ipv4_emit(p, &ip);
		got = parsed(p, 20 + ip.len);
		must(got.tos == ip.tos && got.id == ip.id && got.df == ip.df && got.mf == ip.mf, "round %u", i);
		must(got.offset == ip.offset && got.ttl == ip.ttl && got.protocol == ip.protocol, "round %u", i);
		must(got.src == ip.src && got.dst == ip.dst && got.len == ip.len, "round %u", i);
		must(got.options_len == 0 && got.data == p + 20, "round %u", i);
	}
}
END_TEST

/* RFC 1122, 3.2.1.3: which addresses no host may have as its own. */
START_TEST(only_the_address_of_a_single_host_may_be_a_source)
{
	static const struct {
		uint32_t address;
		bool host;
		const char *name;
	} table[] = {
		{ 0x00000000, false, "0.0.0.0, this host on this network" },
		{ 0x00ffffff, false, "0.255.255.255, a host on this network" },
		{ 0x01000001, true, "1.0.0.1" },
		{ 0x7effffff, true, "126.255.255.255, a host of another network" },
		{ 0x7f000000, false, "127.0.0.0" },
		{ 0x7f000001, false, "127.0.0.1, loopback" },
		{ 0x7fffffff, false, "127.255.255.255" },
		{ 0x80000000, true, "128.0.0.0" },
		{ 0xc0000200, false, "192.0.2.0, our network" },
		{ 0xc0000201, true, "192.0.2.1, a neighbour" },
		{ 0xc0000202, true, "192.0.2.2, ourselves" },
		{ 0xc00002fe, true, "192.0.2.254, the last neighbour" },
		{ 0xc00002ff, false, "192.0.2.255, our network's broadcast" },
		{ 0xc00001ff, true, "192.0.1.255, may be a host of another network" },
		{ 0xc0000300, true, "192.0.3.0, may be a host of another network" },
		{ 0x400002ff, true, "64.0.2.255, another network" },
		{ 0xdfffffff, true, "223.255.255.255" },
		{ 0xe0000000, false, "224.0.0.0, multicast" },
		{ 0xefffffff, false, "239.255.255.255, multicast" },
		{ 0xf0000000, false, "240.0.0.0, reserved" },
		{ 0xffffffff, false, "255.255.255.255, broadcast" },
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		ck_assert_msg(ipv4_is_host(table[i].address, 0xc0000202) == table[i].host, "%s", table[i].name);
}
END_TEST

UNIT("ipv4",
     a_real_ping_is_taken_apart, every_bit_belongs_to_one_field, random_headers_are_read_as_they_are_drawn,
     a_version_other_than_4_is_discarded, a_header_shorter_than_five_words_is_not_believed, options_are_stepped_over,
     a_header_longer_than_the_packet_is_not_believed, a_total_length_beyond_what_was_read_is_not_believed,
     a_packet_cut_short_anywhere_is_refused_unread, no_lie_about_length_is_followed_past_the_end,
     bytes_behind_the_total_length_are_ignored, a_single_wrong_bit_anywhere_in_the_header_is_noticed,
     the_header_checksum_does_not_cover_the_data, a_refused_packet_leaves_no_trace_in_the_struct,
     the_longest_packet_is_read_whole, fragments_are_told_apart, a_header_is_written_as_it_is_drawn,
     what_is_written_is_read_again_the_same, only_the_address_of_a_single_host_may_be_a_source)
