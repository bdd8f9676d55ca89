/* test_step10.c: windows are scaled, timestamps echoed, SACK blocks true; and the
 * kernel says that it sees them. */
#include "harness.h"
#include "shown.h"
#include "tcp_judge.h"
#include "tcp_shown.h"

#include <stdio.h>
#include <string.h>

#define SENT ORACLE_BUILD "/oracle/10-sent"

static const struct kind kinds[] = {
	DROPPED_KINDS, ICMP_KINDS, TCP_KINDS, { "ip.version", "4", unknown_shown }, { 0 },
};

enum { WHOLE = SEEN_SYN | SEEN_SYN_ACK | SEEN_ACK | SEEN_DATA | SEEN_FIN, MSS = 1448 };

/* What comes again within a round trip; and what the kernel, in doubt, sent twice. */
static const char *const behind_losses[] = { WARNS_OUT_OF_ORDER, WARNS_TWICE, NULL };
static const char *const in_doubt[] = { WARNS_TWICE, NULL };

static void finish(unsigned port, unsigned unseen)
{
	oracle_stop();
	oracle_compare(kinds);
	oracle_judge();
	tcp_connections(port, 1, WHOLE, unseen);
	tcp_windows_kept();
	ck_assert_uint_gt(tcp_timestamps_true(), 3);
}

/* The kernel sends 200000 bytes to port 9, and says what it thinks of the
 * connection when all is acknowledged: it has to fit the pattern. */
static void upload(const char *seen)
{
	char command[1024];

	snprintf(command, sizeof command,
	         "bash -c 'exec 3<>/dev/tcp/192.0.2.2/9 && head -c 200000 /dev/zero >&3 && "
	         "for i in $(seq 600); do ss -Htn dst 192.0.2.2 | grep -q \" 0 *0 *192.0.2.1\" && break; sleep 0.05; done; "
	         "ss -Htino dst 192.0.2.2 | tee /dev/stderr | tr \"\\n\" \" \" | grep \"%s\"'", seen);
	oracle_run(0, command);
	oracle_await("LAST-ACK -> CLOSED");
}

static size_t sent_again(void)
{
	static const char *const names[] = { "ip.src", "tcp.analysis.retransmission", "tcp.analysis.out_of_order", NULL };
	size_t n = 0;

	for (char ***rows = oracle_fields(names); *rows; rows++)
		n += strcmp((*rows)[0], "192.0.2.2") == 0 && (*(*rows)[1] || *(*rows)[2]) ? 1 : 0;
	return n;
}

static void load_page(void)
{
	oracle_run(0, "test $(curl -sS -m 60 http://192.0.2.2/400000 | wc -c) = 400000");
	oracle_await("TIME-WAIT");
}

START_TEST(the_kernel_sees_every_option)
{
	oracle_start(10, "options", NULL);
	oracle_explain(in_doubt);
	upload(" ts sack .*wscale:3,[0-9].* mss:1448 .* bytes_acked:200001 ");
	finish(9, SEEN_RST);
}
END_TEST

START_TEST(without_losses_no_byte_is_beyond_cwnd)
{
	oracle_start(10, "clean", NULL);
	load_page();
	finish(80, SEEN_RST);
	ck_assert_uint_eq(sent_again(), 0);
	ck_assert_uint_ge(tcp_cwnd_kept(0), 400000 / MSS);
}
END_TEST

START_TEST(behind_losses_cwnd_is_kept)
{
	oracle_start_behind(10, "losses", "--drop out:30,out:70,out:71,out:90");
	oracle_explain(behind_losses);
	load_page();
	finish(80, SEEN_RST);
	ck_assert_uint_ge(sent_again(), 4);
	ck_assert_uint_ge(tcp_cwnd_kept(0), 20);
}
END_TEST

START_TEST(the_blocks_that_we_send_are_true)
{
	oracle_start_behind(10, "blocks", "--drop 10,20,21,40");
	oracle_explain(in_doubt);
	upload(" retrans:0/[0-9]");
	finish(9, SEEN_RST);
	ck_assert_uint_ge(tcp_blocks_true(), 3); /* one for each hole; more the faster the kernel sends */
}
END_TEST

START_TEST(what_comes_twice_is_reported)
{
	oracle_start_behind(10, "twice", "--dup 20% --seed 3");
	oracle_explain((const char *[]){ WARNS_TWICE, WARNS_RESET, NULL }); /* a copy of the last ACK finds no connection */
	upload(" dsack_dups:[0-9]");
	finish(9, 0);
	ck_assert_uint_ge(tcp_blocks_true(), 10);
}
END_TEST

START_TEST(a_stream_with_losses_both_ways_is_whole)
{
	oracle_start_behind(10, "stream", "--drop 5,9,out:6,out:9");
	oracle_explain(behind_losses);
	oracle_run(0, "head -c 60000 /dev/urandom >" SENT);
	oracle_run(0, "timeout 60 nc -N 192.0.2.2 7 <" SENT " | cmp - " SENT);
	oracle_await("LAST-ACK -> CLOSED");
	finish(7, SEEN_RST);
	tcp_followed(false, SENT);
	tcp_followed(true, SENT);
}
END_TEST

int main(int argc, char **argv)
{
	(void)argc;
	return oracle_main(argv, "step 10", (const TTest *[]){
		the_kernel_sees_every_option, without_losses_no_byte_is_beyond_cwnd, behind_losses_cwnd_is_kept,
		the_blocks_that_we_send_are_true, what_comes_twice_is_reported,
		a_stream_with_losses_both_ways_is_whole, NULL });
}
