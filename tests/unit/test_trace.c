/* test_trace.c: the lines that the reader sees, letter for letter as trace.h,
 * trace_icmp.h and trace_tcp.h promise them. */
#include "console/trace.h"

#include "console/show.h"
#include "console/trace_icmp.h"
#include "console/trace_tcp.h"
#include "unit.h"

#include <stdio.h>

#define US   0xc0000202
#define THEM 0xc0000201

static struct trace t;
static char note[400];

static void begin(uint64_t now)
{
	static const struct options o = { .address = US };

	note[0] = '\0';
	trace_init(&t, &o, note, sizeof note);
	t.colour = false;
	trace_arrival(&t, now);
	print_begin();
}

static const struct ipv4 ping = { .id = 0x1c46, .df = true, .ttl = 64, .protocol = IPV4_ICMP,
	                          .src = THEM, .dst = US, .len = 64 };

/* The line of a header, without its time. */
static const char *line_of(const struct ipv4 *ip)
{
	begin(0);
	trace_packet(&t, ip);
	trace_ipv4(&t, ip);
	trace_end(&t);
	return print_end() + strlen("  0.000000  ");
}

START_TEST(a_header_is_one_line)
{
	ck_assert_str_eq(line_of(&ping),
	                 "192.0.2.1       -> 192.0.2.2           84 bytes  ICMP  ttl 64  id 0x1c46  DF\n");
}
END_TEST

START_TEST(each_unusual_field_is_shown_when_it_is_there)
{
	struct ipv4 ip = ping;

	ip.df = false;
	ck_assert_ptr_nonnull(strstr(line_of(&ip), "  id 0x1c46\n"));
	ip.mf = true;
	ck_assert_ptr_nonnull(strstr(line_of(&ip), "  id 0x1c46  MF\n"));
	ip.offset = 1480;
	ck_assert_ptr_nonnull(strstr(line_of(&ip), "  id 0x1c46  MF  offset 1480\n"));
	ip.tos = 0x10;
	ip.df = true;
	ip.options_len = 4;
	ip.id = 7;
	ip.ttl = 1;
	ck_assert_str_eq(line_of(&ip), "192.0.2.1       -> 192.0.2.2           88 bytes  ICMP"
	                               "  ttl 1  id 0x0007  DF  MF  offset 1480  tos 0x10  options 4\n");
}
END_TEST

START_TEST(protocols_are_named_or_numbered)
{
	static const struct {
		uint8_t number;
		const char *name;
	} table[] = { { 1, "ICMP" }, { 2, "IGMP" }, { 6, "TCP" }, { 17, "UDP" }, { 47, "GRE" }, { 132, "SCTP" },
		      { 0, "protocol 0" }, { 255, "protocol 255" } };
	char want[64];

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct ipv4 ip = ping;

		ip.protocol = table[i].number;
		snprintf(want, sizeof want, " bytes  %s  ttl ", table[i].name);
		ck_assert_ptr_nonnull(strstr(line_of(&ip), want));
	}
}
END_TEST

START_TEST(the_longest_addresses_still_stand_apart)
{
	struct ipv4 ip = ping;

	ip.src = ip.dst = 0xffffffff;
	ip.len = 65515;
	ck_assert_ptr_nonnull(strstr(line_of(&ip), "255.255.255.255 -> 255.255.255.255  65535 bytes  ICMP"));
}
END_TEST

START_TEST(time_is_seconds_since_the_first_packet)
{
	static const struct {
		uint64_t now;
		const char *text;
	} table[] = { { 0, "  0.000000  " }, { 130, "  0.000130  " }, { 999999, "  0.999999  " },
		      { 1000000, "  1.000000  " }, { 999000001, "999.000001  " }, { 1000000000, "1000.000000  " } };

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const char *line;

		begin(table[i].now);
		trace_skipped(&t, 0x86dd, 48);
		line = print_end();
		ck_assert_msg(strncmp(line, table[i].text, strlen(table[i].text)) == 0, "%s", line);
	}
}
END_TEST

