/* test_manners.c: what can wait, and how much the network takes (RFC 9293, 3.7.4
 * and 3.8.6; RFC 5681, 6582, 6928). */
#include "tcp_fixture.h"

#if STEP >= 9

#include "tcp/cubic.h"

static void polite(void)
{
	config.nodelay = false;
	config.ack_delay = 40 * MS;
	config.snd_buffer = 200000;
	open_with(65000, "\2\4\3\350", 4);
	arrive(ACK, 1, 1, 65000, "");
	expect_state(ESTABLISHED);
}

START_TEST(an_ack_may_wait_for_40_ms)
{
	polite();
	arrive(ACK, 1, 1, 65000, "hello");
	expect_nothing();
	after(40 * MS - 1);
	expect_nothing();
	after(1);
	expect(ACK, 1, 6, "");
}
END_TEST

START_TEST(every_second_full_segment_is_acknowledged_at_once)
{
	polite();
	arrive_n(ACK, 1, 1, 65000, 1000);
	expect_nothing();
	arrive_n(ACK, 1001, 1, 65000, 1000);
	expect(ACK, 1, 2001, "");
	arrive_n(ACK, 2001, 1, 65000, 1000);
	expect_nothing();
}
END_TEST

START_TEST(two_small_segments_are_no_two_full_ones)
{
	polite();
	arrive_n(ACK, 1, 1, 65000, 100);
	arrive_n(ACK, 101, 1, 65000, 100);
	expect_nothing();
	arrive_n(ACK, 201, 1, 65000, 500);
	arrive_n(ACK, 701, 1, 65000, 371);
	expect_nothing();
	arrive_n(ACK, 1072, 1, 65000, 1); /* but 1072 bytes are two of 536 */
	expect(ACK, 1, 1073, "");
	arrive_n(ACK, 1073, 1, 65000, 1000);
	arrive_n(ACK, 2073, 1, 65000, 999); /* now full means 1000 */
	expect_nothing();
	arrive_n(ACK, 3072, 1, 65000, 1);
	expect(ACK, 1, 3073, "");
}
END_TEST

START_TEST(the_timer_of_an_ack_sends_no_text_again)
{
	polite();
	say_n(50000);
	forget();
	arrive(ACK, 1, 1, 65000, "hello");
	ck_assert_uint_eq(deadline(), 40 * MS);
	after(40 * MS);
	expect(ACK, 10001, 6, "");
	expect_nothing();
	ck_assert_uint_eq(c->resend.tries, 0);
	ck_assert_uint_eq(c->congestion.cwnd, 10000);
}
END_TEST

START_TEST(what_is_longer_than_a_full_segment_counts_as_several)
{
	polite();
	arrive_n(ACK, 1, 1, 65000, 10000);
	expect(ACK, 1, 10001, "");
	arrive_n(ACK, 10001, 1, 65000, 1000);
	expect_nothing();
	arrive_n(ACK, 11001, 1, 65000, 1000);
	expect(ACK, 1, 12001, "");
}
END_TEST

START_TEST(an_ack_that_waits_travels_with_text)
{
	polite();
	arrive(ACK, 1, 1, 65000, "hello");
	say("you");
	expect(ACK, 1, 6, "you");
	after(40 * MS);
	expect_nothing();
}
END_TEST

START_TEST(out_of_order_text_is_acknowledged_at_once_and_so_is_what_fills_the_gap)
{
	polite();
	arrive(ACK, 6, 1, 65000, "world");
	expect(ACK, 1, 1, "");
	arrive(ACK, 1, 1, 65000, "hello");
	expect(ACK, 1, 11, "");
}
END_TEST

START_TEST(text_that_is_partly_old_is_acknowledged_at_once)
{
	polite();
	arrive(ACK, 1, 1, 65000, "hello");
	expect_nothing();
	arrive(ACK, 1, 1, 65000, "hello, you");
	expect(ACK, 1, 11, "");
}
END_TEST

