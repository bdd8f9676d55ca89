/* test_teardown_hidden.c: what test_teardown.c and test_app.c ask, with other numbers and in other pieces. */
#include "tcp_fixture.h"

#include "app/page.h"

#include <stdio.h>

/* Our first number is a clock of four microseconds: after so long it is the same again. */
#define TURN (UINT64_C(4) << 32)

START_TEST(the_peers_fin_takes_one_number_wherever_it_comes)
{
	for (unsigned i = 0; i < 60; i++) {
		uint32_t next = 1, last = random32() % 900, back;
		size_t had = program.len;

		from_port = (uint16_t)(2000 + i);
		open_connection();
		for (uint32_t n = random32() % 4; n > 0; n--) {
			uint32_t len = 1 + random32() % 900;

			arrive_n(ACK, next, 1, WINDOW, len);
			next += len;
			expect(ACK, 1, next, "");
		}
		back = random32() % next; /* of this some is old */
		arrive_n(FIN | ACK, next - back, 1, WINDOW, back + last);
		next += last + 1;
		expect(ACK, 1, next, "");
		expect_state(CLOSE_WAIT);
		ck_assert_uint_eq(program.len - had, next - 2);
		ck_assert_uint_eq(c->rcv_nxt, IRS + next);
		arrive_n(FIN | ACK, next - 1 - last, 1, WINDOW, last); /* it comes again */
		expect(ACK, 1, next, "");
		ck_assert_uint_eq(program.len - had, next - 2);
		give_up();
		forget();
	}
}
END_TEST

START_TEST(our_fin_takes_one_number_behind_any_text)
{
	for (unsigned i = 0; i < 60; i++) {
		uint32_t n = random32() % 6000, sent = 0;
		bool fin = false;

		from_port = (uint16_t)(2000 + i);
		open_connection();
		if (n > 0)
			say_n(n);
		hang_up();
		for (const struct seg *s; (s = left());) {
			ck_assert(!fin);
			ck_assert_uint_eq(s->seq, ISS + 1 + sent);
			sent += (uint32_t)s->len;
			fin = (s->flags & FIN) != 0;
		}
		ck_assert(fin);
		ck_assert_uint_eq(sent, n);
		ck_assert_uint_eq(c->snd_nxt, ISS + 1 + n + 1);
		arrive(ACK, 1, 1 + n, WINDOW, "");
		expect_state(FIN_WAIT_1);
		arrive(ACK, 1, 1 + n + 1, WINDOW, "");
		expect_state(FIN_WAIT_2);
		arrive_n(FIN | ACK, 1, 1 + n + 1, WINDOW, n % 50); /* there was text to come */
		expect(ACK, 1 + n + 1, 1 + n % 50 + 1, "");
		expect_state(TIME_WAIT);
		give_up();
		forget();
	}
}
END_TEST

START_TEST(time_wait_is_two_lifetimes_however_long_they_are)
{
	for (unsigned i = 0; i < 30; i++) {
		uint64_t pause;

		at(i * TURN);
		config.msl = MS + random32() % (200 * S);
		from_port = (uint16_t)(2000 + i);
		open_connection();
		hang_up();
		arrive(FIN | ACK, 1, 2, WINDOW, "");
		expect_state(TIME_WAIT);
		pause = random32() % (2 * config.msl);
		after(pause);
		forget();
		if (i % 2) {
			arrive(FIN | ACK, 1, 2, WINDOW, "");
			expect(ACK, 2, 2, "");
			pause = 0;
		}
		after(2 * config.msl - pause - 1);
		expect_state(TIME_WAIT);
		after(1);
		expect_state(CLOSED);
		expect_nothing();
	}
}
END_TEST

START_TEST(a_page_of_any_length_comes_whole_however_it_is_asked_for)
{
	static struct service service = { .port = PORT, .run = service_page };
	static char got[20000];

	for (unsigned i = 0; i < 30; i++) {
		uint32_t size = random32() % 15000, at = 1, end;
		char asked[64], head[128];
		size_t n = 0, h;

		snprintf(asked, sizeof asked, "GET /%u HTTP/1.0\r\nAccept: %u\r\n\r\n", (unsigned)size, i);
		end = 1 + (uint32_t)strlen(asked);
		from_port = (uint16_t)(2000 + i);
		open_connection();
		c->service = &service;
		while (at < end) {
			char piece[64];
			uint32_t len = 1 + random32() % (end - at);

			forget();
			snprintf(piece, sizeof piece, "%.*s", (int)len, asked + at - 1);
			arrive(ACK, at, 1, WINDOW, piece);
			at += len;
		}
		for (const struct seg *s; (s = left()) && n + s->len < sizeof got; n += s->len)
			memcpy(got + n, s->data, s->len);
		h = (size_t)snprintf(head, sizeof head, "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %u\r\n\r\n", (unsigned)size);
		ck_assert_uint_eq(n, h + size);
		ck_assert_mem_eq(got, head, h);
		for (n = 0; n < size; n++)
			must(got[h + n] == "abcdefghijklmnopqrstuvwxyz\n"[n % 27], "byte %zu of %u is wrong", n, (unsigned)size);
		forget();
	}
}
END_TEST

TCP_UNIT("teardown_hidden", FROM(7, the_peers_fin_takes_one_number_wherever_it_comes), FROM(7, our_fin_takes_one_number_behind_any_text),
         FROM(7, time_wait_is_two_lifetimes_however_long_they_are), FROM(7, a_page_of_any_length_comes_whole_however_it_is_asked_for))