START_TEST(what_is_not_ipv4_is_named_and_skipped)
{
	begin(0);
	trace_skipped(&t, 0x86dd, 48);
	trace_skipped(&t, 0x0806, 28);
	trace_skipped(&t, 0x0001, 0);
	ck_assert_str_eq(print_end(), "  0.000000  IPv6  48 bytes  skipped\n"
	                              "  0.000000  not IP  28 bytes  protocol 0x0806  skipped\n"
	                              "  0.000000  not IP  0 bytes  protocol 0x0001  skipped\n");
	ck_assert_uint_eq(t.tally.skipped, 3);
}
END_TEST

START_TEST(a_lie_is_dropped_with_its_reason)
{
	begin(300);
	trace_dropped(&t, "header checksum is wrong");
	trace_packet(&t, &ping);
	trace_dropped(&t, "ICMP checksum is wrong");
	ck_assert_str_eq(print_end(),
	                 "  0.000300  dropped  header checksum is wrong\n"
	                 "  0.000300  192.0.2.1       -> 192.0.2.2           84 bytes  ICMP  dropped  ICMP checksum is wrong\n");
}
END_TEST

START_TEST(a_verdict_stands_under_its_line_and_in_the_note)
{
	const char *text;

	begin(0);
	trace_skipped(&t, 0x86dd, 48);
	trace_verdict(&t, "not answered: %s", "it is a fragment");
	text = print_end();
	ck_assert_str_eq(text, "  0.000000  IPv6  48 bytes  skipped\n            not answered: it is a fragment\n");
	ck_assert_str_eq(note, "IPv6  48 bytes  skipped\nnot answered: it is a fragment");
}
END_TEST

START_TEST(without_a_note_the_lines_are_the_same)
{
	begin(0);
	t.note = NULL;
	trace_skipped(&t, 0x86dd, 48);
	trace_verdict(&t, "so");
	ck_assert_str_eq(print_end(), "  0.000000  IPv6  48 bytes  skipped\n            so\n");
}
END_TEST

static const char *icmp_line(uint8_t type, uint8_t code)
{
	struct icmp m = { .type = type, .code = code, .id = 7, .seq = 65535, .len = 56 };

	begin(0);
	trace_packet(&t, &ping);
	trace_icmp(&t, &m);
	trace_end(&t);
	return strstr(print_end(), "ICMP") + 4;
}

START_TEST(icmp_messages_are_named)
{
	ck_assert_str_eq(icmp_line(8, 0), "  echo request  id 7  seq 65535  data 56\n");
	ck_assert_str_eq(icmp_line(0, 0), "  echo reply  id 7  seq 65535  data 56\n");
	ck_assert_str_eq(icmp_line(3, 3), "  port unreachable\n");
	ck_assert_str_eq(icmp_line(3, 2), "  protocol unreachable\n");
	ck_assert_str_eq(icmp_line(3, 1), "  type 3  code 1\n");
	ck_assert_str_eq(icmp_line(13, 0), "  type 13  code 0\n");
	ck_assert_str_eq(icmp_line(255, 255), "  type 255  code 255\n");
}
END_TEST

static const char *tcp_line(const struct seg *s)
{
	begin(0);
	trace_tcp(&t, s);
	trace_end(&t);
	return print_end() + strlen("  0.000000  ");
}

static const struct seg base = { .src = THEM, .dst = US, .sport = 40312, .dport = 7, .seq = 3906411012, .wnd = 64240 };

START_TEST(a_syn_with_the_options_of_linux_is_one_line)
{
	static const uint8_t options[] = { 2, 4, 0x05, 0xb4, 4, 2, 8, 10, 0, 0x2c, 0x7c, 0x5a, 0, 0, 0, 0, 1, 3, 3, 7 };
	struct seg s = base;

	s.flags = SYN;
	s.options = options;
	s.options_len = sizeof options;
	ck_assert_str_eq(tcp_line(&s), "192.0.2.1:40312 -> 192.0.2.2:7      SYN           seq 3906411012  win 64240"
	                               "  <mss 1460,sackOK,TS 2915418 0,nop,wscale 7>\n");
}
END_TEST

