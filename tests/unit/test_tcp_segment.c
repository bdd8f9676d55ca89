/* test_tcp_segment.c: the TCP header and its options (RFC 9293, 3.1 and 3.2). */
#include "wire/tcp_segment.h"

#include "unit.h"
#include "wire/bytes.h"
#include "wire/checksum.h"

#define US   0xc0000202
#define THEM 0xc0000201
enum { DATA = 9, LONGEST = 60 + DATA };

/* Puts the right checksum into a segment of n bytes, over a pseudo-header of
 * its own: source, destination, zero and protocol, length (RFC 9293, 3.1). */
static void seal_as(uint8_t *p, size_t n, uint8_t protocol)
{
	uint8_t all[12 + 65535];

	put16(p + 16, 0);
	put32(all, THEM);
	put32(all + 4, US);
	all[8] = 0;
	all[9] = protocol;
	put16(all + 10, (uint16_t)n);
	memcpy(all + 12, p, n);
	put16(p + 16, checksum(all, 12 + n));
}

static void seal(uint8_t *p, size_t n)
{
	seal_as(p, n, 6);
}

/* A segment whose header has `words` words, with DATA bytes behind it; all
 * fields are zero, all options NOP, and the data is 0x01, 0x02, ... */
static size_t make(uint8_t *p, unsigned words)
{
	memset(p, 0, TCP_HEADER);
	memset(p + TCP_HEADER, OPT_NOP, words * 4 - TCP_HEADER);
	for (unsigned i = 0; i < DATA; i++)
		p[words * 4 + i] = (uint8_t)(i + 1);
	p[12] = (uint8_t)(words << 4);
	return words * 4 + DATA;
}

static struct ipv4 around(const uint8_t *p, size_t n)
{
	return (struct ipv4){ .protocol = IPV4_TCP, .src = THEM, .dst = US, .data = p, .len = n };
}

/* What is said against the segment, or "" if nothing is. */
static const char *fault_of(const uint8_t *p, size_t n)
{
	struct ipv4 ip = around(edge(p, n), n);
	const char *fault = "?";
	struct seg s;
	bool good = tcp_parse(&s, &ip, &fault);

	must(good == !fault, "it is %s, and the fault is %s", good ? "taken" : "refused", fault ? fault : "none");
	return fault ? fault : "";
}

static struct seg parsed(const uint8_t *p, size_t n)
{
	struct ipv4 ip = around(p, n);
	const char *fault = "no fault is told";
	struct seg s;

	must(tcp_parse(&s, &ip, &fault), "refused: %s", fault);
	return s;
}

/* count bits of the header from bit `first` on, counted as the RFC draws them. */
static uint32_t bits(const uint8_t *p, unsigned first, unsigned count)
{
	uint32_t v = 0;

	for (unsigned i = first; i < first + count; i++)
		v = v << 1 | (p[i / 8] >> (7 - i % 8) & 1);
	return v;
}

static void agrees(const struct seg *s, const uint8_t *p, size_t n)
{
	ck_assert_uint_eq(s->src, THEM);
	ck_assert_uint_eq(s->dst, US);
	ck_assert_uint_eq(s->sport, bits(p, 0, 16));
	ck_assert_uint_eq(s->dport, bits(p, 16, 16));
	ck_assert_uint_eq(s->seq, bits(p, 32, 32));
	ck_assert_uint_eq(s->ack, bits(p, 64, 32));
	ck_assert_uint_eq(s->options_len, bits(p, 96, 4) * 4 - 20);
	ck_assert_uint_eq(s->flags, bits(p, 104, 8));
	ck_assert_uint_eq(s->wnd, bits(p, 112, 16));
	ck_assert_uint_eq(s->urg, bits(p, 144, 16));
	ck_assert_uint_eq(s->len, n - bits(p, 96, 4) * 4);
}

/* What Linux sends for `nc 192.0.2.2 7`. */
static const uint8_t real_syn[] = {
	0xe7, 0x0c, 0x00, 0x07, 0x55, 0x44, 0x42, 0x1e, 0x00, 0x00, 0x00, 0x00, 0xa0, 0x02,
	0xfa, 0xf0, 0x87, 0x84, 0x00, 0x00, 0x02, 0x04, 0x05, 0xb4, 0x04, 0x02, 0x08, 0x0a,
	0x95, 0x6f, 0x2d, 0x9e, 0x00, 0x00, 0x00, 0x00, 0x01, 0x03, 0x03, 0x0a };

