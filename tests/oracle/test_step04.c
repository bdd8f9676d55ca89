/* test_step04.c: every field and option of a TCP segment is what tshark has. */
#include "craft.h"
#include "harness.h"
#include "shown.h"
#include "tcp_shown.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct kind kinds[] = {
	DROPPED_KINDS, ICMP_KINDS, TCP_KINDS, { "ip.version", "4", unknown_shown }, { 0 },
};

/* The kernel's SYN to this port; it will try again after a second, not now. */
static void connect_to(uint16_t port)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr = { inet_addr("192.0.2.2") } };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	ck_assert_int_eq(connect(fd, (struct sockaddr *)&to, sizeof to), -1);
	close(fd);
}

/* Takes one option of a line apart: false when tshark cannot have it in its
 * list, because it does not fit into what is left. */
static bool read_option(const char *option, size_t left, unsigned *kind, unsigned *length)
{
	static const struct {
		const char *name;
		unsigned kind, length;
	} known[] = {
		{ "<eol", 0, 1 }, { "<nop", 1, 1 }, { "<mss ", 2, 4 }, { "<wscale ", 3, 3 }, { "<sackOK", 4, 2 }, { "<TS ", 8, 10 },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strncmp(option, known[i].name, strlen(known[i].name)) == 0) {
			*kind = known[i].kind;
			*length = known[i].length;
			return true;
		}
	if (strncmp(option, "<sack ", 6) == 0) {
		*kind = 5;
		*length = 2;
		for (const char *p = option; *p != '>'; p++)
			*length += *p == '-' ? 8 : 0;
		return true;
	}
	ck_assert_msg(sscanf(option, "<kind %u len %u>", kind, length) == 2 ||
	              sscanf(option, "<bad kind %u len %u>", kind, length) == 2, "no such option: %s", option);
	return *length >= 2 && *length <= left;
}

enum { BYTES = 3, KINDS, LENGTHS };

/* The same options in the same order, none left out and none made up: our
 * kinds and lengths are tshark's. */
static void in_order(const char *text, const char *form, char **row, void *data)
{
	char kinds_shown[256] = "", lengths[256] = "", *k = kinds_shown, *l = lengths;
	unsigned kind = 0, length, at = 0, total = (unsigned)strlen(row[BYTES]) / 2;

	(void)data;
	for (form = strchr(form, '<'); form; form = strchr(form + 1, '<')) {
		if (!read_option(form, total - at, &kind, &length)) {
			ck_assert_msg(!strchr(form + 1, '<'), "frame %s: nobody can walk past that option:\n%s", row[0], text);
			at = total;
			break;
		}
		at += kind == 0 ? total - at : length;
		k += sprintf(k, "%s%u", k > kinds_shown ? "|" : "", kind);
		if (kind > 1)
			l += sprintf(l, "%s%u", l > lengths ? "|" : "", length);
	}
	ck_assert_msg(strstr(text, "dropped") || at == total, "frame %s: %u of %u bytes of options shown:\n%s", row[0], at, total, text);
	ck_assert_msg(strstr(text, "dropped") ||
	              (strncmp(row[KINDS], kinds_shown, strlen(kinds_shown)) == 0 && strcmp(row[LENGTHS], lengths) == 0),
	              "frame %s: tshark's kinds are %s and lengths %s, not %s and %s:\n%s", row[0], row[KINDS],
	              row[LENGTHS], kinds_shown, lengths, text);
}

static void finish(void)
{
	static const char *const names[] = { "frame.number", "ip.src", "ip.dst", "tcp.options", "tcp.option_kind", "tcp.option_len", NULL };

	oracle_stop();
	oracle_compare(kinds);
	oracle_each(names, in_order, NULL);
	oracle_judge();
	oracle_replay();
}

static void send_every_kind_of_syn(void)
{
	static const char *const settings[] = {
		"net.ipv4.tcp_timestamps=0", "net.ipv4.tcp_sack=0", "net.ipv4.tcp_window_scaling=0",
		"net.ipv4.tcp_timestamps=1", "net.ipv4.tcp_ecn=1", "net.ipv4.tcp_sack=1", "net.ipv4.tcp_window_scaling=1",
	};

	connect_to(7);
	connect_to(65535);
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		char command[128];

		snprintf(command, sizeof command, "sysctl -w %s", settings[i]);
		oracle_run(0, command);
		connect_to((uint16_t)(i + 1));
	}
	oracle_run(0, "ip route change 192.0.2.0/24 dev tun0 src 192.0.2.1 advmss 1200 window 4096");
	connect_to(80);
}

START_TEST(every_field_of_the_kernels_syn)
{
	oracle_start(4, "syn", NULL);
	oracle_await("IPv6");
	oracle_run(1, "nc -w 4 192.0.2.2 7 </dev/null"); /* the kernel tries again */
	send_every_kind_of_syn();
	finish();
}
END_TEST

START_TEST(every_row_of_the_table)
{
	oracle_start(4, "table", "-v");
	send_every_kind_of_syn();
	oracle_stop();
	oracle_compare((const struct kind[]){
		{ "ip.version", "6", ipv6_shown }, { "tcp.srcport", "?*", tcp_table_shown }, { "ip.version", "4", udp_table_shown }, { 0 } });
	oracle_replay();
}
END_TEST

