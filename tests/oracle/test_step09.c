/* test_step09.c: no more is in flight than cwnd, as tshark counts it; ACKs wait for
 * one another. */
#include "harness.h"
#include "shown.h"
#include "tcp_judge.h"
#include "tcp_shown.h"

#include <stdlib.h>
#include <string.h>

static const struct kind kinds[] = {
	DROPPED_KINDS, ICMP_KINDS, TCP_KINDS, { "ip.version", "4", unknown_shown }, { 0 },
};

enum { WHOLE = SEEN_SYN | SEEN_SYN_ACK | SEEN_ACK | SEEN_DATA | SEEN_FIN, MSS = 1460 };

static const char *const behind_losses[] = { WARNS_OUT_OF_ORDER, NULL };

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

static void load_page(void)
{
	oracle_run(0, "test $(curl -sS -m 60 http://192.0.2.2/300000 | wc -c) = 300000");
	oracle_await("TIME-WAIT");
}

START_TEST(without_losses_no_byte_is_beyond_cwnd)
{
	oracle_start(9, "clean", NULL);
	load_page();
	finish(80);
	ck_assert_uint_eq(sent_again(), 0);
	ck_assert_uint_ge(tcp_cwnd_kept(0), 300000 / MSS);
}
END_TEST

/* Two more may leave on the first two duplicates (RFC 3042). */
START_TEST(behind_losses_cwnd_is_kept)
{
	oracle_start_behind(9, "losses", "--drop out:8,out:30,out:31,out:60");
	oracle_explain(behind_losses);
	load_page();
	finish(80);
	ck_assert_uint_ge(sent_again(), 4);
	ck_assert_uint_ge(tcp_cwnd_kept(2 * MSS), 300000 / MSS);
}
END_TEST

START_TEST(at_a_bottleneck_cwnd_is_kept)
{
	oracle_start_behind(9, "bottleneck", "--rate 5mbit --queue 20 --delay 10ms");
	oracle_explain(behind_losses);
	load_page();
	finish(80);
	ck_assert_uint_ge(sent_again(), 1);
	ck_assert_uint_ge(tcp_cwnd_kept(2 * MSS), 300000 / MSS);
}
END_TEST

/* The kernel's own view: no option but the MSS was agreed. */
START_TEST(the_kernel_sees_acks_of_two_segments_and_no_options)
{
	static const char *const names[] = { "ip.src", "tcp.len", NULL };
	size_t ours = 0, theirs = 0;

	oracle_start(9, "acks", NULL);
	oracle_run(0, "bash -c 'exec 3<>/dev/tcp/192.0.2.2/9 && head -c 200000 /dev/zero >&3 && "
	              "for i in $(seq 600); do ss -Htn dst 192.0.2.2 | grep -q \" 0 *0 *192.0.2.1\" && break; sleep 0.05; done; "
	              "ss -Htino dst 192.0.2.2 | tee /dev/stderr | tr \"\\n\" \" \" | grep -v \" ts \\| sack \\|wscale\" | "
	              "grep \"mss:1460.*bytes_acked:200001\"'");
	oracle_await("LAST-ACK -> CLOSED");
	finish(9);
	for (char ***rows = oracle_fields(names); *rows; rows++)
		if (strcmp((*rows)[0], "192.0.2.2") == 0)
			ours++;
		else
			theirs += atoi((*rows)[1]) > 0;
	ck_assert_msg(10 * ours <= 7 * theirs, "%zu segments draw %zu of ours", theirs, ours);
}
END_TEST

int main(int argc, char **argv)
{
	(void)argc;
	return oracle_main(argv, "step 09", (const TTest *[]){
		without_losses_no_byte_is_beyond_cwnd, behind_losses_cwnd_is_kept, at_a_bottleneck_cwnd_is_kept,
		the_kernel_sees_acks_of_two_segments_and_no_options, NULL });
}
