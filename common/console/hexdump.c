/* hexdump.c: see hexdump.h. */
#include "console/hexdump.h"

#include <stdint.h>

enum { A_LINE = 16 };

static void hexdump_line(FILE *out, const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < A_LINE; i++) {
		if (i % 8 == 0)
			fputc(' ', out);
		if (i < n)
			fprintf(out, "%02x ", p[i]);
		else
			fputs("   ", out);
	}
	fputs(" |", out);
	for (size_t i = 0; i < n; i++)
		fputc(p[i] >= ' ' && p[i] <= '~' ? p[i] : '.', out);
	fputs("|\n", out);
}

void hexdump(FILE *out, const void *bytes, size_t n)
{
	const uint8_t *p = bytes;

	for (size_t at = 0; at < n; at += A_LINE) {
		fprintf(out, "  %04zx ", at);
		hexdump_line(out, p + at, n - at < A_LINE ? n - at : A_LINE);
	}
}