START_TEST(fields_of_a_segment_are_shown_when_they_are_there)
{
	struct seg s = base;

	s.flags = ACK | PSH;
	s.ack = 1184206115;
	s.len = 6;
	s.urg = 3;
	ck_assert_str_eq(tcp_line(&s), "192.0.2.1:40312 -> 192.0.2.2:7      PSH ACK       "
	                               "seq 3906411012  ack 1184206115  win 64240  len 6\n");
	s.flags = URG;
	ck_assert_str_eq(tcp_line(&s), "192.0.2.1:40312 -> 192.0.2.2:7      URG           "
	                               "seq 3906411012  win 64240  len 6  urg 3\n");
}
END_TEST

START_TEST(control_bits_stand_in_their_order)
{
	static const struct {
		uint8_t flags;
		const char *names;
	} table[] = { { 0, "none        " }, { FIN, "FIN         " }, { SYN, "SYN         " }, { RST, "RST         " },
		      { PSH, "PSH         " }, { ACK, "ACK         " }, { URG, "URG         " }, { ECE, "ECE         " },
		      { CWR, "CWR         " }, { SYN | ACK, "SYN ACK     " }, { FIN | ACK, "FIN ACK     " },
		      { SYN | ECE | CWR, "SYN ECE CWR " }, { 255, "SYN FIN RST PSH ACK URG ECE CWR" } };
	char want[64];

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct seg s = base;

		s.flags = table[i].flags;
		snprintf(want, sizeof want, "192.0.2.2:7      %s  seq ", table[i].names);
		ck_assert_msg(strstr(tcp_line(&s), want) != NULL, "%s", want);
	}
}
END_TEST

static const char *options_line(const uint8_t *options, size_t n)
{
	struct seg s = base;

	s.options = edge(options, n);
	s.options_len = n;
	return strstr(tcp_line(&s), "win 64240") + strlen("win 64240");
}

#define OPTIONS(...) options_line((const uint8_t[]){ __VA_ARGS__ }, sizeof(uint8_t[]){ __VA_ARGS__ })

START_TEST(every_option_is_written_as_promised)
{
	ck_assert_str_eq(OPTIONS(0, 2, 4, 5), "  <eol>\n");
	ck_assert_str_eq(OPTIONS(1, 1, 1, 0), "  <nop,nop,nop,eol>\n");
	ck_assert_str_eq(OPTIONS(1, 3, 3, 14), "  <nop,wscale 14>\n");
	ck_assert_str_eq(OPTIONS(4, 2, 1, 1), "  <sackOK,nop,nop>\n");
	ck_assert_str_eq(OPTIONS(5, 10, 0, 0, 0, 1, 0, 0, 0, 9), "  <sack 1-9>\n");
	ck_assert_str_eq(OPTIONS(5, 18, 255, 255, 255, 255, 0, 0, 0, 9, 0, 0, 1, 0, 0, 0, 1, 1),
	                 "  <sack 4294967295-9 256-257>\n");
	ck_assert_str_eq(OPTIONS(8, 10, 255, 255, 255, 255, 0, 0, 0, 9), "  <TS 4294967295 9>\n");
	ck_assert_str_eq(OPTIONS(253, 4, 1, 2), "  <kind 253 len 4>\n");
}
END_TEST

START_TEST(a_bad_option_is_named_and_not_walked_past)
{
	ck_assert_str_eq(OPTIONS(2, 0, 1, 1), "  <bad kind 2 len 0>\n");
	ck_assert_str_eq(OPTIONS(99, 1, 1, 1), "  <bad kind 99 len 1>\n");
	ck_assert_str_eq(OPTIONS(1, 8, 10, 1), "  <nop,bad kind 8 len 10>\n");
	ck_assert_str_eq(OPTIONS(1, 1, 1, 99), "  <nop,nop,nop,bad kind 99 len 0>\n");
	ck_assert_str_eq(OPTIONS(2, 3, 5, 1), "  <bad kind 2 len 3,nop>\n");
}
END_TEST

