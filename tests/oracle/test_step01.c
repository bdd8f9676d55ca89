/* test_step01.c: step 01 prints the bytes that tshark has, and no others. */
#include "harness.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned byte(const char *hex, size_t i)
{
	unsigned value;

	ck_assert_int_eq(sscanf(hex + 2 * i, "%2x", &value), 1);
	return value;
}

/* What the step must have printed of a packet with these bytes: from the RFC's
 * and the kernel's words, not from the step's code. */
static void expect(FILE *out, const char *hex)
{
	size_t n = strlen(hex) / 2;
	bool v6 = hex[0] == '6';

	fprintf(out, "read %zu bytes: 00 00 %s", n + 4, v6 ? "86 dd" : "08 00");
	for (size_t i = 0; i < n; i++)
		fprintf(out, " %02x", byte(hex, i));
	fprintf(out, "\n  flags 0x0000  protocol %s, then a packet of %zu bytes:\n", v6 ? "0x86dd (IPv6)" : "0x0800 (IPv4)", n);
	for (size_t line = 0; line < n; line += 16) {
		fprintf(out, "  %04zx ", line);
		for (size_t i = line; i < line + 16; i++)
			fprintf(out, i < n ? "%s%02x " : "%s   ", i % 8 ? "" : " ", i < n ? byte(hex, i) : 0);
		fprintf(out, " |");
		for (size_t i = line; i < line + 16 && i < n; i++)
			fputc(byte(hex, i) < 32 || byte(hex, i) > 126 ? '.' : (int)byte(hex, i), out);
		fprintf(out, "|\n");
	}
}

START_TEST(the_bytes_are_those_that_tshark_has)
{
	const char *printed;
	char **frame;

	oracle_start(1, "bytes", NULL);
	oracle_await("00 00 86 dd 60");      /* the router solicitation that nobody asked for */
	oracle_run(1, "ping -c 1 -W 1 -s 0 192.0.2.2");
	oracle_run(1, "ping -c 1 -W 1 -s 1 192.0.2.2");
	oracle_run(1, "ping -c 1 -W 1 -s 55 192.0.2.2");
	oracle_run(1, "ping -c 1 -W 1 -s 1472 192.0.2.2");
	oracle_run(0, "echo hello | nc -u -w 1 192.0.2.2 7");
	oracle_stop();

	printed = oracle_output();
	for (frame = oracle_bytes(); *frame; frame++) {
		char *text;
		size_t n;
		FILE *out = open_memstream(&text, &n);

		expect(out, *frame);
		fclose(out);
		ck_assert_msg(strncmp(printed, text, n) == 0, "tshark's bytes give\n%s\nthe step printed\n%.*s", text,
		              (int)n, printed);
		text[n / 2] ^= 1;
		ck_assert_msg(strncmp(printed, text, n) != 0, "nobody noticed a wrong character");
		oracle_count(1, 5, 1); /* length, flags, protocol, bytes, hex dump */
		printed += n;
		free(text);
	}
}
END_TEST

int main(int argc, char **argv)
{
	(void)argc;
	return oracle_main(argv, "step 01", (const TTest *[]){ the_bytes_are_those_that_tshark_has, NULL });
}
