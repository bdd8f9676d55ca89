/* test_step06.c: what the kernel sends to port 7 comes back, byte for byte, within
 * both windows. */
#include "harness.h"
#include "shown.h"
#include "tcp_judge.h"
#include "tcp_shown.h"

#include <stdio.h>
#include <stdlib.h>

static const struct kind kinds[] = {
	DROPPED_KINDS, ICMP_KINDS, TCP_KINDS, { "ip.version", "4", unknown_shown }, { 0 },
};

enum { OPEN_AND_DATA = SEEN_SYN | SEEN_SYN_ACK | SEEN_ACK | SEEN_DATA };

static void finish(void)
{
	oracle_stop();
	oracle_compare(kinds);
	oracle_judge();
	tcp_nothing_analysed();
}

/* Sends n bytes to port 7, all before it reads any, and reads as many. */
static const char *echo(size_t n)
{
	static char sent[256];
	char command[1024];

	snprintf(sent, sizeof sent, "%s/oracle/06-sent", getenv("ORACLE_BUILD") ? getenv("ORACLE_BUILD") : ORACLE_BUILD);
	snprintf(command, sizeof command,
	         "bash -c 'head -c %zu /dev/urandom >%s && exec 3<>/dev/tcp/192.0.2.2/7 && cat %s >&3 && "
	         "timeout 10 head -c %zu <&3 | cmp - %s && sleep 0.3'", n, sent, sent, n, sent);
	oracle_run(0, command);
	return sent;
}

START_TEST(a_line_comes_back)
{
	oracle_start(6, "line", NULL);
	oracle_run(0, "bash -c 'exec 3<>/dev/tcp/192.0.2.2/7; echo hello >&3; read -t 5 x <&3; test \"$x\" = hello'");
	finish();
	tcp_connections(7, 1, OPEN_AND_DATA, SEEN_RST);
	ck_assert_uint_eq(tcp_windows_kept(), 12);
}
END_TEST

START_TEST(twenty_kilobytes_come_back)
{
	const char *sent;

	oracle_start(6, "20k", NULL);
	sent = echo(20000);
	finish();
	tcp_connections(7, 1, OPEN_AND_DATA, SEEN_RST);
	ck_assert_uint_eq(tcp_windows_kept(), 40000);
	tcp_followed(false, sent);
	tcp_followed(true, sent);
}
END_TEST

START_TEST(what_is_discarded_opens_the_window_again)
{
	oracle_start(6, "discard", NULL);
	oracle_run(0, "bash -c 'exec 3<>/dev/tcp/192.0.2.2/9 && head -c 200000 /dev/zero >&3 && "
	              "for i in $(seq 100); do ss -Htn | grep -q \" 0 *0 *192.0.2.1\" && exit 0; sleep 0.05; done; exit 1'");
	finish();
	tcp_connections(9, 1, OPEN_AND_DATA, SEEN_RST);
	ck_assert_uint_eq(tcp_windows_kept(), 200000);
}
END_TEST

int main(int argc, char **argv)
{
	(void)argc;
	return oracle_main(argv, "step 06", (const TTest *[]){
		a_line_comes_back, twenty_kilobytes_come_back, what_is_discarded_opens_the_window_again, NULL });
}