START_TEST(text_cut_at_the_right_edge_is_acknowledged_at_once)
{
	program.lazy = true;
	config.rcv_buffer = 8;
	polite();
	arrive(ACK, 1, 1, 65000, "0123456789");
	expect(ACK, 1, 9, "");
}
END_TEST

START_TEST(a_small_segment_waits_while_anything_is_in_flight)
{
	polite();
	say("a");
	expect(ACK, 1, 1, "a");
	say("b");
	say("c");
	expect_nothing();
	arrive(ACK, 1, 2, 65000, "");
	expect(ACK, 2, 1, "bc");
}
END_TEST

START_TEST(a_full_segment_does_not_wait_and_neither_does_the_last_one)
{
	polite();
	say_n(1);
	say_n(1000);
	expect_n(ACK, 1, 1, 1);
	expect_n(ACK, 2, 1, 1000);
	say_n(1);
	expect_nothing();
	hang_up();
	expect_n(FIN | ACK, 1002, 1, 1);
}
END_TEST

START_TEST(nodelay_sends_small_segments_at_once)
{
	open_connection();
	say("a");
	expect(ACK, 1, 1, "a");
	say("b");
	expect(ACK, 2, 1, "b");
}
END_TEST

START_TEST(a_window_of_crumbs_is_not_filled)
{
	polite();
	arrive(ACK, 1, 1, 0, "");
	say_n(5000);
	arrive(ACK, 1, 1, 300, "");
	expect_nothing();
	arrive(ACK, 1, 1, 1300, "");
	expect_n(ACK, 1, 1, 1000);
	expect_nothing();
}
END_TEST

/* Bug 11 of DESIGN.md; RFC 9293, 3.8.6. */
START_TEST(a_window_that_shrinks_below_what_is_in_flight_lets_nothing_new_go)
{
	open_connection();
	say_n(3000);
	forget();
	arrive(ACK, 1, 1, 500, "");
	say_n(1000);
	expect_nothing();
	arrive(ACK, 1, 1001, 500, "");
	expect_nothing();
	arrive(ACK, 1, 3001, 1000, "");
	expect_n(ACK, 3001, 1, 1000);
}
END_TEST

START_TEST(text_that_fits_into_the_window_exactly_does_not_wait)
{
	polite();
	arrive(ACK, 1, 1, 0, "");
	say_n(300);
	arrive(ACK, 1, 1, 299, "");
	expect_nothing();
	arrive(ACK, 1, 1, 300, "");
	expect_n(ACK, 1, 1, 300);
}
END_TEST

START_TEST(beyond_a_full_window_not_even_a_byte_is_sent)
{
	open_connection();
	arrive(ACK, 1, 1, 1000, "");
	say_n(1000);
	expect_n(ACK, 1, 1, 1000);
	say_n(1);
	expect_nothing();
	arrive(ACK, 1, 1, 900, "");
	expect_nothing();
}
END_TEST

START_TEST(half_of_the_largest_window_is_worth_a_segment)
{
	open_with(400, "\2\4\3\350", 4);
	arrive(ACK, 1, 1, 400, "");
	arrive(ACK, 1, 1, 0, "");
	say_n(1000);
	arrive(ACK, 1, 1, 199, "");
	expect_nothing();
	arrive(ACK, 1, 1, 200, "");
	expect_n(ACK, 1, 1, 200);
}
END_TEST

START_TEST(the_initial_window_is_ten_segments)
{
	polite();
	say_n(50000);
	ck_assert_uint_eq(waiting(), 10);
	ck_assert_uint_eq(c->congestion.cwnd, 10000);
}
END_TEST

START_TEST(in_slow_start_every_segment_acknowledged_lets_two_go)
{
	polite();
	say_n(50000);
	forget();
	arrive(ACK, 1, 1001, 65000, "");
	ck_assert_uint_eq(waiting(), 2);
	ck_assert_uint_eq(c->congestion.cwnd, 11000);
	arrive(ACK, 1, 3001, 65000, ""); /* by one segment at most for an ACK */
	ck_assert_uint_eq(c->congestion.cwnd, 12000);
}
END_TEST

