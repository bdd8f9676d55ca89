/* test_step05.c: the kernel's connections come to be, and a closed port says so. */
#include "harness.h"
#include "shown.h"
#include "tcp_judge.h"
#include "tcp_shown.h"

static const struct kind kinds[] = {
	DROPPED_KINDS, ICMP_KINDS, TCP_KINDS, { "ip.version", "4", unknown_shown }, { 0 },
};

enum { HANDSHAKE = SEEN_SYN | SEEN_SYN_ACK | SEEN_ACK };
enum { REFUSED = SEEN_SYN | SEEN_RST | SEEN_ACK }; /* the RST has an ACK */

static void finish(void)
{
	oracle_stop();
	oracle_compare(kinds);
	oracle_judge();
	tcp_nothing_analysed();
}

START_TEST(a_connection_is_established)
{
	oracle_start(5, "handshake", NULL);
	oracle_run(0, "bash -c 'exec 3<>/dev/tcp/192.0.2.2/7 && ss -Htn state established | grep -q 192.0.2.2:7'");
	oracle_await("SYN-RECEIVED -> ESTABLISHED");
	finish();
	tcp_connections(7, 1, HANDSHAKE, SEEN_DATA | SEEN_RST);
}
END_TEST

START_TEST(a_closed_port_resets)
{
	oracle_start(5, "closed", NULL);
	oracle_explain((const char *[]){ WARNS_RESET, NULL });
	oracle_run(0, "nc -w 4 192.0.2.2 99 </dev/null 2>&1; test $? = 1");
	oracle_run(0, "bash -c '! exec 3<>/dev/tcp/192.0.2.2/65535' 2>&1 | grep 'Connection refused'");
	finish();
	tcp_connections(99, 1, REFUSED, SEEN_SYN_ACK | SEEN_DATA);
	tcp_connections(65535, 1, REFUSED, SEEN_SYN_ACK | SEEN_DATA);
}
END_TEST

START_TEST(several_connections_at_once)
{
	oracle_start(5, "several", NULL);
	oracle_run(0, "bash -c 'for p in 7 9 19 7 9 19 7; do exec {fd}<>/dev/tcp/192.0.2.2/$p || exit; done; "
	              "test $(ss -Htn state established | grep -c 192.0.2.2:) = 7'");
	finish();
	tcp_connections(7, 3, HANDSHAKE, SEEN_DATA | SEEN_RST);
	tcp_connections(9, 2, HANDSHAKE, SEEN_DATA | SEEN_RST);
	tcp_connections(19, 2, HANDSHAKE, SEEN_DATA | SEEN_RST);
}
END_TEST

int main(int argc, char **argv)
{
	(void)argc;
	return oracle_main(argv, "step 05", (const TTest *[]){
		a_connection_is_established, a_closed_port_resets, several_connections_at_once, NULL });
}
