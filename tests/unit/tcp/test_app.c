/* test_app.c: the small programs behind the ports (RFC 862, 863, 864; RFC 1945). */
#include "tcp_fixture.h"

#if STEP >= 7

#include "app/page.h"
#include "app/serve.h"

#include <stdio.h>

/* A connection with this program behind it. */
static void serve(void (*run)(struct tcb *t))
{
	static struct service service = { .port = PORT };

	service.run = run;
	open_connection();
	c->service = &service;
}

/* What is sent, put together, up to the size of text; all of it is acknowledged. */
static const char *said(uint32_t ack)
{
	static char text[65536];
	size_t n = 0;
	const struct seg *s;

	while ((s = left()) && n + s->len < sizeof text) {
		memcpy(text + n, s->data, s->len);
		n += s->len;
		if (waiting() == 0 && s->len > 0)
			arrive(ACK, ack, s->seq + (uint32_t)s->len - ISS, WINDOW, "");
	}
	forget();
	text[n] = '\0';
	return text;
}

START_TEST(echo_sends_back_what_comes_and_closes_after_the_peer)
{
	serve(serve_echo);
	arrive(ACK, 1, 1, WINDOW, "hello");
	expect(ACK, 1, 6, "hello");
	arrive(FIN | ACK, 6, 6, WINDOW, "bye");
	expect(FIN | ACK, 6, 10, "bye");
	expect_state(LAST_ACK);

	from_port++;
	serve(serve_echo);
	arrive_n(ACK, 1, 1, WINDOW, 9000);
	ck_assert_msg(c->rx.len == 0, "of 9000 bytes that came at once, %zu wait", c->rx.len);
	forget();
}
END_TEST

START_TEST(discard_throws_it_away_and_closes_after_the_peer)
{
	serve(serve_discard);
	arrive(ACK, 1, 1, WINDOW, "hello");
	expect(ACK, 1, 6, "");
	ck_assert_uint_eq(c->rx.len, 0);
	arrive(FIN | ACK, 6, 1, WINDOW, "");
	ck_assert_uint_eq(left()->flags & FIN, FIN);
	expect_state(LAST_ACK);

	from_port++;
	serve(serve_discard);
	arrive_n(ACK, 1, 1, WINDOW, 9001);
	ck_assert_msg(c->rx.len == 0, "of 9001 bytes that came at once, %zu wait", c->rx.len);
	forget();
}
END_TEST

START_TEST(a_slow_discard_reads_so_much_in_a_tenth_of_a_second)
{
	config.pace = 100;
	serve(serve_discard);
	arrive_n(ACK, 1, 1, WINDOW, 250);
	ck_assert_uint_eq(c->rx.len, 150);
	after(100 * MS - 1);
	arrive_n(ACK, 251, 1, WINDOW, 51);
	ck_assert_uint_eq(c->rx.len, 201);
	after(1);
	ck_assert_uint_eq(c->rx.len, 101);
	after(100 * MS);
	ck_assert_uint_eq(c->rx.len, 1);
	after(100 * MS);
	ck_assert_uint_eq(c->rx.len, 0);
	after(S);
	ck_assert(deadline() == TCP_NEVER);
	arrive_n(ACK, 302, 1, WINDOW, 10);
	ck_assert_uint_eq(c->rx.len, 0);
}
END_TEST

START_TEST(chargen_sends_lines_of_72_characters_each_one_further)
{
	const char *text;

	serve(serve_chargen);
	arrive(ACK, 1, 1, 148, "");
	arrive(ACK, 1, 1, WINDOW, "");
	text = said(1);
	ck_assert_uint_ge(strlen(text), (95 + 2) * 74); /* each of the 95 is the first of a line, once */
	for (size_t i = 0; text[i]; i++) {
		size_t line = i / 74, place = i % 74;
		char right = place == 72 ? '\r' : place == 73 ? '\n' : (char)(' ' + (line + place) % 95);

		must(text[i] == right, "line %zu, character %zu: %d, not %d", line, place, text[i], right);
	}
	arrive(ACK, 1, 1, WINDOW, "what");
	ck_assert_uint_eq(c->rx.len, 0);
	arrive(FIN | ACK, 5, 1, WINDOW, "");
	ck_assert(c->tx.ended);
	forget();
}
END_TEST

START_TEST(daytime_says_the_seconds_since_1970_and_closes_first)
{
	char line[32];

	serve(serve_daytime);
	snprintf(line, sizeof line, "%u\n", (unsigned)(k.now / S));
	arrive(ACK, 1, 1, WINDOW, "");
	expect(FIN | PSH | ACK, 1, 1, line);
	expect_state(FIN_WAIT_1);
	arrive(ACK, 1, 2 + (uint32_t)strlen(line), WINDOW, "what");
	expect(ACK, 2 + (uint32_t)strlen(line), 5, "");
	ck_assert_uint_eq(c->rx.len, 0);
	expect_state(FIN_WAIT_2);
}
END_TEST

