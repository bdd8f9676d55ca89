/* test_step10_bugs.c: mistakes that other stacks have made, and this one must not. A
 * peer at 192.0.2.77, which is no address of the kernel's, sends the last step
 * segments byte by byte and looks at what comes back. */
#include "craft.h"
#include "harness.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <unistd.h>

enum { FIN = 1, SYN = 2, RST = 4, PSH = 8, ACK = 16, ECHO = 7, PATIENCE = 60000 /* milliseconds */ };
#define PEER "192.0.2.77"
#define STEP "192.0.2.2"
#define IRS  0xfffffff0u /* the peer's first number: soon it passes 2^32 */

static int sock;
static uint32_t iss; /* the step's first number */

struct answer {
	uint32_t seq, ack;
	unsigned flags;
	size_t len;
	char text[2048];
};

static void put32(uint8_t *p, uint32_t x)
{
	for (int i = 0; i < 4; i++)
		p[i] = (uint8_t)(x >> (24 - 8 * i));
}

static uint32_t get32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Numbers are told as their distance from the first one of their side. */
static struct packet segment(unsigned flags, uint32_t seq, uint32_t ack, unsigned wnd, const char *text, size_t n)
{
	uint8_t s[1500] = { 0x9c, 0x40, 0, ECHO, [12] = 5 << 4, (uint8_t)flags, (uint8_t)(wnd >> 8), (uint8_t)wnd };

	put32(s + 4, IRS + seq);
	if (flags & ACK)
		put32(s + 8, iss + ack);
	memcpy(s + 20, text, n);
	return craft(PEER, STEP, 6, s, 20 + n);
}

static void say(unsigned flags, uint32_t seq, uint32_t ack, unsigned wnd, const char *text)
{
	struct packet p = segment(flags, seq, ack, wnd, text, strlen(text));

	craft_send(&p);
}

/* The next packet for the peer; its protocol. */
static unsigned hear(uint8_t *p, size_t size)
{
	struct pollfd ready = { .fd = sock, .events = POLLIN };

	for (;;) {
		ssize_t n;

		ck_assert_msg(poll(&ready, 1, PATIENCE) == 1, "the step sends nothing, and should");
		n = recv(sock, p, size, 0);
		if (n >= 20 && get32(p + 16) == 0xc000024d && get32(p + 12) == 0xc0000202)
			return p[9];
	}
}

static struct answer answer(void)
{
	uint8_t p[2048];
	struct answer a = { 0 };
	size_t header;

	ck_assert_uint_eq(hear(p, sizeof p), 6);
	header = 20 + (size_t)(p[32] >> 4) * 4;
	a.seq = get32(p + 24) - iss;
	a.ack = get32(p + 28) - IRS;
	a.flags = p[33];
	a.len = ((size_t)p[2] << 8 | p[3]) - header;
	memcpy(a.text, p + header, a.len);
	return a;
}

static void expect(unsigned flags, uint32_t seq, uint32_t ack, const char *text)
{
	struct answer a = answer();

	ck_assert_msg((a.flags & ~(unsigned)PSH) == flags && a.seq == seq && (!(flags & ACK) || a.ack == ack) &&
	              a.len == strlen(text) && memcmp(a.text, text, a.len) == 0,
	              "flags %#x seq %u ack %u '%s' expected; flags %#x seq %u ack %u '%.*s' came", flags, seq, ack, text,
	              a.flags, a.seq, a.ack, (int)a.len, a.text);
}

/* The step has answered all that came before: the answer to a ping is the next. */
static void expect_nothing(void)
{
	static const uint8_t ping[8] = { 8 };
	struct packet p = craft(PEER, STEP, 1, ping, sizeof ping);
	uint8_t heard[2048];

	craft_send(&p);
	ck_assert_msg(hear(heard, sizeof heard) == 1, "the step answers what deserves no answer, flags %#x", heard[33]);
}

/* The handshake; the peer offers this window. */
static void open_with(const char *name, unsigned wnd, const char *option)
{
	struct sockaddr_ll on = { .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_IP) };
	struct answer a;

	oracle_start(10, name, option);
	on.sll_ifindex = (int)if_nametoindex("tun0");
	sock = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, htons(ETH_P_IP));
	ck_assert_int_eq(bind(sock, (struct sockaddr *)&on, sizeof on), 0);
	iss = 0;
	say(SYN, 0, 0, wnd, "");
	a = answer();
	ck_assert(a.flags == (SYN | ACK) && a.ack == 1);
	iss = a.seq;
	say(ACK, 1, 1, wnd, "");
}

