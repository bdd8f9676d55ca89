/* test_step03.c: step 03 answers what it must, with what tshark finds good, and
 * is silent where it must be. */
#include "craft.h"
#include "harness.h"
#include "shown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct kind kinds[] = { DROPPED_KINDS, ICMP_KINDS, { "ip.version", "4", unknown_shown }, { 0 } };

static void finish(size_t answers)
{
	size_t sent;

	oracle_stop();
	oracle_compare(kinds);
	sent = oracle_judge();
	ck_assert_msg(sent == answers, "the step sent %zu packets, expected %zu", sent, answers);
	oracle_replay();
}

enum { REPLY_TO, NUMBER, SRC, PROTOCOL, HEADER };
static const char *const names[] = { "icmp.resp_to", "frame.number", "ip.src", "ip.proto", "ip.hdr_len", NULL };

/* tshark found the request of each reply, and it has the same id, seq and data. */
static void replies_mirror_their_requests(size_t replies)
{
	char **bytes = oracle_bytes();

	for (char ***rows = oracle_fields(names); *rows; rows++) {
		const char *reply, *request;

		if (strcmp((*rows)[SRC], "192.0.2.2") != 0)
			continue;
		ck_assert_msg(*(*rows)[REPLY_TO], "frame %s: tshark finds no request for this reply", (*rows)[NUMBER]);
		reply = bytes[atoi((*rows)[NUMBER]) - 1];
		request = bytes[atoi((*rows)[REPLY_TO]) - 1];
		ck_assert_str_eq(reply + 2 * 24, request + 2 * (4 * (size_t)(request[1] - '0' + (request[1] > '9' ? '9' + 1 - 'a' : 0)) + 4));
		oracle_count(0, 3, 0);
		replies--;
	}
	ck_assert_msg(replies == 0, "%zu requests have no reply", replies);
}

START_TEST(ping_loses_nothing)
{
	oracle_start(3, "ping", NULL);
	oracle_await("IPv6");
	oracle_run(0, "for n in 0 1 7 8 56 57 1471 1472; do"
	              "  ping -q -c 3 -i 0.01 -s $n 192.0.2.2 | grep ' 0% packet loss' || exit 1; done");
	oracle_run(0, "ping -q -c 3 -i 0.01 -p ff 192.0.2.2 | grep ' 0% packet loss'");
	oracle_run(0, "ping -q -c 3 -i 0.01 -p 00 -s 3 192.0.2.2 | grep ' 0% packet loss'");
	oracle_run(0, "ping -q -c 1 -R 192.0.2.2 && ping -q -c 1 -Q 0x10 192.0.2.2 && ping -q -c 1 -t 1 192.0.2.2");
	finish(33);
	replies_mirror_their_requests(33);
}
END_TEST

static const struct shown table_shown[] = { /* with -v */
	PROTOCOL_SHOWN,
	IPV4_TABLE_SHOWN,
	{ "echo request", "icmp.type", "8" },
	{ "echo reply", "icmp.type", "0" },
	{ "id #", "icmp.ident" },
	{ "seq #", "icmp.seq" },
	{ "data #", "ip.len", .plus = -28 },
	{ "type #", "icmp.type" },
	{ "code #", "icmp.code" },
	{ "checksum #", "icmp.checksum" },
	{ "identifier #", "icmp.ident" },
	{ "sequence number #", "icmp.seq" },
	{ 0 },
};

static const struct shown last_shown[] = { IPV4_SHOWN, IPV4_TABLE_SHOWN, VERDICT_SHOWN, { 0 } };

START_TEST(every_row_of_the_table)
{
	oracle_start(3, "table", "-v");
	oracle_run(0, "ping -q -c 3 -i 0.01 192.0.2.2");
	oracle_stop();
	oracle_compare((const struct kind[]){
		{ "ip.version", "6", ipv6_shown }, { "icmp.type", "[08]", table_shown }, { "ip.version", "4", last_shown }, { 0 } });
	oracle_replay();
}
END_TEST

static void craft_and_send(const char *src, const char *dst, uint8_t protocol, const char *data, size_t n)
{
	struct packet p = craft(src, dst, protocol, data, n);

	craft_send(&p);
}

static const char ping[] = "\x8\0\0\0\0\x7\0\1data", datagram[] = "\0\7\0\7\0\x10\0\0datagram";

/* As a whole datagram each of these would draw an answer. */
static void send_fragments(void)
{
	struct packet first = craft("192.0.2.1", "192.0.2.2", 17, datagram, 16), last = first;

	first.bytes[6] = 0x20; /* MF */
	last.bytes[7] = 1;     /* offset 8 */
	craft_header_sum(&first);
	craft_header_sum(&last);
	craft_send(&first);
	craft_send(&last);
}