START_TEST(the_longest_lists_of_options_fit_on_a_line)
{
	uint8_t bytes[40];

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = i % 2 ? 2 : 255;
	ck_assert_uint_eq(strlen(options_line(bytes, 40)), 20 * strlen("kind 255 len 2,") + 4);
}
END_TEST

/* A line is cut at TRACE_LINE, a note at its owner's size; nothing is overwritten. */
START_TEST(lines_and_notes_too_long_are_cut)
{
	const char *text;

	begin(0);
	t.note = (char *)edge("", 1) - 39; /* 40 bytes that end where the memory does */
	t.note[0] = '\0';
	t.note_size = 40;
	for (unsigned i = 0; i < 2 * TRACE_LINE; i++)
		trace_add(&t, "%u", i % 10);
	trace_end(&t);
	trace_verdict(&t, "%0*d", 2 * TRACE_LINE, 7);
	trace_skipped(&t, 0x86dd, 48);
	text = print_end();
	ck_assert_uint_eq(strcspn(text, "\n"), strlen("  0.000000  ") + TRACE_LINE - 1);
	text = strchr(text, '\n') + 1;
	ck_assert_uint_eq(strcspn(text, "\n"), 12 + TRACE_LINE - 1);
	ck_assert_str_eq(strchr(text, '\n') + 1, "  0.000000  IPv6  48 bytes  skipped\n");
	ck_assert_str_eq(t.note, "012345678901234567890123456789012345678");
}
END_TEST

START_TEST(the_summary_counts_each_cause)
{
	static const char header[] = "header checksum is wrong", version[] = "version is not 4";

	begin(0);
	t.tally.packets = 7;
	trace_skipped(&t, 0x86dd, 48);
	trace_dropped(&t, header);
	trace_dropped(&t, version);
	trace_dropped(&t, header);
	(void)print_end();
	print_begin();
	tally_print(&t.tally);
	ck_assert_str_eq(print_end(), "7 packets: 3 IPv4, 1 skipped, 3 dropped\n"
	                              "    2  header checksum is wrong\n"
	                              "    1  version is not 4\n");
}
END_TEST

START_TEST(a_wrong_packet_of_our_own_is_not_counted_as_one_that_came)
{
	begin(0);
	t.outgoing = true;
	trace_packet(&t, &ping);
	trace_dropped(&t, "ICMP checksum is wrong");
	ck_assert_str_eq(print_end(),
	                 "  0.000000  192.0.2.1       -> 192.0.2.2           84 bytes  ICMP  wrong  ICMP checksum is wrong\n");
	ck_assert_uint_eq(t.tally.dropped, 0);
	print_begin();
	trace_dropped(&t, "version is not 4");
	ck_assert_str_eq(print_end(), "  0.000000  dropped  version is not 4\n");
	ck_assert_uint_eq(t.tally.dropped, 1);
}
END_TEST

START_TEST(a_run_without_packets_has_a_summary)
{
	begin(0);
	t.tally.packets = 0;
	tally_print(&t.tally);
	ck_assert_str_eq(print_end(), "0 packets: 0 IPv4, 0 skipped, 0 dropped\n");
}
END_TEST

START_TEST(colour_is_for_terminals_and_never_in_the_note)
{
	struct ipv4 ours = ping;

	begin(0);
	t.colour = true;
	trace_dropped(&t, "no");
	ours.src = US;
	ours.dst = THEM;
	t.outgoing = true;
	trace_packet(&t, &ours);
	trace_end(&t);
	trace_skipped(&t, 0x86dd, 48);
	ck_assert_str_eq(print_end(),
	                 "  0.000000  \033[31mdropped  no\033[0m\n"
	                 "  0.000000  \033[36m192.0.2.2       -> 192.0.2.1           84 bytes  ICMP\033[0m\n"
	                 "  0.000000  IPv6  48 bytes  skipped\n");
	ck_assert_ptr_null(strchr(note, '\033'));
}
END_TEST

