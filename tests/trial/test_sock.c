/* test_sock.c: sockets without a network: segments in, and what a program gets to
 * read when its connection is over, or what it is told. */
#include "sock.h"
#include "tcp/root.h"
#include "wire/tcp_segment.h"

#include <check.h>
#include <errno.h>
#include <string.h>

#define US UINT32_C(0xc0000202)
#define PEER UINT32_C(0xc0000201)

enum { IRS = 1000, WINDOW = 30000, FIRST = 40000, PORT = 80, SECOND = 1000000 };

static struct sockets n;
static struct seg last; /* that left */
static unsigned left;
static uint8_t bytes[4096];
static const struct tcp_config config = {
	.mss = 1000, .rcv_buffer = WINDOW, .snd_buffer = WINDOW, .msl = SECOND, .rto_first = SECOND, .rto_min = SECOND,
	.rto_max = 60 * SECOND, .r1 = 3, .r2 = 100 * SECOND, .r2_syn = 180 * SECOND, .algorithm = &tcp_reno,
};

static void record(void *user, const uint8_t *packet, size_t len)
{
	const char *fault = "?";
	struct ipv4 ip;

	(void)user;
	ck_assert_msg(ipv4_parse(&ip, packet, len, &fault) && tcp_parse(&last, &ip, &fault), "%s", fault);
	left++;
}

static void set_up(void)
{
	memset(n.stack.conn, 0, sizeof n.stack.conn);
	memset(n.services, 0, sizeof n.services);
	n.port = 0;
	n.stack.used = 0;
	n.stack.now = 1000 * (uint64_t)SECOND;
	n.stack.config = &config;
	n.stack.services = n.services;
	n.stack.world.send = record;
	left = 0;
	sock_listen(&n, PORT);
}

/* A segment of the peer's: numbers are distances from the first of each side. */
static void arrive(uint16_t from, uint16_t to, uint8_t flags, uint32_t seq, uint32_t ack, const char *text)
{
	struct seg s = {
		.src = PEER, .dst = US, .sport = from, .dport = to, .seq = IRS + seq, .flags = flags, .wnd = WINDOW,
		.data = (const uint8_t *)text, .len = strlen(text),
		.ack = flags & ACK ? tcp_initial_sequence(&n.stack) + ack : 0,
	};

	tcp_input(&n.stack, &s, n.stack.now);
}

static struct tcb *opened(uint16_t from)
{
	arrive(from, PORT, SYN, 0, 0, "");
	arrive(from, PORT, ACK, 1, 1, "");
	return sock_accept(&n, PORT);
}

static void reads(struct tcb *t, const char *text)
{
	ssize_t got = sock_read(t, bytes, sizeof bytes);

	ck_assert_msg(got == (ssize_t)strlen(text) && memcmp(bytes, text, strlen(text)) == 0, "read %d bytes, not '%s'",
	              (int)got, text);
}

static void fails(ssize_t got, int error)
{
	ck_assert_int_eq(got, -1);
	ck_assert_int_eq(errno, error);
}

/* The peer says something and closes, the last of the two. */
static struct tcb *over_unread(void)
{
	struct tcb *t = opened(FIRST);

	arrive(FIRST, PORT, ACK | FIN, 1, 1, "hello");
	sock_shutdown(t);
	arrive(FIRST, PORT, ACK, 7, 2, "");
	ck_assert_int_eq(t->state, CLOSED);
	return t;
}

START_TEST(what_is_unread_when_the_connection_is_over_can_still_be_read)
{
	struct tcb *t = over_unread(), *other = opened(FIRST + 1);

	ck_assert_ptr_ne(other, t);
	arrive(FIRST + 1, PORT, ACK, 1, 1, "other");
	reads(t, "hello");
	reads(t, "");
	reads(other, "other");
}
END_TEST

START_TEST(what_came_before_a_reset_can_still_be_read_and_then_the_reset_is_told)
{
	struct tcb *t = opened(FIRST);

	arrive(FIRST, PORT, ACK, 1, 1, "hello");
	arrive(FIRST, PORT, RST, 6, 0, "");
	opened(FIRST + 1);
	reads(t, "hello");
	fails(sock_read(t, bytes, 1), ECONNRESET);
	fails(sock_write(t, bytes, 1), ECONNRESET);
}
END_TEST

START_TEST(a_place_is_free_again_when_its_socket_is_closed)
{
	struct tcb *t = over_unread();

	sock_close(t);
	ck_assert_ptr_eq(opened(FIRST + 1), t);
}
END_TEST

START_TEST(a_connection_that_is_over_before_it_is_accepted_is_accepted_still)
{
	arrive(FIRST, PORT, SYN, 0, 0, "");
	arrive(FIRST, PORT, ACK, 1, 1, "hello");
	arrive(FIRST, PORT, RST, 6, 0, "");
	reads(sock_accept(&n, PORT), "hello");
}
END_TEST