static void open_connection(const char *name, unsigned wnd)
{
	open_with(name, wnd, NULL);
}

/* The connection still lives: what comes next is echoed. */
static void still_works(uint32_t seq, uint32_t ack)
{
	say(ACK, seq, ack, 60000, "alive?");
	expect(ACK, ack, seq + 6, "alive?");
	oracle_stop();
	close(sock);
}

START_TEST(bug_1_numbers_pass_2_to_the_32)
{
	open_connection("bug1", 60000);
	say(ACK, 1, 1, 60000, "across the end of the circle");
	expect(ACK, 1, 29, "across the end of the circle");
	still_works(29, 29);
}
END_TEST

START_TEST(bug_2_a_fin_takes_one_number_after_the_text)
{
	open_connection("bug2", 60000);
	say(FIN | ACK, 1, 1, 60000, "hello");
	expect(FIN | ACK, 1, 7, "hello");
	say(ACK, 7, 7, 60000, "");
	oracle_await("LAST-ACK -> CLOSED");
	say(ACK, 7, 7, 60000, ""); /* bug 14: an ACK that comes late finds nobody */
	expect(RST, 7, 0, "");
	expect_nothing();
	oracle_stop();
}
END_TEST

START_TEST(bugs_3_and_4_gaps_and_overlaps)
{
	open_connection("bug3", 60000);
	say(ACK, 7, 1, 60000, "world");
	expect(ACK, 1, 1, "");
	say(ACK, 1, 1, 60000, "hello ");
	expect(ACK, 1, 12, "hello world");
	say(ACK, 7, 12, 60000, "world again");
	expect(ACK, 12, 18, " again");
	say(ACK, 1, 18, 60000, "hello world");
	expect(ACK, 18, 18, "");
	still_works(18, 18);
}
END_TEST

START_TEST(bug_5_bytes_beyond_the_window_are_not_taken)
{
	open_with("bug5", 60000, "-orcv_buffer=8");
	say(ACK, 1, 1, 60000, "0123456789");
	expect(ACK, 1, 9, "01234567");
	say(ACK, 100, 9, 60000, "far away");
	expect(ACK, 9, 9, "");
	still_works(9, 9);
}
END_TEST

START_TEST(bug_6_a_data_offset_that_lies)
{
	open_connection("bug6", 60000);
	for (unsigned words = 0; words < 16; words++) { /* the segment has 6 */
		uint8_t s[24] = { 0x9c, 0x40, 0, ECHO, [12] = (uint8_t)(words << 4), ACK, 0xea, 0x60, 0, 0, 0, 0, 't', 'e', 'x', 't' };
		struct packet p;

		if (words == 5 || words == 6)
			continue;
		put32(s + 4, IRS + 1);
		put32(s + 8, iss + 1);
		p = craft(PEER, STEP, 6, s, sizeof s);
		craft_send(&p);
	}
	expect_nothing();
	still_works(1, 1);
}
END_TEST

START_TEST(bugs_7_and_8_a_partial_ack_frees_its_bytes_and_the_rest_comes_again)
{
	open_connection("bug7", 60000);
	say(ACK, 1, 1, 60000, "0123456789");
	expect(ACK, 1, 11, "0123456789");
	say(ACK, 11, 5, 60000, "");
	expect(ACK, 5, 11, "456789"); /* after a second */
	say(ACK, 11, 11, 60000, "");
	still_works(11, 11);
}
END_TEST

START_TEST(bugs_9_and_10_the_peers_window_rules_and_when_shut_is_probed)
{
	open_connection("bug9", 4);
	say(ACK, 1, 1, 4, "0123456789");
	expect(ACK, 1, 11, "0123");
	say(ACK, 11, 5, 0, "");
	expect_nothing();
	expect(ACK, 5, 11, "4"); /* the probe */
	say(ACK, 11, 5, 0, "");
	expect(ACK, 5, 11, "4");
	say(ACK, 11, 6, 3, ""); /* a window that opens again */
	expect(ACK, 6, 11, "567");
	say(ACK, 11, 9, 60000, "");
	expect(ACK, 9, 11, "89");
	say(ACK, 11, 11, 60000, "");
	still_works(11, 11);
}
END_TEST

START_TEST(bug_11_a_window_that_shrinks_below_what_is_in_flight)
{
	open_connection("bug11", 60000);
	say(ACK, 1, 1, 60000, "0123456789");
	expect(ACK, 1, 11, "0123456789");
	say(ACK, 11, 1, 3, "abcdefghij");
	expect(ACK, 11, 21, "");
	say(ACK, 21, 11, 3, "");
	expect(ACK, 11, 21, "abc");
	say(ACK, 21, 14, 60000, "");
	expect(ACK, 14, 21, "defghij");
	say(ACK, 21, 21, 60000, "");
	still_works(21, 21);
}
END_TEST