START_TEST(bytes_are_shown_when_asked_for)
{
	begin(0);
	trace_bytes(&t, (const uint8_t *)"A", 1);
	t.hex = true;
	trace_bytes(&t, (const uint8_t *)"A", 1);
	ck_assert_str_eq(print_end(), "  0000  41                                                |A|\n");
}
END_TEST

/* Shows a whole packet, `protocol` with n bytes of zeros inside. Was it found honest? */
static bool show(uint8_t protocol, uint16_t offset, size_t n, bool fields)
{
	static uint8_t packet[100];
	struct ipv4 ip = { .ttl = 64, .protocol = protocol, .src = THEM, .dst = US, .offset = offset,
		           .data = packet + 20, .len = n };

	begin(0);
	t.fields = fields;
	ipv4_emit(packet, &ip);
	show_packet(&t, &ip, packet, 20 + n);
	return t.tally.dropped == 0;
}

START_TEST(a_packet_that_lies_about_its_contents_is_dropped)
{
	ck_assert(!show(IPV4_ICMP, 0, 7, false));
	ck_assert_ptr_nonnull(strstr(print_end(), "27 bytes  ICMP  dropped  too short for an ICMP header\n"));
	ck_assert(!show(IPV4_TCP, 0, 19, false));
	ck_assert_ptr_nonnull(strstr(print_end(), "39 bytes  TCP  dropped  too short for a TCP header\n"));
	ck_assert_uint_eq(t.tally.dropped, 1);
}
END_TEST

START_TEST(a_fragment_is_shown_by_its_ip_header)
{
	ck_assert(show(IPV4_ICMP, 8, 7, false));
	ck_assert_ptr_nonnull(strstr(print_end(), "27 bytes  ICMP  ttl 64  id 0x0000  offset 8\n"));
	ck_assert(show(IPV4_TCP, 8, 7, false));
	ck_assert_ptr_nonnull(strstr(print_end(), "27 bytes  TCP  ttl 64  id 0x0000  offset 8\n"));
}
END_TEST

static const uint8_t echo[] = { 0x08, 0x00, 0xf9, 0xbb, 0x00, 0x07, 0x00, 0x01 };
static const uint8_t syn[] = { 0x9d, 0x78, 0x00, 0x07, 0xe8, 0xd8, 0x19, 0x54, 0x00, 0x00, 0x00, 0x00,
	                       0xa0, 0xc2, 0xfa, 0xf0, 0x87, 0x84, 0x00, 0x00 };

static const char *fields_of(void (*f)(const uint8_t *, size_t), const uint8_t *bytes, size_t n)
{
	print_begin();
	f(edge(bytes, n), n);
	return print_end();
}

START_TEST(an_echo_request_field_by_field)
{
	ck_assert_str_eq(fields_of(fields_icmp, echo, sizeof echo),
	                 "       0  08                   type                    8\n"
	                 "       1  00                   code                    0\n"
	                 "       2  f9 bb                checksum                0xf9bb\n"
	                 "       4  00 07                identifier              7\n"
	                 "       6  00 01                sequence number         1\n");
	for (size_t n = 0; n < sizeof echo; n++)
		fields_of(fields_icmp, echo, n); /* nothing past the end is read */
}
END_TEST

START_TEST(a_syn_field_by_field)
{
	ck_assert_str_eq(fields_of(fields_tcp, syn, sizeof syn),
	                 "       0  9d 78                source port             40312\n"
	                 "       2  00 07                destination port        7\n"
	                 "       4  e8 d8 19 54          sequence number         3906476372\n"
	                 "       8  00 00 00 00          acknowledgment number   0\n"
	                 "      12  1010 ....            data offset             10\n"
	                 "      12  .... 0000            reserved                0\n"
	                 "      13  1... ....            CWR                     1\n"
	                 "      13  .1.. ....            ECE                     1\n"
	                 "      13  ..0. ....            URG                     0\n"
	                 "      13  ...0 ....            ACK                     0\n"
	                 "      13  .... 0...            PSH                     0\n"
	                 "      13  .... .0..            RST                     0\n"
	                 "      13  .... ..1.            SYN                     1\n"
	                 "      13  .... ...0            FIN                     0\n"
	                 "      14  fa f0                window                  64240\n"
	                 "      16  87 84                checksum                0x8784\n"
	                 "      18  00 00                urgent pointer          0\n");
}
END_TEST

