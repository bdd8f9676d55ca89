/* test_step02.c: every field of step 02's lines is what tshark has. */
#include "craft.h"
#include "harness.h"
#include "shown.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct shown ipv4_shown[] = { IPV4_SHOWN, { 0 } };

static const struct shown table_shown[] = { IPV4_SHOWN, IPV4_TABLE_SHOWN, { 0 } }; /* with -v */

static const struct kind kinds[] = {
	DROPPED_KINDS,
	{ "ip.version", "6", ipv6_shown },
	{ "ip.version", "4", ipv4_shown },
	{ 0 },
};

static void send_everything(void)
{
	oracle_run(1, "for n in 0 1 55 56 1472; do ping -q -c 1 -W 0.1 -s $n 192.0.2.2; done; false");
	oracle_run(1, "ping -q -c 1 -W 0.1 -s 4000 192.0.2.2");              /* MF and offsets */
	oracle_run(1, "ping -q -c 1 -W 0.1 -M do -Q 0x10 192.0.2.2");        /* DF, type of service */
	oracle_run(1, "ping -q -c 1 -W 0.1 -M dont -t 1 192.0.2.2");         /* no DF, time to live */
	oracle_run(1, "ping -q -c 1 -W 0.1 -R 192.0.2.2");                   /* options: record route */
	oracle_run(1, "ping -q -c 1 -W 0.1 -T tsonly 192.0.2.2");            /* options: timestamps */
	oracle_run(1, "ping -q -c 1 -W 0.1 192.0.2.77");
	oracle_run(0, "echo hello | nc -u -w 1 192.0.2.2 7");
	oracle_run(1, "nc -w 1 192.0.2.2 7 </dev/null");
}

/* The kernel tells the routers, by IGMP, that somebody listens. */
static void join_group(void)
{
	struct ip_mreq group = { { inet_addr("224.0.0.251") }, { inet_addr("192.0.2.1") } };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	ck_assert_int_eq(setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &group, sizeof group), 0);
	oracle_await("IGMP");
	close(fd);
}

START_TEST(every_field_is_what_tshark_has)
{
	oracle_start(2, "fields", NULL);
	oracle_await("IPv6");
	send_everything();
	join_group();
	oracle_stop();
	oracle_compare(kinds);
	oracle_replay();
}
END_TEST

START_TEST(every_row_of_the_table_is_what_tshark_has)
{
	oracle_start(2, "table", "-v");
	send_everything();
	oracle_stop();
	oracle_compare((const struct kind[]){ { "ip.version", "6", ipv6_shown }, { "ip.version", "4", table_shown }, { 0 } });
	oracle_replay();
}
END_TEST

/* Each packet lies in the bytes at `at`; what is printed of it is in dropped_shown. */
START_TEST(a_packet_that_lies_is_dropped_with_its_reason)
{
	static const struct lie {
		size_t at, n;
		const char *bytes;
		int right_sum;
	} lies[] = {
		{ 0, 1, "\x55", 1 },                            /* version 5 */
		{ 0, 1, "\x05", 1 },                            /* version 0 */
		{ 0, 1, "\xf5", 1 },                            /* version 15 */
		{ 0, 1, "\x44", 1 }, { 0, 1, "\x40", 1 },       /* IHL 4 and 0 */
		{ 0, 1, "\x4f", 1 },                            /* IHL 15: 60 bytes of 28 */
		{ 2, 2, "\0\x13", 1 }, { 2, 2, "\0\1", 1 },     /* total length 19 and 1; tshark forgives 0 */
		{ 2, 2, "\0\x1d", 1 }, { 2, 2, "\xff\xff", 1 }, /* 29 of 28 bytes, 65535 */
		{ 10, 2, "\x12\x34", 0 },                       /* a wrong checksum */
		{ 8, 1, "\x3f", 0 },                            /* a ttl that the checksum does not know */
	};

	oracle_start(2, "lies", NULL);
	for (const struct lie *l = lies; l < lies + sizeof lies / sizeof *lies; l++) {
		struct packet p = craft("192.0.2.1", "192.0.2.2", 17, "\0\7\0\7\0\x8\0\0", 8);

		memcpy(p.bytes + l->at, l->bytes, l->n);
		if (l->right_sum)
			craft_header_sum(&p);
		craft_send(&p);
	}
	oracle_stop();
	oracle_compare(kinds);
	oracle_replay();
}
END_TEST

START_TEST(odd_packets_that_do_not_lie_are_shown)
{
	static const struct shown not_ip[] = {
		{ "not IP", "ip.version", "" }, { "# bytes", "frame.len" },
		{ "protocol 0x0806", "ip.version", "" }, { "skipped", "ip.version", "" }, { 0 },
	};
	static const struct shown short_shown[] = {
		{ "dropped", "frame.number", "*" }, { "too short for an IPv4 header", "frame.len", "1[0-9]" }, { 0 },
	};
	static const struct kind odd[] = {
		{ "frame.len", "46", not_ip }, { "frame.len", "1[0-9]", short_shown },
		{ "ip.version", "6", ipv6_shown }, { "ip.version", "4", ipv4_shown }, { 0 },
	};
	static const uint8_t protocols[] = { 2, 47, 132, 253 };
	struct packet p;

	oracle_start(2, "odd", NULL);
	for (size_t i = 0; i < sizeof protocols; i++) {
		p = craft("203.0.113.255", "198.51.100.254", protocols[i], "", 0); /* the widest addresses, no data */
		craft_send(&p);
	}
	p.n += 7; /* bytes behind the total length */
	craft_send(&p);
	memcpy(p.bytes + 6, "\xff\xff", 2); /* all flags, the last offset */
	craft_header_sum(&p);
	craft_send(&p);
	p.n = 19;
	craft_send(&p);
	oracle_inject(0x0806, "\0\1\x08\0\6\4\0\1", 46);
	oracle_stop();
	oracle_compare(odd);
}
END_TEST

int main(int argc, char **argv)
{
	(void)argc;
	return oracle_main(argv, "step 02", (const TTest *[]){
		every_field_is_what_tshark_has,
		every_row_of_the_table_is_what_tshark_has,
		a_packet_that_lies_is_dropped_with_its_reason,
		odd_packets_that_do_not_lie_are_shown,
		NULL });
}