START_TEST(a_real_syn_is_taken_apart)
{
	static const uint8_t kinds[] = { OPT_MSS, OPT_SACK_OK, OPT_TS, OPT_NOP, OPT_WSCALE };
	static const uint8_t lengths[] = { 4, 2, 10, 1, 3 };
	const uint8_t *p = edge(real_syn, sizeof real_syn);
	struct seg s = parsed(p, sizeof real_syn);
	struct tcp_option o;
	size_t at = 0;

	ck_assert_uint_eq(s.sport, 59148);
	ck_assert_uint_eq(s.dport, 7);
	ck_assert_uint_eq(s.seq, 1430536734);
	ck_assert_uint_eq(s.ack, 0);
	ck_assert_uint_eq(s.flags, SYN);
	ck_assert_uint_eq(s.wnd, 64240);
	ck_assert_uint_eq(s.urg, 0);
	ck_assert_uint_eq(s.len, 0);
	ck_assert_ptr_eq(s.options, p + 20);
	ck_assert_ptr_eq(s.data, p + sizeof real_syn);
	for (size_t i = 0; i < 5; i++) {
		size_t start = at;

		ck_assert(tcp_option_next(&s, &at, &o));
		ck_assert_uint_eq(o.kind, kinds[i]);
		ck_assert_uint_eq(o.len, lengths[i]);
		ck_assert(!o.bad);
		ck_assert_ptr_eq(o.data, o.len < 2 ? NULL : s.options + start + 2);
	}
	ck_assert(!tcp_option_next(&s, &at, &o));
}
END_TEST

START_TEST(every_bit_of_a_segment_belongs_to_one_field)
{
	uint8_t p[LONGEST];

	for (unsigned bit = 0; bit < 160; bit++) {
		size_t n = make(p, 5);
		struct seg s;

		if ((bit >= 96 && bit < 100) || (bit >= 128 && bit < 144))
			continue; /* data offset and checksum have tests of their own */
		p[bit / 8] |= (uint8_t)(0x80 >> bit % 8);
		seal(p, n);
		s = parsed(p, n);
		agrees(&s, p, n);
	}
}
END_TEST

START_TEST(random_segments_are_read_as_they_are_drawn)
{
	uint8_t p[LONGEST];

	for (unsigned i = 0; i < 2000; i++) {
		unsigned words = 5 + i % 11;
		size_t n = make(p, words);
		struct seg s;

		random_bytes(p, 12);
		random_bytes(p + 13, 7);
		p[12] |= random32() & 15; /* the reserved bits: ignored */
		seal(p, n);
		s = parsed(edge(p, n), n);
		agrees(&s, p, n);
	}
}
END_TEST

/* RFC 9293, 3.1: FIN, SYN, RST, PSH, ACK, URG, ECE, CWR from the lowest bit up. */
START_TEST(all_256_sets_of_control_bits_are_read)
{
	static const uint8_t names[] = { FIN, SYN, RST, PSH, ACK, URG, ECE, CWR };
	uint8_t p[LONGEST];

	for (unsigned flags = 0; flags < 256; flags++) {
		size_t n = make(p, 5);
		struct seg s;

		p[13] = (uint8_t)flags;
		seal(p, n);
		s = parsed(p, n);
		for (unsigned i = 0; i < 8; i++)
			must(!!(s.flags & names[i]) == (flags >> i & 1), "bit %u of 0x%02x", i, flags);
	}
}
END_TEST

/* RFC 9293, 3.4: "segment length includes both data and sequence space-occupying controls". */
START_TEST(syn_and_fin_take_a_sequence_number_each)
{
	for (unsigned flags = 0; flags < 256; flags++)
		for (size_t len = 0; len < 3; len++) {
			struct seg s = { .flags = (uint8_t)flags, .len = len };

			must(seg_space(&s) == len + (flags & 1) + (flags >> 1 & 1), "flags 0x%02x", flags);
		}
}
END_TEST