START_TEST(silence_where_an_answer_would_be_wrong)
{
	static const char *const nobody[] = { "255.255.255.255", "192.0.2.255", "192.0.2.0", "224.0.0.1", "0.0.0.0", "127.0.0.1" };

	oracle_start(3, "silence", NULL);
	oracle_run(1, "ping -q -c 1 -W 0.1 -s 4000 192.0.2.2");
	oracle_run(1, "ping -q -c 1 -W 0.1 192.0.2.77");
	oracle_run(1, "ping -q -c 1 -W 0.1 -b 192.0.2.255");
	oracle_run(0, "echo hello | nc -u -w 1 192.0.2.77 7");
	send_fragments();
	for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++) {
		craft_and_send(nobody[i], "192.0.2.2", 1, ping, 12);      /* from an address that is not one host's */
		craft_and_send(nobody[i], "192.0.2.2", 17, datagram, 16);
		craft_and_send("192.0.2.1", nobody[i], 1, ping, 12);      /* to an address that is not ours */
		craft_and_send("192.0.2.1", nobody[i], 17, datagram, 16);
	}
	finish(0);
}
END_TEST

START_TEST(no_icmp_message_but_echo_request_is_answered)
{
	static const unsigned char types[][2] = { { 0, 0 }, { 3, 3 }, { 3, 2 }, { 3, 1 }, { 5, 1 }, { 11, 0 }, { 12, 0 }, { 13, 0 }, { 99, 7 } };
	struct packet p = craft("192.0.2.1", "192.0.2.2", 1, ping, 12);

	oracle_start(3, "icmp", NULL);
	p.bytes[22] ^= 1; /* the ICMP checksum */
	craft_send(&p);
	p = craft("192.0.2.1", "192.0.2.2", 1, ping, 12);
	p.bytes[31] ^= 0x80; /* the data, which the checksum does not know */
	craft_send(&p);
	craft_and_send("192.0.2.1", "192.0.2.2", 1, ping, 7);
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) { /* about a packet of ours, as an error must be */
		char message[] = "\0\0\0\0\0\0\0\0E\0\0\x1c\0\1\0\0\x40\x11\0\0\xc0\0\2\2\xc0\0\2\1\0\7\0\7\0\x8\0\0";

		memcpy(message, types[i], 2);
		craft_and_send("192.0.2.1", "192.0.2.2", 1, message, 36);
	}
	finish(0);
}
END_TEST

/* RFC 1122, 4.1.3.4: its ports may be what is damaged. */
START_TEST(a_damaged_datagram_is_not_answered)
{
	struct packet p = craft("192.0.2.1", "192.0.2.2", 17, datagram, 16);

	oracle_start(3, "damaged", NULL);
	craft_send(&p);
	for (size_t i = 20; i < p.n; i++) { /* one bit in each byte, but those of the length */
		if (i == 24 || i == 25)
			continue;
		p.bytes[i] ^= 4;
		craft_send(&p);
		p.bytes[i] ^= 4;
	}
	finish(1);
}
END_TEST

/* Each error quotes the header and 8 bytes of its offender; both in order. */
static void errors_quote_their_offenders(void)
{
	char ***rows = oracle_fields(names), **bytes = oracle_bytes();
	size_t offender = 0;

	for (size_t i = 0; rows[i]; i++) {
		char quote[256];

		if (strcmp(rows[i][SRC], "192.0.2.2|192.0.2.1") != 0)
			continue;
		while (strcmp(rows[offender][SRC], "192.0.2.1") != 0)
			offender++;
		snprintf(quote, sizeof quote, "%.*s", 2 * (atoi(rows[offender][HEADER]) + 8), bytes[offender]);
		ck_assert_msg(strcmp(bytes[i] + 2 * 28, quote) == 0, "frame %s quotes\n%s\nexpected, of frame %s,\n%s",
		              rows[i][NUMBER], bytes[i] + 2 * 28, rows[offender][NUMBER], quote);
		oracle_count(0, 1, 0);
		offender++;
	}
}

START_TEST(what_nobody_here_takes_is_unreachable)
{
	static const uint8_t protocols[] = { 2, 6, 47, 132, 253 };
	struct packet p = craft("192.0.2.1", "192.0.2.2", 17, "\1\1\1\0" "\0\7\0\7\0\x8\0\0", 12);

	oracle_start(3, "unreachable", NULL);
	oracle_run(1, "ip route add 198.51.100.7 dev tun0; false");
	oracle_run(-1, "echo hello | nc -u -w 1 192.0.2.2 7");           /* port */
	oracle_run(1, "nc -w 5 192.0.2.2 7 </dev/null");                 /* protocol: TCP is not yet known */
	for (size_t i = 0; i < sizeof protocols; i++) {
		craft_and_send("192.0.2.1", "192.0.2.2", protocols[i], "sixteen bytes, s", 16);
		craft_and_send("192.0.2.1", "192.0.2.2", protocols[i], "", 0);
	}
	craft_and_send("192.0.2.1", "192.0.2.2", 17, datagram, 16);
	p.bytes[0] = 0x46; /* IP options: NOP, NOP, NOP, EOL */
	craft_header_sum(&p);
	craft_send(&p);
	finish(14);
	errors_quote_their_offenders();
}
END_TEST

int main(int argc, char **argv)
{
	(void)argc;
	return oracle_main(argv, "step 03", (const TTest *[]){
		ping_loses_nothing,
		every_row_of_the_table,
		silence_where_an_answer_would_be_wrong,
		no_icmp_message_but_echo_request_is_answered,
		a_damaged_datagram_is_not_answered,
		what_nobody_here_takes_is_unreachable,
		NULL });
}