START_TEST(in_avoidance_a_window_of_acks_lets_one_more_go)
{
	polite();
	c->congestion.ssthresh = 10000;
	say_n(50000);
	for (uint32_t i = 1; i < 10; i++)
		arrive(ACK, 1, 1 + 1000 * i, 65000, "");
	ck_assert_uint_eq(c->congestion.cwnd, 10000);
	arrive(ACK, 1, 10001, 65000, "");
	ck_assert_uint_eq(c->congestion.cwnd, 11000);
}
END_TEST

START_TEST(a_window_that_is_not_used_does_not_grow)
{
	polite();
	say_n(2000);
	arrive(ACK, 1, 2001, 65000, "");
	ck_assert_uint_eq(c->congestion.cwnd, 10000);
}
END_TEST

START_TEST(after_a_timeout_one_segment_goes_and_ssthresh_is_half_of_the_flight)
{
	polite();
	say_n(50000);
	forget();
	after(S);
	expect_n(ACK, 1, 1, 1000);
	expect_nothing();
	ck_assert_uint_eq(c->congestion.cwnd, 1000);
	ck_assert_uint_eq(c->congestion.ssthresh, 5000);
	after(2 * S); /* the same loss once more: ssthresh stays */
	ck_assert_uint_eq(c->congestion.ssthresh, 5000);
	forget();
	arrive(ACK, 1, 1001, 65000, "");
	expect_n(ACK, 1001, 1, 1000);
	expect_n(ACK, 2001, 1, 1000);
	expect_nothing();
}
END_TEST

START_TEST(the_first_two_duplicates_let_a_new_segment_go_each)
{
	polite();
	say_n(50000);
	forget();
	arrive(ACK, 1, 1, 65000, "");
	expect_n(ACK, 10001, 1, 1000);
	arrive(ACK, 1, 1, 65000, "");
	expect_n(ACK, 11001, 1, 1000);
	expect_nothing();
	ck_assert_uint_eq(c->congestion.cwnd, 10000);
}
END_TEST

static void lose_the_first(void)
{
	polite();
	say_n(50000);
	for (int i = 0; i < 3; i++)
		arrive(ACK, 1, 1, 65000, "");
	forget();
	ck_assert(c->congestion.recovering);
}

START_TEST(the_third_duplicate_halves_and_adds_three)
{
	lose_the_first();
	ck_assert_uint_eq(c->congestion.ssthresh, 5000); /* 12000 are in flight, but two of them by limited transmit */
	ck_assert_uint_eq(c->congestion.cwnd, 8000);
	arrive(ACK, 1, 1, 65000, "");
	ck_assert_uint_eq(c->congestion.cwnd, 9000);
}
END_TEST

START_TEST(a_partial_ack_sends_the_next_missing_segment_and_recovery_goes_on)
{
	lose_the_first();
	arrive(ACK, 1, 4001, 65000, "");
	expect_n(ACK, 4001, 1, 1000);
	ck_assert(c->congestion.recovering);
	ck_assert_uint_eq(c->congestion.cwnd, 8000 - 4000 + 1000);
}
END_TEST

START_TEST(a_full_ack_ends_recovery_and_cwnd_is_no_more_than_ssthresh)
{
	lose_the_first();
	arrive(ACK, 1, c->snd_nxt - ISS, 65000, "");
	ck_assert(!c->congestion.recovering);
	ck_assert_uint_le(c->congestion.cwnd, 5000);
	ck_assert_uint_ge(c->congestion.cwnd, 2000);
}
END_TEST

START_TEST(after_a_pause_of_an_rto_cwnd_is_the_initial_window_again)
{
	polite();
	c->congestion.cwnd = 40000;
	after(S);
	say_n(1);
	ck_assert_uint_eq(c->congestion.cwnd, 40000);
	arrive(ACK, 1, 2, 65000, "");
	after(S + 1);
	say_n(1);
	ck_assert_uint_eq(c->congestion.cwnd, 10000);
}
END_TEST

