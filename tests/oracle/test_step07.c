/* test_step07.c: a connection ends in order, whichever end begins. */
#include "harness.h"
#include "shown.h"
#include "tcp_judge.h"
#include "tcp_shown.h"

static const struct kind kinds[] = {
	DROPPED_KINDS, ICMP_KINDS, TCP_KINDS, { "ip.version", "4", unknown_shown }, { 0 },
};

enum { WHOLE = SEEN_SYN | SEEN_SYN_ACK | SEEN_ACK | SEEN_DATA | SEEN_FIN };

static void finish(unsigned port, size_t connections)
{
	oracle_stop();
	oracle_compare(kinds);
	oracle_judge();
	tcp_nothing_analysed();
	tcp_connections(port, connections, WHOLE, SEEN_RST);
	tcp_windows_kept();
}

START_TEST(curl_loads_the_page)
{
	oracle_start(7, "curl", NULL);
	oracle_run(0, "curl -sS -m 10 --local-port 40001 http://192.0.2.2/ | tee /dev/stderr | tr '\\n' ' ' | grep -Ex "
	              "'<h1>It works</h1> <p>You are port 40001\\. Our first number was [0-9]+, yours [0-9]+\\.</p> '");
	oracle_await("FIN-WAIT-2 -> TIME-WAIT");
	finish(80, 1);
}
END_TEST

START_TEST(a_half_closed_connection_still_answers)
{
	oracle_start(7, "half", NULL);
	oracle_run(0, "test \"$( (echo hi) | timeout 10 nc -N 192.0.2.2 7)\" = hi");
	oracle_await("LAST-ACK -> CLOSED");
	finish(7, 1);
}
END_TEST

START_TEST(all_of_a_stream_comes_back_before_the_end)
{
	oracle_start(7, "stream", NULL);
	oracle_run(0, "test $(head -c 20000 /dev/zero | timeout 10 nc -N 192.0.2.2 7 | wc -c) = 20000");
	oracle_await("LAST-ACK -> CLOSED");
	finish(7, 1);
}
END_TEST

START_TEST(one_connection_after_another)
{
	oracle_start(7, "several", NULL);
	oracle_run(0, "for i in 1 2 3 4 5; do curl -sS -m 10 http://192.0.2.2/ | grep -q 'It works' || exit 1; done");
	finish(80, 5);
}
END_TEST

int main(int argc, char **argv)
{
	(void)argc;
	return oracle_main(argv, "step 07", (const TTest *[]){
		curl_loads_the_page, a_half_closed_connection_still_answers, all_of_a_stream_comes_back_before_the_end,
		one_connection_after_another, NULL });
}
