/* test_hexdump.c: bytes as a reader can count them. */
#include "console/hexdump.h"

#include "unit.h"

static const char *dump(const void *bytes, size_t n)
{
	print_begin();
	hexdump(stdout, edge(bytes, n), n);
	return print_end();
}

START_TEST(no_bytes_are_no_line)
{
	ck_assert_str_eq(dump("", 0), "");
}
END_TEST

START_TEST(one_byte_is_a_line_as_wide_as_any)
{
	ck_assert_str_eq(dump("A", 1), "  0000  41                                                |A|\n");
}
END_TEST

START_TEST(fifteen_bytes_leave_the_last_place_empty)
{
	ck_assert_str_eq(dump("abcdefghijklmno", 15),
	                 "  0000  61 62 63 64 65 66 67 68  69 6a 6b 6c 6d 6e 6f     |abcdefghijklmno|\n");
}
END_TEST

START_TEST(sixteen_bytes_fill_a_line_and_begin_no_other)
{
	ck_assert_str_eq(dump("\x45\x00\x00\x54\x1c\x46\x40\x00\x40\x01\x9a\x5f\xc0\x00\x02\x01", 16),
	                 "  0000  45 00 00 54 1c 46 40 00  40 01 9a 5f c0 00 02 01  |E..T.F@.@.._....|\n");
}
END_TEST

START_TEST(the_seventeenth_byte_stands_on_a_line_of_its_own)
{
	ck_assert_str_eq(dump("0123456789abcdefg", 17),
	                 "  0000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|\n"
	                 "  0010  67                                                |g|\n");
}
END_TEST

START_TEST(offsets_are_hexadecimal)
{
	static const uint8_t zeros[65535];
	FILE *f = tmpfile();
	char last[128];

	hexdump(f, zeros, sizeof zeros);
	ck_assert_int_eq(fseek(f, -76, SEEK_END), 0);
	ck_assert_ptr_nonnull(fgets(last, sizeof last, f));
	ck_assert_ptr_nonnull(strstr(last, "  fff0  00 00"));
	fclose(f);
}
END_TEST

START_TEST(what_is_no_printable_ascii_is_a_dot)
{
	for (unsigned v = 0; v < 256; v++) {
		uint8_t byte = (uint8_t)v;
		const char *line = dump(&byte, 1);

		must(strchr(line, '|'), "there is no | in the line: %s", line);
		ck_assert_int_eq(strchr(line, '|')[1], v >= 0x20 && v < 0x7f ? (int)v : '.');
	}
}
END_TEST

UNIT("hexdump",
     no_bytes_are_no_line, one_byte_is_a_line_as_wide_as_any, fifteen_bytes_leave_the_last_place_empty,
     sixteen_bytes_fill_a_line_and_begin_no_other, the_seventeenth_byte_stands_on_a_line_of_its_own,
     offsets_are_hexadecimal, what_is_no_printable_ascii_is_a_dot)