/* A segment from the kernel's address, with everything that the caller says. */
static struct packet segment(uint16_t port, unsigned flags, const void *options, size_t n, const char *text)
{
	uint8_t s[100] = { (uint8_t)(port >> 8), (uint8_t)port, 0, 7, 0x89, 0xab, 0xcd, 0xef, 0xfe, 0xdc, 0xba, 0x98,
	                   (uint8_t)((20 + n) / 4 << 4 | flags >> 8), (uint8_t)flags, 0xab, 0xcd, 0, 0, 0x12, 0x34 };

	memcpy(s + 20, options, n);
	memcpy(s + 20 + n, text, strlen(text));
	return craft("192.0.2.1", "192.0.2.2", 6, s, 20 + n + strlen(text));
}

START_TEST(every_set_of_flags)
{
	oracle_start(4, "flags", NULL);
	for (unsigned flags = 0; flags < 256; flags++) {
		struct packet p = segment((uint16_t)(1000 + flags), flags, "", 0, flags % 3 ? "" : "text");

		craft_send(&p);
	}
	finish();
}
END_TEST

/* Each in a segment of its own, filled up with NOPs. */
START_TEST(every_option)
{
	static const struct {
		size_t n;
		const char *bytes;
	} options[] = {
		{ 4, "\2\4\0\0" }, { 4, "\2\4\xff\xff" },                        /* mss */
		{ 3, "\3\3\0" }, { 3, "\3\3\xff" }, { 2, "\4\2" },                /* wscale, sackOK */
		{ 10, "\x8\x0a\0\0\0\1\xff\xff\xff\xff" },                       /* timestamps */
		{ 0, "" }, { 1, "\0" }, { 4, "\0\0\0\0" }, { 4, "\1\0\2\4" },      /* nothing, eol, and what follows an eol */
		{ 10, "\5\x0a\0\0\0\1\0\0\0\2" },                                /* sack: one, two, four blocks */
		{ 18, "\5\x12\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4" },
		{ 34, "\5\x22\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4\0\0\0\5\0\0\0\6\0\0\0\7\xff\xff\xff\xff" },
		{ 2, "\x63\2" }, { 4, "\xfe\4ab" }, { 12, "\xfe\x0c" "0123456789" }, { 40, "\x63\x28" "0123456789" "0123456789" "0123456789" "01234567" }, { 3, "\x0e\3\0" }, /* unknown kinds */
		{ 12, "\2\4\5\xb4\4\2\3\3\7\1\1\1" }, { 40, "\1\1\1\1\1\1\1\1\1\1" "\1\1\1\1\1\1\1\1\1\1" "\1\1\1\1\1\1\1\1\1\1" "\1\1\1\1\1\1\1\1\1\1" },
	};

	oracle_start(4, "options", NULL);
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		uint8_t field[40];
		struct packet p;

		memset(field, 1, sizeof field);
		memcpy(field, options[i].bytes, options[i].n);
		p = segment((uint16_t)(2000 + i), 2, field, (options[i].n + 3) / 4 * 4, "");
		craft_send(&p);
	}
	finish();
}
END_TEST

START_TEST(an_option_of_a_bad_length)
{
	oracle_start(4, "bad", NULL);
	for (unsigned kind = 2; kind < 10; kind += kind == 5 ? 3 : 1) /* not 6 and 7: obsolete, tshark knows them */
		for (unsigned length = 0; length < 14; length++) {
			uint8_t field[12] = { (uint8_t)kind, (uint8_t)length, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
			struct packet p = segment((uint16_t)(3000 + 20 * kind + length), 2, field, 12, "");

			craft_send(&p);
		}
	finish();
}
END_TEST

START_TEST(a_segment_that_lies_is_dropped_with_its_reason)
{
	struct packet p = segment(4000, 2, "", 0, "text");

	oracle_start(4, "lies", NULL);
	p.bytes[36] ^= 1; /* the checksum */
	craft_send(&p);
	p = segment(4001, 2, "", 0, "text");
	p.bytes[43] ^= 1; /* the text */
	craft_send(&p);
	p = segment(4002, 2, "", 0, "text");
	p.bytes[15] = 77; /* the source, in the pseudo-header */
	craft_header_sum(&p);
	craft_send(&p);
	for (unsigned offset = 0; offset < 16; offset++) { /* in words; the segment has 6 */
		uint8_t s[24] = { 4, (uint8_t)offset, 0, 7, [12] = (uint8_t)(offset << 4), 2 };

		p = craft("192.0.2.1", "192.0.2.2", 6, s, sizeof s);
		craft_send(&p);
	}
	for (size_t n = 0; n < 20; n += 19 - n / 19) { /* nothing, and one byte too few */
		p = craft("192.0.2.1", "192.0.2.2", 6, "\x10\0\0\7\0\0\0\0\0\0\0\0\x50\2\0\0\0\0\0", n);
		craft_send(&p);
	}
	finish();
}
END_TEST

int main(int argc, char **argv)
{
	(void)argc;
	return oracle_main(argv, "step 04", (const TTest *[]){
		every_field_of_the_kernels_syn,
		every_row_of_the_table,
		every_set_of_flags,
		every_option,
		an_option_of_a_bad_length,
		a_segment_that_lies_is_dropped_with_its_reason,
		NULL });
}
