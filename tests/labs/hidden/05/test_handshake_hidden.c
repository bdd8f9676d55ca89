/* test_handshake_hidden.c: what test_handshake.c asks, with other numbers and in another order. */
#include "tcp_fixture.h"

START_TEST(whatever_knocks_at_a_closed_port_is_reset_by_its_own_numbers)
{
	for (unsigned i = 0; i < 50; i++) {
		uint32_t seq = random32(), ack = random32(), n = random32() % 40;
		uint8_t flags = (uint8_t)(random32() % 2 ? SYN : 0) | (random32() % 2 ? FIN : 0);

		to_port = (uint16_t)(CLOSED_PORT + random32() % 1000);
		from_port = (uint16_t)random32();
		if (i % 2) {
			arrive_n(flags | ACK, seq, ack, WINDOW, n);
			expect(RST, ack, 0, "");
		} else {
			arrive_n(flags, seq, 0, WINDOW, n);
			expect(RST | ACK, -ISS, seq + n + !!(flags & SYN) + !!(flags & FIN), "");
		}
		expect_nothing();
	}
	ck_assert_uint_eq(k.used, 0);
}
END_TEST

START_TEST(a_handshake_holds_at_any_time_with_any_number)
{
	for (unsigned i = 0; i < 50; i++) {
		uint32_t irs = random32(), window = random32() % 65536, ours;
		const struct seg *s;

		after(random32() % (100 * S));
		from_port = (uint16_t)(2000 + i);
		arrive(SYN, irs, 0, WINDOW, "");
		s = left();
		ck_assert_ptr_nonnull(s);
		ck_assert_uint_eq(s->flags, SYN | ACK);
		ck_assert_uint_eq(s->ack, IRS + irs + 1);
		ours = s->seq - ISS;
		c = newest();
		arrive(ACK, irs + 1, ours + 2 + random32() % 1000, WINDOW, "");
		ck_assert_uint_eq(left()->flags, RST);
		expect_state(SYN_RECEIVED);
		arrive(ACK, irs + 1, ours + 1, window, "");
		expect_nothing();
		expect_state(ESTABLISHED);
		ck_assert_uint_eq(c->snd_una, ISS + ours + 1);
		ck_assert_uint_eq(c->snd_wnd, window);
		ck_assert_uint_eq(c->snd_wl1, IRS + irs + 1);
		ck_assert_uint_eq(c->snd_wl2, ISS + ours + 1);
	}
}
END_TEST

START_TEST(any_mss_is_read_wherever_it_stands)
{
	for (unsigned i = 0; i < 100; i++) {
		uint16_t mss = (uint16_t)(random32() % (i % 2 ? 1500 : 65536));
		uint8_t options[12];
		unsigned at = random32() % 9;

		memset(options, OPT_NOP, sizeof options);
		if (at > 3 && i % 3 == 0)
			memcpy(options, "\375\4\2\4", 4); /* that we do not know, and that looks like ours inside */
		options[at] = OPT_MSS;
		options[at + 1] = 4;
		put16(options + at + 2, mss);
		from_port = (uint16_t)(2000 + i);
		open_with(WINDOW, options, sizeof options);
		ck_assert_uint_eq(c->snd_mss, mss == 0 ? 536 : mss < MSS ? mss : MSS);
	}
}
END_TEST

START_TEST(a_reset_anywhere_in_the_window_is_challenged_and_only_the_next_number_is_obeyed)
{
	for (unsigned i = 0; i < 20; i++) {
		from_port = (uint16_t)(2000 + i);
		open_connection();
		for (unsigned j = 0; j < 10; j++) {
			arrive(RST, 2 + random32() % (WINDOW - 1), 0, 0, "");
			expect(ACK, 1, 1, "");
			arrive(RST, WINDOW + 1 + random32() % 1000000, 0, 0, "");
			arrive(RST, -(random32() % 1000000), 0, 0, "");
			expect_nothing();
			expect_state(ESTABLISHED);
		}
		arrive(RST, 1, 0, 0, "");
		expect_nothing();
		expect_state(CLOSED);
	}
}
END_TEST

TCP_UNIT("handshake_hidden", FROM(5, whatever_knocks_at_a_closed_port_is_reset_by_its_own_numbers),
         FROM(5, a_handshake_holds_at_any_time_with_any_number), FROM(5, any_mss_is_read_wherever_it_stands),
         FROM(5, a_reset_anywhere_in_the_window_is_challenged_and_only_the_next_number_is_obeyed))
