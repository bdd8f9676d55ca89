/* test_step08.c: a lost segment comes again, and the stream is whole. The cable
 * loses the packets that the test names. */
#include "harness.h"
#include "shown.h"
#include "tcp_judge.h"
#include "tcp_shown.h"

#include <stdio.h>
#include <string.h>

#define SENT ORACLE_BUILD "/oracle/08-sent"

static const struct kind kinds[] = {
	DROPPED_KINDS, ICMP_KINDS, TCP_KINDS, { "ip.version", "4", unknown_shown }, { 0 },
};

enum { WHOLE = SEEN_SYN | SEEN_SYN_ACK | SEEN_ACK | SEEN_DATA | SEEN_FIN };

/* So many frames of ours tshark calls a retransmission, or, soon after the loss, out of order. */
static size_t sent_again(void)
{
	static const char *const names[] = { "ip.src", "tcp.analysis.retransmission", "tcp.analysis.out_of_order", NULL };
	size_t n = 0;

	for (char ***rows = oracle_fields(names); *rows; rows++)
		n += strcmp((*rows)[0], "192.0.2.2") == 0 && (*(*rows)[1] || *(*rows)[2]) ? 1 : 0;
	return n;
}

static void finish(unsigned port)
{
	oracle_stop();
	oracle_compare(kinds);
	oracle_judge();
	tcp_connections(port, 1, WHOLE, SEEN_RST);
	tcp_windows_kept();
}

static void page_is_loaded(void)
{
	oracle_run(0, "curl -sS -m 20 http://192.0.2.2/ | grep -q 'It works'");
}

START_TEST(a_lost_syn_ack_comes_again)
{
	oracle_start_behind(8, "synack", "--drop out:1");
	page_is_loaded();
	finish(80);
	ck_assert_uint_ge(sent_again(), 1);
}
END_TEST

START_TEST(a_lost_answer_comes_again)
{
	oracle_start_behind(8, "answer", "--drop out:2");
	page_is_loaded();
	oracle_await("TIME-WAIT");
	finish(80);
	ck_assert_uint_ge(sent_again(), 1);
}
END_TEST

START_TEST(a_stream_with_losses_both_ways_is_whole)
{
	oracle_start_behind(8, "stream", "--drop 5,9,out:2");
	oracle_explain((const char *[]){ WARNS_OUT_OF_ORDER, NULL });
	oracle_run(0, "head -c 20000 /dev/urandom >" SENT);
	oracle_run(0, "timeout 30 nc -N 192.0.2.2 7 <" SENT " | cmp - " SENT);
	oracle_await("LAST-ACK -> CLOSED");
	finish(7);
	ck_assert_uint_ge(sent_again(), 1);
	tcp_followed(false, SENT);
	tcp_followed(true, SENT);
}
END_TEST

START_TEST(a_large_page_with_losses_is_whole)
{
	oracle_start_behind(8, "large", "--drop out:4,out:20,out:21,out:40");
	/* Nothing but the window holds this step back; and what comes again within a round trip is so to tshark. */
	oracle_explain((const char *[]){ WARNS_FULL, WARNS_OUT_OF_ORDER, NULL });
	oracle_run(0, "test $(curl -sS -m 30 http://192.0.2.2/100000 | wc -c) = 100000");
	oracle_await("TIME-WAIT");
	finish(80);
	ck_assert_uint_ge(sent_again(), 4);
}
END_TEST

int main(int argc, char **argv)
{
	(void)argc;
	return oracle_main(argv, "step 08", (const TTest *[]){
		a_lost_syn_ack_comes_again, a_lost_answer_comes_again, a_stream_with_losses_both_ways_is_whole,
		a_large_page_with_losses_is_whole, NULL });
}