/* Each in its own place on the live connection: the checksum, the text, the ends. */
START_TEST(bug_12_a_bad_checksum_or_address)
{
	static const struct {
		size_t at; /* in the packet */
		bool mend; /* the IP header's checksum */
	} lies[] = { { 36, false }, { 41, false }, { 15, true }, { 19, true }, { 20, false }, { 27, false } };

	open_connection("bug12", 60000);
	for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
		struct packet p = segment(ACK, 1, 1, 60000, "lies", 4);

		p.bytes[lies[i].at] ^= 1;
		if (lies[i].mend)
			craft_header_sum(&p);
		craft_send(&p);
	}
	for (size_t i = 0; i < 3; i++) { /* honest ones, but from nobody or for somebody else */
		static const char *const ends[][2] = { { "192.0.2.255", STEP }, { PEER, "192.0.2.3" }, { PEER, "192.0.2.255" } };
		struct packet p = segment(ACK, 1, 1, 60000, "lies", 4), q = craft(ends[i][0], ends[i][1], 6, p.bytes + 20, p.n - 20);

		craft_send(&q);
	}
	expect_nothing();
	still_works(1, 1);
}
END_TEST

START_TEST(bug_13_a_blind_rst_or_syn_draws_a_challenge)
{
	open_connection("bug13", 60000);
	say(RST, 100, 0, 0, "");
	expect(ACK, 1, 1, "");
	say(RST | ACK, 60000, 1, 0, "");
	expect(ACK, 1, 1, "");
	say(RST, 1000000, 0, 0, ""); /* outside the window */
	expect_nothing();
	say(SYN, 100, 0, 60000, "");
	expect(ACK, 1, 1, "");
	say(SYN, 0, 0, 60000, "");
	expect(ACK, 1, 1, "");
	still_works(1, 1);
}
END_TEST

START_TEST(bug_14_nothing_stops_the_program)
{
	open_connection("bug14", 60000);
	say(ACK, 1, 1, 60000, "\xff\xfe\x80\xc0");
	expect(ACK, 1, 5, "\xff\xfe\x80\xc0");
	say(FIN | ACK, 8, 5, 60000, "er"); /* out of order, with a FIN */
	expect(ACK, 5, 5, "");
	say(FIN | ACK, 5, 5, 60000, "wat");
	expect(FIN | ACK, 5, 11, "water");
	say(ACK, 11, 11, 60000, "");
	oracle_await("LAST-ACK -> CLOSED");
	expect_nothing();
	oracle_stop();
}
END_TEST

START_TEST(bug_15_an_ack_of_text_is_none_of_the_fin_and_one_old_segment_draws_one_ack)
{
	open_connection("bug15", 60000);
	for (int i = 0; i < 3; i++) {
		say(ACK, 1000000, 1, 60000, "");
		expect(ACK, 1, 1, "");
	}
	expect_nothing();
	say(FIN | ACK, 1, 1, 60000, "bye");
	expect(FIN | ACK, 1, 5, "bye");
	say(ACK, 5, 4, 60000, ""); /* the text, not the FIN */
	expect(FIN | ACK, 4, 5, "");
	say(ACK, 5, 5, 60000, "");
	oracle_await("LAST-ACK -> CLOSED");
	oracle_stop();
}
END_TEST

int main(int argc, char **argv)
{
	(void)argc;
	return oracle_main(argv, "step 10, bugs", (const TTest *[]){
		bug_1_numbers_pass_2_to_the_32, bug_2_a_fin_takes_one_number_after_the_text, bugs_3_and_4_gaps_and_overlaps,
		bug_5_bytes_beyond_the_window_are_not_taken, bug_6_a_data_offset_that_lies,
		bugs_7_and_8_a_partial_ack_frees_its_bytes_and_the_rest_comes_again,
		bugs_9_and_10_the_peers_window_rules_and_when_shut_is_probed,
		bug_11_a_window_that_shrinks_below_what_is_in_flight, bug_12_a_bad_checksum_or_address,
		bug_13_a_blind_rst_or_syn_draws_a_challenge, bug_14_nothing_stops_the_program,
		bug_15_an_ack_of_text_is_none_of_the_fin_and_one_old_segment_draws_one_ack, NULL });
}
