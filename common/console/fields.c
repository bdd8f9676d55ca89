/* fields.c: see fields.h. */
#include "console/fields.h"

#include <stdio.h>

/* The bytes [first, last] that hold a field, as one number. */
static uint32_t bytes_value(const uint8_t *p, size_t first, size_t last)
{
	uint32_t v = 0;

	for (size_t i = first; i <= last; i++)
		v = v << 8 | p[i];
	return v;
}

/* Whole bytes in hexadecimal; other fields as bits, with a dot for each bit of
 * the same bytes that belongs to a neighbour. */
static void print_bits(const struct field *f, const uint8_t *p, size_t first, size_t last)
{
	char text[48] = "";
	size_t used = 0;

	for (size_t i = first; i <= last; i++) {
		if (f->bit % 8 == 0 && f->bits % 8 == 0) {
			used += (size_t)sprintf(text + used, "%02x ", p[i]);
			continue;
		}
		for (size_t b = 0; b < 8; b++) {
			size_t at = i * 8 + b;
			int ours = at >= f->bit && at < (size_t)f->bit + f->bits;

			text[used++] = !ours ? '.' : p[i] & 0x80 >> b ? '1' : '0';
			if (b % 4 == 3)
				text[used++] = ' ';
		}
	}
	text[used] = '\0';
	printf("    %4zu  %-21s", first, text);
}

static void print_value(const struct field *f, uint32_t v)
{
	printf("%-24s", f->name);
	if (f->form == FIELD_ADDRESS)
		printf("%u.%u.%u.%u\n", v >> 24, v >> 16 & 255, v >> 8 & 255, v & 255);
	else if (f->form == FIELD_HEX)
		printf("0x%0*x\n", (f->bits + 3) / 4, v);
	else
		printf("%u\n", v);
}

void fields_print(const struct field *fields, size_t count, const uint8_t *p, size_t n)
{
	for (const struct field *f = fields; f < fields + count; f++) {
		size_t first = f->bit / 8u, last = (f->bit + f->bits - 1u) / 8;
		uint32_t v;

		if (last >= n)
			return;
		v = bytes_value(p, first, last) >> ((last + 1) * 8 - f->bit - f->bits);
		if (f->bits < 32)
			v &= (1u << f->bits) - 1;
		print_bits(f, p, first, last);
		print_value(f, v);
	}
}

void fields_ipv4(const uint8_t *packet, size_t n)
{
	static const struct field header[] = {
		{ 0, 4, FIELD_NUMBER, "version" },
		{ 4, 4, FIELD_NUMBER, "IHL" },
		{ 8, 8, FIELD_HEX, "type of service" },
		{ 16, 16, FIELD_NUMBER, "total length" },
		{ 32, 16, FIELD_HEX, "identification" },
		{ 48, 1, FIELD_NUMBER, "reserved" },
		{ 49, 1, FIELD_NUMBER, "don't fragment" },
		{ 50, 1, FIELD_NUMBER, "more fragments" },
		{ 51, 13, FIELD_NUMBER, "fragment offset" },
		{ 64, 8, FIELD_NUMBER, "time to live" },
		{ 72, 8, FIELD_NUMBER, "protocol" },
		{ 80, 16, FIELD_HEX, "header checksum" },
		{ 96, 32, FIELD_ADDRESS, "source" },
		{ 128, 32, FIELD_ADDRESS, "destination" },
	};

	fields_print(header, sizeof header / sizeof *header, packet, n);
}
