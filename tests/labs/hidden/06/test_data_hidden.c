/* test_data_hidden.c: what test_data.c asks, with other numbers and in another order. */
#include "tcp_fixture.h"

START_TEST(text_in_any_overlapping_pieces_is_read_once)
{
	uint32_t next = 1;
	size_t had;

	open_connection();
	for (unsigned i = 0; i < 200; i++) {
		uint32_t back = random32() % (next < 300 ? next : 300), n = 1 + random32() % 400;
		uint32_t end = next - back + n;

		had = program.len;
		arrive_n(ACK, next - back, 1, WINDOW, n);
		next = (int32_t)(end - next) > 0 ? end : next;
		expect(ACK, 1, next, "");
		expect_nothing();
		ck_assert_uint_ge(program.len, had);
		ck_assert_uint_eq(c->rcv_nxt, IRS + next);
		if (i % 5 == 0) { /* beyond a gap */
			arrive_n(ACK, next + 1 + random32() % 500, 1, WINDOW, n);
			expect(ACK, 1, next, "");
		}
	}
	ck_assert_uint_eq(program.len, next - 1);
}
END_TEST

START_TEST(any_ack_frees_just_what_it_acknowledges)
{
	uint32_t una = 1, nxt = 1;

	open_connection();
	for (unsigned i = 0; i < 200; i++) {
		uint32_t n = 1 + random32() % 900;

		say_n(n);
		nxt += n;
		forget();
		una += random32() % (nxt - una + 1);
		arrive(ACK, 1, una, WINDOW, "");
		ck_assert_uint_eq(c->snd_una, ISS + una);
		ck_assert_uint_eq(c->tx.len, nxt - una);
		ck_assert_uint_eq(c->snd_text, ISS + una);
		arrive(ACK, 1, una - 1 - random32() % 50, WINDOW, ""); /* an old one */
		ck_assert_uint_eq(c->tx.len, nxt - una);
		if (nxt - una > 10000) {
			una = nxt;
			arrive(ACK, 1, una, WINDOW, "");
		}
	}
}
END_TEST

START_TEST(what_is_in_flight_fits_any_window_and_uses_all_of_it)
{
	for (unsigned i = 0; i < 50; i++) {
		uint32_t window = 1 + random32() % 9000, sent = 0, una;

		from_port = (uint16_t)(2000 + i);
		open_connection();
		arrive(ACK, 1, 1, window, "");
		say_n(10000);
		for (const struct seg *s; (s = left());) {
			ck_assert_uint_eq(s->seq, ISS + 1 + sent);
			sent += (uint32_t)s->len;
		}
		ck_assert_uint_eq(sent, window);
		una = 1 + random32() % window;
		arrive(ACK, 1, 1 + una, window, "");
		for (const struct seg *s; (s = left());)
			sent += (uint32_t)s->len;
		ck_assert_uint_eq(sent, una + window < 10000 ? una + window : 10000);
	}
}
END_TEST

TCP_UNIT("data_hidden", FROM(6, text_in_any_overlapping_pieces_is_read_once), FROM(6, any_ack_frees_just_what_it_acknowledges),
         FROM(6, what_is_in_flight_fits_any_window_and_uses_all_of_it))
