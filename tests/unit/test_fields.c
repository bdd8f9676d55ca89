/* test_fields.c: headers taken apart, a line a field. */
#include "console/fields.h"

#include "console/trace_icmp.h"
#include "console/trace_tcp.h"
#include "unit.h"

static const uint8_t ping[] = { 0x45, 0x00, 0x00, 0x54, 0x1c, 0x46, 0x40, 0x00, 0x40, 0x01, 0x9a, 0x5f,
	                        0xc0, 0x00, 0x02, 0x01, 0xc0, 0x00, 0x02, 0x02 };
static const uint8_t echo[] = { 0x08, 0x00, 0xf9, 0xbb, 0x00, 0x07, 0x00, 0x01 };
static const uint8_t syn[] = { 0x9d, 0x78, 0x00, 0x07, 0xe8, 0xd8, 0x19, 0x54, 0x00, 0x00, 0x00, 0x00,
	                       0xa0, 0xc2, 0xfa, 0xf0, 0x87, 0x84, 0x00, 0x00 };

static const char ping_shown[] =
	"       0  0100 ....            version                 4\n"
	"       0  .... 0101            IHL                     5\n"
	"       1  00                   type of service         0x00\n"
	"       2  00 54                total length            84\n"
	"       4  1c 46                identification          0x1c46\n"
	"       6  0... ....            reserved                0\n"
	"       6  .1.. ....            don't fragment          1\n"
	"       6  ..0. ....            more fragments          0\n"
	"       6  ...0 0000 0000 0000  fragment offset         0\n"
	"       8  40                   time to live            64\n"
	"       9  01                   protocol                1\n"
	"      10  9a 5f                header checksum         0x9a5f\n"
	"      12  c0 00 02 01          source                  192.0.2.1\n"
	"      16  c0 00 02 02          destination             192.0.2.2\n";

static const char *shown(void (*f)(const uint8_t *, size_t), const uint8_t *bytes, size_t n)
{
	print_begin();
	f(edge(bytes, n), n);
	return print_end();
}

START_TEST(a_ping_header_field_by_field)
{
	ck_assert_str_eq(shown(fields_ipv4, ping, sizeof ping), ping_shown);
}
END_TEST

START_TEST(an_echo_request_field_by_field)
{
	ck_assert_str_eq(shown(fields_icmp, echo, sizeof echo),
	                 "       0  08                   type                    8\n"
	                 "       1  00                   code                    0\n"
	                 "       2  f9 bb                checksum                0xf9bb\n"
	                 "       4  00 07                identifier              7\n"
	                 "       6  00 01                sequence number         1\n");
}
END_TEST

START_TEST(a_syn_field_by_field)
{
	ck_assert_str_eq(shown(fields_tcp, syn, sizeof syn),
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

START_TEST(a_fragment_offset_is_shown_in_its_own_bits)
{
	uint8_t p[20];

	memcpy(p, ping, sizeof p);
	p[6] = 0x3f;
	p[7] = 0xfe;
	ck_assert_ptr_nonnull(strstr(shown(fields_ipv4, p, sizeof p),
	                             "       6  ..1. ....            more fragments          1\n"
	                             "       6  ...1 1111 1111 1110  fragment offset         8190\n"));
}
END_TEST

/* A field is shown if it came whole, however short the packet: nothing past its end is read. */
START_TEST(a_header_cut_short_shows_the_fields_that_came)
{
	for (size_t n = 0; n < sizeof ping; n++) {
		const char *text = shown(fields_ipv4, ping, n);

		ck_assert(strncmp(text, ping_shown, strlen(text)) == 0);
		ck_assert(n < 12 || strstr(text, "header checksum"));
		ck_assert((strstr(text, "source") != NULL) == (n >= 16));
	}
	ck_assert_str_eq(shown(fields_ipv4, ping, 0), "");
	for (size_t n = 0; n < sizeof echo; n++)
		shown(fields_icmp, echo, n);
	for (size_t n = 0; n < sizeof syn; n++)
		shown(fields_tcp, syn, n);
	ck_assert_ptr_null(strstr(shown(fields_tcp, syn, 13), "CWR"));
}
END_TEST

START_TEST(the_largest_values_fit)
{
	uint8_t p[20];
	const char *text;

	memset(p, 0xff, sizeof p);
	text = shown(fields_ipv4, p, sizeof p);
	ck_assert_ptr_nonnull(strstr(text, "  1111 ....            version                 15\n"));
	ck_assert_ptr_nonnull(strstr(text, "  ...1 1111 1111 1111  fragment offset         8191\n"));
	ck_assert_ptr_nonnull(strstr(text, "  ff ff ff ff          destination             255.255.255.255\n"));
	ck_assert_ptr_nonnull(strstr(shown(fields_tcp, p, sizeof p), "acknowledgment number   4294967295\n"));
}
END_TEST

UNIT("fields",
     a_ping_header_field_by_field, an_echo_request_field_by_field, a_syn_field_by_field,
     a_fragment_offset_is_shown_in_its_own_bits, a_header_cut_short_shows_the_fields_that_came, the_largest_values_fit)