START_TEST(cubic_shrinks_to_seven_tenths_and_comes_back_to_where_it_was)
{
	config.algorithm = &tcp_cubic;
	polite();
	c->congestion.cwnd = 100000;
	c->congestion.ssthresh = tcp_cubic.shrink(c);
	ck_assert_uint_eq(c->congestion.ssthresh, 70000);
	ck_assert_uint_eq(c->cubic.origin, 100000);
	c->congestion.cwnd = 70000;
	for (int i = 0; i < 1000; i++) { /* K is the cube root of 30 / 0.4: 4.2 s */
		k.now += 4217;
		tcp_cubic.grow(c, 1000);
	}
	ck_assert_uint_gt(c->congestion.cwnd, 95000);
	ck_assert_uint_lt(c->congestion.cwnd, 101000);
	ck_assert_int_ge(c->cubic.k, 4216);
	ck_assert_int_le(c->cubic.k, 4218);
}
END_TEST

START_TEST(cubic_aims_lower_when_it_did_not_come_back)
{
	config.algorithm = &tcp_cubic;
	polite();
	c->congestion.cwnd = 100000;
	tcp_cubic.shrink(c);
	c->congestion.cwnd = 80000;
	ck_assert_uint_eq(tcp_cubic.shrink(c), 56000);
	ck_assert_uint_eq(c->cubic.origin, 68000);
}
END_TEST

TCP_UNIT("manners",
	FROM(9, an_ack_may_wait_for_40_ms),
	FROM(9, every_second_full_segment_is_acknowledged_at_once),
	FROM(9, what_is_longer_than_a_full_segment_counts_as_several),
	FROM(9, an_ack_that_waits_travels_with_text),
	FROM(9, out_of_order_text_is_acknowledged_at_once_and_so_is_what_fills_the_gap),
	FROM(9, text_that_is_partly_old_is_acknowledged_at_once),
	FROM(9, text_cut_at_the_right_edge_is_acknowledged_at_once),
	FROM(9, a_small_segment_waits_while_anything_is_in_flight),
	FROM(9, a_full_segment_does_not_wait_and_neither_does_the_last_one),
	FROM(9, nodelay_sends_small_segments_at_once),
	FROM(9, a_window_of_crumbs_is_not_filled),
	FROM(9, half_of_the_largest_window_is_worth_a_segment),
	FROM(9, the_initial_window_is_ten_segments),
	FROM(9, in_slow_start_every_segment_acknowledged_lets_two_go),
	FROM(9, in_avoidance_a_window_of_acks_lets_one_more_go),
	FROM(9, a_window_that_is_not_used_does_not_grow),
	FROM(9, after_a_timeout_one_segment_goes_and_ssthresh_is_half_of_the_flight),
	FROM(9, the_first_two_duplicates_let_a_new_segment_go_each),
	FROM(9, the_third_duplicate_halves_and_adds_three),
	FROM(9, a_partial_ack_sends_the_next_missing_segment_and_recovery_goes_on),
	FROM(9, a_full_ack_ends_recovery_and_cwnd_is_no_more_than_ssthresh),
	FROM(9, after_a_pause_of_an_rto_cwnd_is_the_initial_window_again),
	FROM(9, cubic_shrinks_to_seven_tenths_and_comes_back_to_where_it_was),
	FROM(9, cubic_aims_lower_when_it_did_not_come_back),
	FROM(9, a_window_that_shrinks_below_what_is_in_flight_lets_nothing_new_go),
	FROM(9, two_small_segments_are_no_two_full_ones),
	FROM(9, the_timer_of_an_ack_sends_no_text_again),
	FROM(9, text_that_fits_into_the_window_exactly_does_not_wait),
	FROM(9, beyond_a_full_window_not_even_a_byte_is_sent))

#else

int main(void)
{
	return 0;
}

#endif
