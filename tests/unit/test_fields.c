/* test_fields.c: the header of IPv4 taken apart, a line a field. */
#include "console/fields.h"

#include "unit.h"

static const uint8_t ping[] = { 0x45, 0x00, 0x00, 0x54, 0x1c, 0x46, 0x40, 0x00, 0x40, 0x01, 0x9a, 0x5f,
	                        0xc0, 0x00, 0x02, 0x01, 0xc0, 0x00, 0x02, 0x02 };

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
}
END_TEST

UNIT("fields",
     a_ping_header_field_by_field,
     a_fragment_offset_is_shown_in_its_own_bits, a_header_cut_short_shows_the_fields_that_came, the_largest_values_fit)