START_TEST(a_data_offset_below_five_or_beyond_the_segment_is_not_believed)
{
	uint8_t p[LONGEST];

	for (unsigned offset = 0; offset < 16; offset++)
		for (size_t n = 20; n <= LONGEST; n++) {
			make(p, 15);
			p[12] = (uint8_t)(offset << 4);
			seal(p, n);
			ck_assert_str_eq(fault_of(p, n), offset < 5         ? "data offset is less than 5"
			                                 : offset * 4u > n  ? "data offset is beyond the segment"
			                                                    : "");
		}
}
END_TEST

START_TEST(options_and_data_begin_where_the_header_says)
{
	uint8_t p[LONGEST];

	for (unsigned words = 5; words < 16; words++) {
		size_t n = make(p, words);
		const uint8_t *q;
		struct seg s;

		seal(p, n);
		q = edge(p, n);
		s = parsed(q, n);
		ck_assert_ptr_eq(s.options, q + 20);
		ck_assert_uint_eq(s.options_len, words * 4 - 20);
		ck_assert_ptr_eq(s.data, q + words * 4);
		ck_assert_uint_eq(s.len, DATA);
	}
}
END_TEST

START_TEST(a_segment_cut_short_anywhere_is_refused)
{
	uint8_t p[LONGEST];

	for (unsigned words = 5; words < 16; words++) {
		size_t n = make(p, words);

		seal(p, n);
		for (size_t cut = 0; cut < n; cut++)
			ck_assert_str_eq(fault_of(p, cut), cut < 20          ? "too short for a TCP header"
			                                   : cut < words * 4 ? "data offset is beyond the segment"
			                                                     : "TCP checksum is wrong");
		ck_assert_str_eq(fault_of(p, n), "");
	}
}
END_TEST

START_TEST(fewer_than_twenty_bytes_are_no_segment)
{
	uint8_t p[20] = { 0 };

	for (size_t n = 0; n < 20; n++) {
		p[12] = 0x50;
		if (n >= 18)
			seal(p, n);
		ck_assert_str_eq(fault_of(p, n), "too short for a TCP header");
	}
	seal(p, 20);
	ck_assert_str_eq(fault_of(p, 20), "");
}
END_TEST