START_TEST(a_tcp_header_cut_short_shows_the_fields_that_came)
{
	uint8_t most[20];

	for (size_t n = 0; n < sizeof syn; n++)
		must((strstr(fields_of(fields_tcp, syn, n), "window") != NULL) == (n >= 16), "%zu bytes", n);
	ck_assert_ptr_null(strstr(fields_of(fields_tcp, syn, 13), "CWR"));
	memset(most, 0xff, sizeof most);
	ck_assert_ptr_nonnull(strstr(fields_of(fields_tcp, most, sizeof most), "acknowledgment number   4294967295\n"));
}
END_TEST

START_TEST(fields_are_those_of_the_protocol)
{
	const char *text;

	show(IPV4_ICMP, 0, 8, true);
	text = print_end();
	ck_assert(strstr(text, "IHL") && strstr(text, "identifier") && !strstr(text, "source port"));
	show(IPV4_TCP, 0, 20, true);
	text = print_end();
	ck_assert(strstr(text, "IHL") && !strstr(text, "identifier ") && strstr(text, "source port"));
	show(IPV4_TCP, 8, 20, true);
	text = print_end();
	ck_assert(strstr(text, "IHL") && !strstr(text, "source port"));
	show(IPV4_UDP, 0, 20, false);
	ck_assert_ptr_null(strstr(print_end(), "IHL"));
}
END_TEST

START_TEST(a_quiet_trace_counts_and_shows_nothing)
{
	begin(0);
	t.quiet = true;
	trace_packet(&t, &ping);
	trace_end(&t);
	trace_verdict(&t, "not answered");
	trace_skipped(&t, 0x86dd, 48);
	trace_dropped(&t, "version is not 4");
	ck_assert_str_eq(print_end(), "");
	ck_assert_uint_eq(t.tally.skipped, 1);
	ck_assert_uint_eq(t.tally.dropped, 1);
}
END_TEST

START_TEST(quiet_is_stronger_than_fields_and_bytes)
{
	static const struct options o = { .quiet = true, .fields = true, .hex = true };

	trace_init(&t, &o, NULL, 0);
	ck_assert(t.quiet && !t.fields && !t.hex);
}
END_TEST

UNIT("trace",
     a_header_is_one_line, each_unusual_field_is_shown_when_it_is_there, protocols_are_named_or_numbered,
     the_longest_addresses_still_stand_apart, time_is_seconds_since_the_first_packet,
     what_is_not_ipv4_is_named_and_skipped, a_lie_is_dropped_with_its_reason,
     a_verdict_stands_under_its_line_and_in_the_note, without_a_note_the_lines_are_the_same, icmp_messages_are_named,
     a_syn_with_the_options_of_linux_is_one_line, fields_of_a_segment_are_shown_when_they_are_there,
     control_bits_stand_in_their_order, every_option_is_written_as_promised, a_bad_option_is_named_and_not_walked_past,
     the_longest_lists_of_options_fit_on_a_line, lines_and_notes_too_long_are_cut, the_summary_counts_each_cause,
     a_quiet_trace_counts_and_shows_nothing, quiet_is_stronger_than_fields_and_bytes,
     a_wrong_packet_of_our_own_is_not_counted_as_one_that_came, a_run_without_packets_has_a_summary, colour_is_for_terminals_and_never_in_the_note,
     bytes_are_shown_when_asked_for, a_packet_that_lies_about_its_contents_is_dropped,
     a_fragment_is_shown_by_its_ip_header, fields_are_those_of_the_protocol, an_echo_request_field_by_field,
     a_syn_field_by_field, a_tcp_header_cut_short_shows_the_fields_that_came)