START_TEST(connections_are_accepted_in_their_order)
{
	for (uint16_t i = 0; i < 3; i++) {
		n.stack.now += 1;
		arrive(FIRST + i, PORT, SYN, 0, 0, "");
	}
	for (uint16_t i = 0; i < 3; i++) {
		struct tcb *t = &n.stack.conn[2 - i];

		arrive(t->rport, PORT, ACK, 1, t->iss + 1 - tcp_initial_sequence(&n.stack), "");
	}
	for (uint16_t i = 0; i < 3; i++)
		ck_assert_uint_eq(sock_accept(&n, PORT)->rport, FIRST + i);
	ck_assert_ptr_null(sock_accept(&n, PORT));
}
END_TEST

START_TEST(closing_with_text_unread_resets)
{
	struct tcb *t = opened(FIRST);

	arrive(FIRST, PORT, ACK, 1, 1, "hello");
	sock_close(t);
	ck_assert_int_eq(last.flags, RST | ACK);
	ck_assert_int_eq(t->state, CLOSED);
}
END_TEST

START_TEST(text_that_comes_after_closing_is_answered_with_a_reset)
{
	struct tcb *t = opened(FIRST);

	sock_close(t);
	ck_assert_int_eq(last.flags, FIN | ACK);
	arrive(FIRST, PORT, ACK, 1, 2, "hello");
	ck_assert(last.flags & RST);
	ck_assert_int_eq(t->state, CLOSED);
}
END_TEST

START_TEST(a_closed_socket_does_not_wait_for_ever_for_the_peers_fin)
{
	struct tcb *t = opened(FIRST);

	sock_close(t);
	arrive(FIRST, PORT, ACK, 1, 2, "");
	ck_assert_int_eq(t->state, FIN_WAIT_2);
	ck_assert(tcp_deadline(&n.stack) != TCP_NEVER);
	tcp_poll(&n.stack, tcp_deadline(&n.stack));
	ck_assert_int_eq(t->state, CLOSED);
}
END_TEST

START_TEST(a_connection_refused_is_told_so)
{
	struct tcb *t = sock_connect(&n, US, PEER, PORT);

	ck_assert_int_eq(last.flags, SYN);
	ck_assert_uint_eq(sock_ready(t), 0);
	arrive(PORT, t->lport, RST | ACK, 0, 1, "");
	ck_assert(sock_ready(t) & SOCK_OVER);
	fails(sock_write(t, bytes, 1), ECONNREFUSED);
}
END_TEST

START_TEST(a_connection_that_nobody_answers_times_out)
{
	struct tcb *t = sock_connect(&n, US, PEER, PORT);

	while (tcp_deadline(&n.stack) != TCP_NEVER)
		tcp_poll(&n.stack, tcp_deadline(&n.stack));
	fails(sock_read(t, bytes, 1), ETIMEDOUT);
	ck_assert_uint_gt(left, 3);
	ck_assert_uint_ge(n.stack.now - t->opened, config.r2_syn); /* RFC 9293, 3.8.3 */
}
END_TEST

START_TEST(two_connections_out_have_two_ports)
{
	struct tcb *a, *b;

	a = sock_connect(&n, US, PEER, PORT);
	n.port = 0;
	b = sock_connect(&n, US, PEER, PORT);
	ck_assert_uint_ne(a->lport, b->lport);
}
END_TEST

START_TEST(when_all_places_are_in_time_wait_the_oldest_yields)
{
	for (uint16_t i = 0; i < CONNECTIONS; i++) {
		n.stack.now++;
		sock_close(opened(FIRST + i));
		arrive(FIRST + i, PORT, ACK | FIN, 1, 2, "");
		ck_assert_int_eq(n.stack.conn[i].state, TIME_WAIT);
	}
	ck_assert_ptr_eq(opened(FIRST + CONNECTIONS), &n.stack.conn[0]);
}
END_TEST

START_TEST(when_programs_keep_all_places_nobody_else_gets_one)
{
	for (uint16_t i = 0; i < CONNECTIONS; i++) {
		opened(FIRST + i);
		arrive(FIRST + i, PORT, RST, 1, 0, "");
	}
	ck_assert_ptr_null(opened(FIRST + CONNECTIONS));
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		what_is_unread_when_the_connection_is_over_can_still_be_read,
		what_came_before_a_reset_can_still_be_read_and_then_the_reset_is_told,
		a_place_is_free_again_when_its_socket_is_closed,
		a_connection_that_is_over_before_it_is_accepted_is_accepted_still,
		connections_are_accepted_in_their_order,
		closing_with_text_unread_resets,
		text_that_comes_after_closing_is_answered_with_a_reset,
		a_closed_socket_does_not_wait_for_ever_for_the_peers_fin,
		a_connection_refused_is_told_so,
		a_connection_that_nobody_answers_times_out,
		two_connections_out_have_two_ports,
		when_all_places_are_in_time_wait_the_oldest_yields,
		when_programs_keep_all_places_nobody_else_gets_one,
	};
	TCase *c = tcase_create("sock");
	Suite *s = suite_create("sock");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(c, set_up, NULL);
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
		tcase_add_test(c, tests[i]);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed > 0;
}