START_TEST(a_single_wrong_bit_anywhere_in_the_segment_is_noticed)
{
	uint8_t p[LONGEST];
	size_t n = make(p, 7);

	random_bytes(p, 12);
	random_bytes(p + 13, n - 13);
	seal(p, n);
	ck_assert_str_eq(fault_of(p, n), "");
	for (size_t bit = 0; bit < n * 8; bit++) {
		p[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
		ck_assert_str_ne(fault_of(p, n), "");
		if (bit < 96 || bit >= 100)
			ck_assert_str_eq(fault_of(p, n), "TCP checksum is wrong");
		p[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
	}
}
END_TEST

/* RFC 9293, 3.1: the pseudo-header "gives the TCP connection protection against misrouted segments". */
START_TEST(a_segment_that_went_astray_is_noticed)
{
	uint8_t p[LONGEST + 2] = { 0 };
	size_t n = make(p, 5);
	struct ipv4 ip = around(p, n);
	const char *fault = "no fault is told";
	struct seg s;

	seal(p, n);
	ck_assert(tcp_parse(&s, &ip, &fault));
	for (unsigned bit = 0; bit < 32; bit++) {
		ip = around(p, n);
		ip.src ^= 1u << bit;
		ck_assert(!tcp_parse(&s, &ip, &fault));
		ip = around(p, n);
		ip.dst ^= 1u << bit;
		ck_assert(!tcp_parse(&s, &ip, &fault));
	}
	p[n] = p[n + 1] = 0; /* bytes that the sum does not feel, but for the length */
	ck_assert_str_eq(fault_of(p, n + 1), "TCP checksum is wrong");
	ck_assert_str_eq(fault_of(p, n + 2), "TCP checksum is wrong");
	seal_as(p, n, 17);
	ck_assert_str_eq(fault_of(p, n), "TCP checksum is wrong");
}
END_TEST

START_TEST(a_refused_segment_leaves_no_trace_in_the_struct)
{
	uint8_t p[20] = { [12] = 0x50 };
	struct ipv4 ip = around(p, sizeof p);
	struct seg s, before;
	const char *fault = "no fault is told";

	memset(&s, 0x5a, sizeof s);
	before = s;
	ck_assert(!tcp_parse(&s, &ip, &fault));
	ck_assert_mem_eq(&s, &before, sizeof s);
}
END_TEST

START_TEST(the_longest_segment_is_read_whole)
{
	static uint8_t p[65515];
	struct seg s;

	make(p, 5);
	memset(p + 20, 0xff, sizeof p - 20);
	seal(p, sizeof p);
	s = parsed(edge(p, sizeof p), sizeof p);
	ck_assert_uint_eq(s.len, 65495);
}
END_TEST

/* The options 0 to 40 bytes long, where the memory ends when they do. */
static struct seg with_options(const uint8_t *options, size_t n)
{
	return (struct seg){ .options = edge(options, n), .options_len = n };
}

/* What the RFCs say about an option of a kind: 9293, 3.2; 7323, 2.2 and 3.2; 2018, 2 and 3. */
static bool right_length(unsigned kind, unsigned len)
{
	return kind == 2   ? len == 4
	       : kind == 3 ? len == 3
	       : kind == 4 ? len == 2
	       : kind == 5 ? len == 10 || len == 18 || len == 26 || len == 34
	       : kind == 8 ? len == 10
	                   : true;
}

/* One option of this kind and length at `at` among n bytes of NOPs. */
static void walk_over(unsigned kind, unsigned len, size_t at, size_t n)
{
	uint8_t bytes[TCP_OPTIONS_MAX];
	size_t left = n - at, seen = 0, walk = 0;
	bool fits = len >= 2 && len <= left;
	struct tcp_option o;
	struct seg s;

	memset(bytes, OPT_NOP, n);
	bytes[at] = (uint8_t)kind;
	if (left > 1)
		bytes[at + 1] = (uint8_t)len;
	s = with_options(bytes, n);
	for (; seen <= at; seen++)
		must(tcp_option_next(&s, &walk, &o), "kind %u len %u at %zu of %zu: not reached", kind, len, at, n);
	must(o.kind == kind, "kind %u seen as %u", kind, o.kind);
	must(o.len == (left > 1 ? len : 0), "kind %u len %u at %zu of %zu: len %u", kind, len, at, n, o.len);
	must(o.bad == (left < 2 || !fits || !right_length(kind, len)),
	     "kind %u len %u at %zu of %zu: bad %d", kind, len, at, n, o.bad);
	must(o.data == (o.bad ? NULL : s.options + at + 2), "kind %u len %u at %zu: data", kind, len, at);
	must(walk == (left > 1 && fits ? at + len : n), "kind %u len %u at %zu of %zu: next %zu", kind, len, at, n, walk);
	for (seen = walk; tcp_option_next(&s, &walk, &o); seen++)
		must(o.kind == OPT_NOP && o.len == 1 && !o.bad, "kind %u len %u at %zu of %zu: the rest", kind, len, at, n);
	must(seen == n && walk == n, "kind %u len %u at %zu of %zu: ends at %zu", kind, len, at, n, walk);
}

/* RFC 9293, 3.1: an unknown option is stepped over by its length, and "TCP
 * implementations MUST be prepared to handle an illegal option length (e.g., zero)" (MUST-7). */
START_TEST(every_kind_at_every_length_and_distance_from_the_end)
{
	static const uint8_t kinds[] = { 2, 3, 4, 5, 6, 7, 8, 9, 14, 19, 30, 34, 69, 128, 253, 254, 255 };
	static const uint8_t longer[] = { 42, 127, 128, 254, 255 };

	for (size_t k = 0; k < sizeof kinds; k++)
		for (size_t at = 0; at < TCP_OPTIONS_MAX; at++) {
			for (unsigned len = 0; len <= 41; len++)
				walk_over(kinds[k], len, at, TCP_OPTIONS_MAX);
			for (size_t i = 0; i < sizeof longer; i++)
				walk_over(kinds[k], longer[i], at, TCP_OPTIONS_MAX);
		}
}
END_TEST

START_TEST(every_kind_at_every_length_alone)
{
	for (unsigned kind = 2; kind < 256; kind++)
		for (size_t n = 1; n <= TCP_OPTIONS_MAX; n++)
			for (unsigned len = 0; len <= n + 1; len++)
				walk_over(kind, len, 0, n);
}
END_TEST

START_TEST(no_options_are_none)
{
	struct seg s = with_options(NULL, 0);
	struct tcp_option o;
	size_t at = 0;

	ck_assert(!tcp_option_next(&s, &at, &o));
	ck_assert_uint_eq(at, 0);
}
END_TEST

/* RFC 9293, 3.2: what is behind the end of the option list is padding. */
START_TEST(nothing_behind_the_end_of_the_option_list_is_read)
{
	uint8_t bytes[TCP_OPTIONS_MAX];

	for (size_t end = 0; end < sizeof bytes; end++) {
		struct tcp_option o;
		struct seg s;
		size_t at = 0;

		memset(bytes, OPT_NOP, end);
		memset(bytes + end, OPT_MSS, sizeof bytes - end); /* bad, if it were an option */
		bytes[end] = OPT_EOL;
		s = with_options(bytes, sizeof bytes);
		for (size_t i = 0; i < end; i++) {
			must(tcp_option_next(&s, &at, &o), "NOP %zu", i);
			must(o.kind == OPT_NOP && o.len == 1 && !o.bad, "NOP %zu", i);
		}
		ck_assert(tcp_option_next(&s, &at, &o));
		ck_assert_uint_eq(o.kind, OPT_EOL);
		ck_assert_uint_eq(o.len, 1);
		ck_assert(!o.bad);
		ck_assert_uint_eq(at, sizeof bytes);
		ck_assert(!tcp_option_next(&s, &at, &o));
	}
}
END_TEST

START_TEST(a_run_of_forty_nops_is_forty_options)
{
	uint8_t bytes[TCP_OPTIONS_MAX];
	struct tcp_option o;
	size_t at = 0, count = 0;
	struct seg s;

	memset(bytes, OPT_NOP, sizeof bytes);
	s = with_options(bytes, sizeof bytes);
	for (; tcp_option_next(&s, &at, &o); count++)
		ck_assert(o.kind == OPT_NOP && !o.bad);
	ck_assert_uint_eq(count, 40);
}
END_TEST

/* RFC 2018, 3: n blocks take 8n + 2 bytes; four of them fit at most. */
START_TEST(sack_blocks_are_found_where_they_are)
{
	for (unsigned blocks = 1; blocks <= 4; blocks++) {
		uint8_t bytes[2 + 34] = { OPT_NOP, OPT_NOP, OPT_SACK, (uint8_t)(2 + 8 * blocks) };
		struct tcp_option o;
		size_t at = 2;
		struct seg s;

		for (unsigned i = 0; i < 2 * blocks; i++)
			put32(bytes + 4 + 4 * i, 0xfffffff0 + i);
		s = with_options(bytes, 4 + 8 * blocks);
		ck_assert(tcp_option_next(&s, &at, &o));
		ck_assert(o.kind == OPT_SACK && !o.bad);
		ck_assert_uint_eq(o.len, 2 + 8 * blocks);
		for (unsigned i = 0; i < 2 * blocks; i++)
			ck_assert_uint_eq(get32(o.data + 4 * i), 0xfffffff0 + i);
		ck_assert(!tcp_option_next(&s, &at, &o));
	}
}
END_TEST

START_TEST(a_bad_option_does_not_hide_the_good_ones_before_it)
{
	static const uint8_t bytes[] = { OPT_MSS, 4, 0x05, 0xb4, OPT_SACK_OK, 3, 0, OPT_WSCALE, 3, 7, 99, 1 };
	static const uint8_t kinds[] = { OPT_MSS, OPT_SACK_OK, OPT_WSCALE, 99 };
	struct seg s = with_options(bytes, sizeof bytes);
	struct tcp_option o;
	size_t at = 0;

	for (size_t i = 0; i < 4; i++) {
		ck_assert(tcp_option_next(&s, &at, &o));
		ck_assert_uint_eq(o.kind, kinds[i]);
		ck_assert(o.bad == (i % 2 == 1));
	}
	ck_assert(!tcp_option_next(&s, &at, &o));
}
END_TEST

START_TEST(a_segment_is_written_as_it_came)
{
	struct seg s = parsed(real_syn, sizeof real_syn);
	uint8_t *p = edge(NULL, 60);

	ck_assert_uint_eq(tcp_emit(p, &s), 60);
	ck_assert_mem_eq(p + 20, real_syn, sizeof real_syn);
	ck_assert_mem_eq(p, "\x45\x00\x00\x3c\x00\x00\x40\x00\x40\x06", 10);
}
END_TEST

static void comes_back(const struct seg *s, unsigned round)
{
	size_t header = TCP_HEADER + s->options_len, n = IPV4_HEADER + header + s->len;
	uint8_t *p = edge(NULL, n);
	const char *fault = "no fault is told";
	struct ipv4 ip;
	struct seg got;

	must(tcp_emit(p, s) == n, "round %u: length", round);
	must(ipv4_parse(&ip, p, n, &fault), "round %u: %s", round, fault);
	must(ip.protocol == IPV4_TCP && ip.df && ip.ttl == 64 && ip.id == 0 && ip.tos == 0, "round %u", round);
	must(ip.src == s->src && ip.dst == s->dst && !ipv4_is_fragment(&ip), "round %u", round);
	must(tcp_parse(&got, &ip, &fault), "round %u: %s", round, fault);
	must(got.src == s->src && got.dst == s->dst && got.sport == s->sport && got.dport == s->dport, "round %u", round);
	must(got.seq == s->seq && got.ack == s->ack && got.flags == s->flags, "round %u", round);
	must(got.wnd == s->wnd && got.urg == s->urg, "round %u", round);
	must(got.options_len == s->options_len && got.len == s->len, "round %u: lengths", round);
	must(s->options_len == 0 || !memcmp(got.options, s->options, s->options_len), "round %u: options", round);
	must(s->len == 0 || !memcmp(got.data, s->data, s->len), "round %u: data", round);
}

START_TEST(a_segment_that_is_written_is_read_again_the_same)
{
	static uint8_t options[TCP_OPTIONS_MAX], data[2000];

	for (unsigned i = 0; i < 3000; i++) {
		struct seg s = {
			.src = random32(), .dst = random32(),
			.sport = (uint16_t)random32(), .dport = (uint16_t)random32(),
			.seq = random32(), .ack = random32(), .flags = (uint8_t)random32(),
			.wnd = random32() & 0xffff, .urg = (uint16_t)random32(),
			.options_len = random32() % 11 * 4, .len = i < 100 ? i : random32() % sizeof data,
		};

		random_bytes(options, sizeof options);
		random_bytes(data, s.len);
		s.options = s.options_len ? options : NULL;
		s.data = s.len ? data : NULL;
		comes_back(&s, i);
	}
}
END_TEST

UNIT("tcp_segment",
     a_real_syn_is_taken_apart, every_bit_of_a_segment_belongs_to_one_field, random_segments_are_read_as_they_are_drawn,
     all_256_sets_of_control_bits_are_read, syn_and_fin_take_a_sequence_number_each,
     a_data_offset_below_five_or_beyond_the_segment_is_not_believed, options_and_data_begin_where_the_header_says,
     a_segment_cut_short_anywhere_is_refused, fewer_than_twenty_bytes_are_no_segment,
     a_single_wrong_bit_anywhere_in_the_segment_is_noticed, a_segment_that_went_astray_is_noticed,
     a_refused_segment_leaves_no_trace_in_the_struct, the_longest_segment_is_read_whole,
     every_kind_at_every_length_and_distance_from_the_end, every_kind_at_every_length_alone, no_options_are_none,
     nothing_behind_the_end_of_the_option_list_is_read, a_run_of_forty_nops_is_forty_options,
     sack_blocks_are_found_where_they_are, a_bad_option_does_not_hide_the_good_ones_before_it,
     a_segment_is_written_as_it_came, a_segment_that_is_written_is_read_again_the_same)