START_TEST(a_page_is_served_and_the_connection_closed)
{
	const char *text;

	serve(service_page);
	arrive(ACK, 1, 1, WINDOW, "GET / HTTP/1.0\r\n");
	expect(ACK, 1, 17, "");
	arrive(ACK, 17, 1, WINDOW, "\r\n");
	expect_state(FIN_WAIT_1);
	text = said(19);
	ck_assert_mem_eq(text, "HTTP/1.0 200 OK\r\n", 17);
	ck_assert_ptr_nonnull(strstr(text, "You are port 40000."));
	arrive(ACK, 19, 1, WINDOW, "thanks");
	ck_assert_uint_eq(c->rx.len, 0);
	forget();
}
END_TEST

START_TEST(so_many_bytes_as_are_asked_for_are_served)
{
	static const size_t sizes[] = { 0, 7, 60, 65000 };

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		char asked[64], head[128];
		const char *text;
		size_t n;

		from_port++;
		serve(service_page);
		snprintf(asked, sizeof asked, "GET /%zu HTTP/1.0\r\n\r\n", sizes[i]);
		snprintf(head, sizeof head, "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n\r\n", sizes[i]);
		arrive(ACK, 1, 1, WINDOW, asked);
		ck_assert_uint_eq(c->rx.len, 0);
		text = said(1 + (uint32_t)strlen(asked));
		must(strncmp(text, head, strlen(head)) == 0, "asked for %zu: %.128s", sizes[i], text);
		text += strlen(head);
		ck_assert_uint_eq(strlen(text), sizes[i]);
		for (n = 0; n < sizes[i]; n++)
			must(text[n] == "abcdefghijklmnopqrstuvwxyz\n"[n % 27], "byte %zu of %zu: %c", n, sizes[i], text[n]);
	}
	from_port++;
	serve(service_page);
	arrive(ACK, 1, 1, WINDOW, "GET /1000000000 HTTP/1.0\r\n\r\n");
	ck_assert_mem_eq(left()->data, "HTTP/1.0 200 OK\r\n", 17);
	forget();
}
END_TEST

/* Bug 14 of DESIGN.md: nothing that a peer asks stops the program. */
START_TEST(anything_else_is_not_found)
{
	static const char *const odd[] = { "GET /x HTTP/1.0\r\n\r\n", "POST / HTTP/1.0\r\n\r\n", "\r\n\r\n", "\377\376\r\n\r\n",
		                           "GET /-1 HTTP/1.0\r\n\r\n", "GET /1000000001 HTTP/1.0\r\n\r\n", "GET .60 HTTP/1.0\r\n\r\n" };

	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		from_port++;
		serve(service_page);
		arrive(ACK, 1, 1, WINDOW, odd[i]);
		ck_assert_str_eq(said(1 + (uint32_t)strlen(odd[i])), "HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n");
	}
}
END_TEST

START_TEST(a_request_that_does_not_end_is_answered_when_the_peer_has_closed)
{
	serve(service_page);
	arrive(FIN | ACK, 1, 1, WINDOW, "GET / HTTP/1.0");
	expect_state(LAST_ACK);
	ck_assert_mem_eq(said(16), "HTTP/1.0 200 OK\r\n", 17);
}
END_TEST

START_TEST(a_request_longer_than_its_buffer_is_aborted)
{
	serve(service_page);
	for (uint32_t at = 1; at < 2001; at += 500)
		arrive_n(ACK, at, 1, WINDOW, 500);
	expect_state(ESTABLISHED);
	forget();
	arrive_n(ACK, 2001, 1, WINDOW, 46);
	expect_state(ESTABLISHED);
	forget();
	arrive_n(ACK, 2047, 1, WINDOW, 1);
	ck_assert_uint_eq(left()->flags & RST, RST);
	expect_nothing();
	expect_state(CLOSED);
}
END_TEST

START_TEST(a_request_longer_than_the_receive_buffer_is_aborted)
{
	config.rcv_buffer = 100;
	serve(service_page);
	arrive_n(ACK, 1, 1, WINDOW, 99);
	expect_state(ESTABLISHED);
	forget();
	arrive_n(ACK, 100, 1, WINDOW, 1);
	ck_assert_uint_eq(left()->flags & RST, RST);
	expect_state(CLOSED);
}
END_TEST

TCP_UNIT("app",
	FROM(7, echo_sends_back_what_comes_and_closes_after_the_peer),
	FROM(7, discard_throws_it_away_and_closes_after_the_peer),
	FROM(7, a_slow_discard_reads_so_much_in_a_tenth_of_a_second),
	FROM(7, chargen_sends_lines_of_72_characters_each_one_further),
	FROM(7, daytime_says_the_seconds_since_1970_and_closes_first),
	FROM(7, a_page_is_served_and_the_connection_closed),
	FROM(7, so_many_bytes_as_are_asked_for_are_served),
	FROM(7, anything_else_is_not_found),
	FROM(7, a_request_that_does_not_end_is_answered_when_the_peer_has_closed),
	FROM(7, a_request_longer_than_its_buffer_is_aborted),
	FROM(7, a_request_longer_than_the_receive_buffer_is_aborted))

#else

int main(void)
{
	return 0;
}

#endif
