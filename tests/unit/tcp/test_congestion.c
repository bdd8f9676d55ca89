/* test_congestion.c: the congestion window in figures (RFC 5681, 6582, 6928 and 9438). */
#include "tcp_fixture.h"

#if STEP >= 9

#include "tcp/cubic.h"
#include "tcp/newreno.h"

enum { WIDE = 65000 };

/* Without SACK, so that NewReno is at work. */
static void open_wide(void)
{
	config.snd_buffer = 200000;
	open_with(WIDE, "\2\4\3\350", 4);
	arrive(ACK, 1, 1, WIDE, "");
	expect_state(ESTABLISHED);
}

static void ten_segments(void)
{
	open_wide();
	say_n(50000);
	ck_assert_uint_eq(waiting(), 10);
	forget();
}

static void duplicates(unsigned n)
{
	while (n-- > 0)
		arrive(ACK, 1, c->snd_una - ISS, WIDE, "");
}

static uint32_t initial(uint16_t mss)
{
	uint8_t option[] = { 2, 4, (uint8_t)(mss >> 8), (uint8_t)mss };

	config.mss = mss;
	from_port++;
	open_with(WIDE, option, sizeof option);
	return c->congestion.cwnd;
}

/* RFC 6928, 2. */
START_TEST(the_initial_window_is_ten_segments_but_of_large_ones_14600_bytes_or_two)
{
	ck_assert_uint_eq(initial(536), 5360);
	ck_assert_uint_eq(initial(1460), 14600);
	ck_assert_uint_eq(initial(2000), 14600);
	ck_assert_uint_eq(initial(7000), 14600);
	ck_assert_uint_eq(initial(9000), 18000);
}
END_TEST

/* RFC 5681, 4.1: the pause begins with what was sent last. */
START_TEST(a_pause_is_counted_from_the_last_segment)
{
	open_wide();
	c->congestion.cwnd = 40000;
	for (uint32_t i = 1; i < 4; i++) {
		after(900 * MS);
		say_n(1);
		arrive(ACK, 1, 1 + i, WIDE, "");
		ck_assert_uint_eq(c->congestion.cwnd, 40000);
	}
	after(S);
	say_n(1);
	ck_assert_uint_eq(c->congestion.cwnd, 40000);
	arrive(ACK, 1, 5, WIDE, "");
	after(S + 1);
	say_n(1);
	ck_assert_uint_eq(c->congestion.cwnd, 10000);
}
END_TEST

/* RFC 5681, 4.1: cwnd is the restart window at most. */
START_TEST(a_pause_does_not_raise_a_cwnd_that_was_less)
{
	open_wide();
	c->congestion.cwnd = 2000;
	after(S + 1);
	say_n(1);
	ck_assert_uint_eq(c->congestion.cwnd, 2000);
}
END_TEST

/* RFC 5681, 3.1: what is sent again after the first timeout says nothing new of the path. */
START_TEST(only_the_first_timeout_of_a_loss_sets_ssthresh)
{
	ten_segments();
	after(S);
	ck_assert_uint_eq(c->congestion.ssthresh, 5000);
	c->congestion.ssthresh = 4000;
	after(2 * S);
	ck_assert_uint_eq(c->resend.tries, 2);
	ck_assert_uint_eq(c->congestion.ssthresh, 4000);
	ck_assert_uint_eq(c->congestion.cwnd, 1000);
}
END_TEST

START_TEST(cwnd_grows_only_when_less_than_a_segment_of_it_was_free)
{
	open_wide();
	say_n(9000);
	arrive(ACK, 1, 9001, WIDE, "");
	ck_assert_uint_eq(c->congestion.cwnd, 10000);
	say_n(9001);
	arrive(ACK, 1, 18002, WIDE, "");
	ck_assert_uint_eq(c->congestion.cwnd, 11000);
}
END_TEST

/* RFC 5681, 3.1: by the bytes acknowledged, if they are fewer than a segment's. */
START_TEST(in_slow_start_an_ack_of_one_byte_adds_one)
{
	ten_segments();
	arrive(ACK, 1, 2, WIDE, "");
	ck_assert_uint_eq(c->congestion.cwnd, 10001);
}
END_TEST

START_TEST(in_avoidance_what_is_acknowledged_beyond_a_window_counts_for_the_next)
{
	ten_segments();
	c->congestion.cwnd = 10000;
	c->congestion.counted = 0;
	tcp_reno.grow(c, 9999);
	ck_assert_uint_eq(c->congestion.cwnd, 10000);
	tcp_reno.grow(c, 2001);
	ck_assert_uint_eq(c->congestion.cwnd, 11000);
	ck_assert_uint_eq(c->congestion.counted, 2000);
}
END_TEST

/* RFC 5681, equation 4. */
START_TEST(ssthresh_is_half_of_what_is_in_flight_and_two_segments_at_least)
{
	open_wide();
	say_n(1000);
	ck_assert_uint_eq(tcp_reno.shrink(c), 2000);
	say_n(4000);
	ck_assert_uint_eq(tcp_reno.shrink(c), 2500);
}
END_TEST

/* RFC 5681, 3.2, step 2. */
START_TEST(what_limited_transmit_sent_does_not_count_when_duplicates_tell_of_the_loss)
{
	for (uint32_t more = 0; more < 3; more++) {
		forget();
		from_port++;
		open_wide();
		say_n(10000 + more * 1000);
		duplicates(3);
		ck_assert_uint_eq(tcp_flight(c), 10000 + more * 1000);
		ck_assert_uint_eq(c->congestion.ssthresh, 5000);
	}
}
END_TEST

/* cwnd, which the first timeout has made one segment, says nothing of what was too much. */
START_TEST(after_a_timeout_a_second_loss_takes_half_of_the_flight_and_not_of_cwnd)
{
	ten_segments();
	after(S);
	ck_assert_uint_eq(c->congestion.ssthresh, 5000);
	arrive(ACK, 1, 1001, WIDE, "");
	ck_assert_uint_eq(c->congestion.cwnd, 2000);
	after(3 * S);
	ck_assert_uint_eq(c->resend.tries, 1);
	ck_assert_uint_eq(c->congestion.ssthresh, 4500);
}
END_TEST

START_TEST(a_timeout_ends_recovery_and_forgets_what_was_counted)
{
	ten_segments();
	c->congestion.counted = 500;
	duplicates(3);
	ck_assert(c->congestion.recovering);
	ck_assert_uint_eq(c->congestion.counted, 0);
	c->congestion.counted = 500;
	after(S);
	ck_assert(!c->congestion.recovering);
	ck_assert_uint_eq(c->congestion.counted, 0);
	ck_assert_uint_eq(c->congestion.cwnd, 1000);
	ck_assert_uint_eq(c->resend.duplicates, 0);
}
END_TEST

/* RFC 5681, 3.1: one segment, but ssthresh knows nothing yet. */
START_TEST(a_lost_syn_ack_makes_the_initial_window_one_segment)
{
	open_with(WIDE, "\2\4\3\350", 4);
	after(S);
	arrive(ACK, 1, 1, WIDE, "");
	expect_state(ESTABLISHED);
	ck_assert_uint_eq(c->congestion.cwnd, 1000);
	ck_assert_uint_eq(c->congestion.ssthresh, UINT32_MAX);
}
END_TEST

START_TEST(a_probe_of_a_shut_window_says_nothing_of_the_network)
{
	open_wide();
	arrive(ACK, 1, 1, 0, "");
	say("hello");
	after(S);
	ck_assert(c->persist.probing);
	after(3 * S);
	ck_assert_uint_eq(c->resend.tries, 2);
	ck_assert_uint_eq(c->congestion.cwnd, 10000);
	ck_assert_uint_eq(c->congestion.ssthresh, UINT32_MAX);
}
END_TEST

/* RFC 6582, 3.2, step 3, option 1. */
START_TEST(a_full_ack_leaves_what_is_in_flight_and_one_segment_but_no_more_than_ssthresh)
{
	static const struct {
		unsigned more;
		uint32_t cwnd;
	} rows[] = { { 0, 2000 }, { 4, 2000 }, { 7, 4000 }, { 12, 5000 } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		forget();
		from_port++;
		ten_segments();
		duplicates(3);
		ck_assert_uint_eq(c->congestion.ssthresh, 5000); /* two new ones left at the first two */
		duplicates(rows[i].more);
		c->tx.ended = true; /* says nothing more */
		c->tx.len = c->snd_nxt - c->snd_text;
		arrive(ACK, 1, c->snd_nxt - ISS < 12001 ? c->snd_nxt - ISS : 12001, WIDE, "");
		ck_assert(!c->congestion.recovering);
		ck_assert_uint_eq(c->congestion.cwnd, rows[i].cwnd);
	}
}
END_TEST

START_TEST(a_partial_ack_takes_what_it_acknowledges_off_cwnd_and_adds_a_segment_for_a_segment)
{
	static const struct {
		uint32_t before, acked, cwnd;
	} rows[] = {
		{ 9000, 4000, 6000 }, { 9000, 1000, 9000 }, { 9000, 999, 8001 }, { 9000, 1, 8999 },
		{ 3000, 4000, 1000 }, { 3000, 3000, 1000 }, { 1500, 500, 1000 }, { 1500, 501, 1999 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		forget();
		from_port++;
		ten_segments();
		duplicates(3);
		c->congestion.cwnd = rows[i].before;
		arrive(ACK, 1, 1 + rows[i].acked, WIDE, "");
		ck_assert(c->congestion.recovering);
		ck_assert_uint_eq(c->congestion.cwnd, rows[i].cwnd);
		ck_assert_uint_eq(c->congestion.counted, 0);
	}
}
END_TEST

START_TEST(a_new_window_in_recovery_changes_nothing_and_the_last_byte_ends_it)
{
	uint32_t last;

	ten_segments();
	duplicates(3);
	last = c->snd_nxt - ISS;
	c->congestion.cwnd = 500;
	arrive(ACK, 1, 1, WIDE - 1, "");
	ck_assert(c->congestion.recovering);
	ck_assert_uint_eq(c->congestion.cwnd, 500);
	arrive(ACK, 1, last - 1, WIDE, "");
	ck_assert(c->congestion.recovering);
	arrive(ACK, 1, last, WIDE, "");
	ck_assert(!c->congestion.recovering);
}
END_TEST

START_TEST(in_recovery_one_segment_is_sent_again_at_a_time_however_small)
{
	open_with(WIDE, "\2\4\0\1", 4);
	arrive(ACK, 1, 1, WIDE, "");
	say_n(20);
	ck_assert_uint_eq(waiting(), 10);
	forget();
	duplicates(2);
	forget();
	duplicates(1);
	expect_n(ACK, 1, 1, 1);
	expect_nothing();
}
END_TEST

/* RFC 3042. */
START_TEST(limited_transmit_is_for_the_first_two_duplicates_and_not_while_anything_is_sent_again)
{
	ten_segments();
	for (unsigned n = 0; n < 5; n++) {
		c->resend.duplicates = n;
		ck_assert_uint_eq(tcp_newreno_window(c), 10000 + (n < 3 ? n * 1000 : 0));
	}
	c->resend.lost = true;
	c->resend.duplicates = 1;
	ck_assert_uint_eq(tcp_newreno_window(c), 10000);
}
END_TEST

START_TEST(a_duplicate_begins_no_epoch_of_cubic_without_sack)
{
	config.algorithm = &tcp_cubic;
	ten_segments();
	arrive(ACK, 1, 1001, WIDE, "");
	c->congestion.cwnd = 9000;
	c->congestion.ssthresh = 5000;
	duplicates(1);
	arrive(ACK, 1, 1001, WIDE - 1, "");
	ck_assert(!c->cubic.growing);
	arrive(ACK, 1, 1002, WIDE, "");
	ck_assert(c->cubic.growing);
}
END_TEST

/* CUBIC in an epoch that began `ms` ago, with cwnd where one window's worth of ACKs shows the whole target. */
static uint32_t cubic_after(uint64_t ms, uint32_t origin, int64_t top, uint32_t cwnd)
{
	c->cubic = (struct tcp_cubic){ .growing = true, .began = k.now - ms * MS, .origin = origin, .k = top };
	c->congestion.cwnd = cwnd;
	tcp_cubic.grow(c, cwnd);
	return c->congestion.cwnd;
}

static void open_cubic(void)
{
	config.algorithm = &tcp_cubic;
	open_wide();
	c->rto.srtt = 0;
}

/* RFC 9438, 4.2, equation 1: 0.4 segments of 1000 bytes, times seconds cubed. */
START_TEST(cubic_is_a_cubic_function_of_the_time)
{
	open_cubic();
	for (uint64_t ms = 0; ms < 30000; ms += 777) {
		int64_t x = (int64_t)ms - 4217, goal = 100000 + x * x * x * 1000 / 2500000000;
		uint32_t cwnd = (uint32_t)(goal * 10 / 14);

		ck_assert_uint_eq(cubic_after(ms, 100000, 4217, cwnd), goal);
	}
}
END_TEST

START_TEST(cubic_aims_at_where_it_is_to_be_a_round_trip_from_now)
{
	open_cubic();
	c->rto.srtt = 100 * MS;
	ck_assert_uint_eq(cubic_after(9900, 100000, 5000, 120000), 150000);
	ck_assert_uint_eq(cubic_after(9800, 100000, 5000, 120000), 147059);
}
END_TEST

/* 4.2: "target". */
START_TEST(cubic_grows_by_half_a_window_at_most_and_never_shrinks)
{
	open_cubic();
	ck_assert_uint_eq(cubic_after(5000, 140000, 5000, 100000), 140000);
	ck_assert_uint_eq(cubic_after(5000, 150000, 5000, 100000), 150000);
	ck_assert_uint_eq(cubic_after(5000, 180000, 5000, 100000), 150000);
	ck_assert_uint_eq(cubic_after(5000, 400000, 5000, 100000), 150000);
	ck_assert_uint_eq(cubic_after(5000, 90000, 5000, 100000), 100000);
	ck_assert_uint_eq(cubic_after(0, 90000, 20000, 100000), 100000);
}
END_TEST

START_TEST(an_ack_of_a_part_of_the_window_moves_cubic_by_that_part)
{
	open_cubic();
	c->cubic = (struct tcp_cubic){ .growing = true, .began = k.now, .origin = 140000 };
	c->congestion.cwnd = 100000;
	tcp_cubic.grow(c, 10000);
	ck_assert_uint_eq(c->congestion.cwnd, 104000);
}
END_TEST

/* RFC 9438, 5.8: time in which nobody tried does not count, or it would end in a leap. */
START_TEST(a_pause_ends_the_epoch_of_cubic)
{
	open_cubic();
	c->congestion.ssthresh = 5000;
	c->cubic = (struct tcp_cubic){ .growing = true, .began = k.now, .origin = 10000 };
	after(20 * S);
	say_n(10000);
	ck_assert_uint_eq(waiting(), 10);
	arrive(ACK, 1, 10001, WIDE, "");
	ck_assert_uint_eq(c->congestion.cwnd, 11000);
	ck_assert_uint_eq(c->cubic.began, k.now);
}
END_TEST

START_TEST(time_without_end_does_not_overflow)
{
	open_cubic();
	ck_assert_uint_eq(cubic_after(104217, 100000, 4217, 300000000), 400100000);
	ck_assert_uint_eq(cubic_after(200000, 100000, 4217, 300000000), 400100000);
	ck_assert_uint_eq(cubic_after(4000000000, 100000, 4217, 300000000), 400100000);
}
END_TEST

static int64_t k_of(uint32_t origin, uint32_t cwnd)
{
	c->cubic = (struct tcp_cubic){ .origin = origin, .counted = 77 };
	c->congestion.cwnd = cwnd;
	tcp_cubic.grow(c, 1);
	ck_assert(c->cubic.growing);
	ck_assert_uint_eq(c->cubic.began, k.now);
	ck_assert_uint_eq(c->cubic.counted, 1);
	return c->cubic.k;
}

/* 4.2, equation 2. */
START_TEST(k_is_the_time_that_the_cubic_takes_to_come_back)
{
	open_cubic();
	ck_assert_int_eq(k_of(103200, 100000), 2000); /* 3.2 segments are 0.4 times two cubed */
	ck_assert_int_eq(k_of(103199, 100000), 1999);
	ck_assert_int_eq(k_of(100000, 100000), 0);
	ck_assert_uint_eq(c->cubic.estimate, 100000);
	for (uint32_t n = 1; n < 300000; n += 331) {
		int64_t y = (int64_t)n * 2500000, root = k_of(100000 + n, 100000);

		must(root * root * root <= y && y < (root + 1) * (root + 1) * (root + 1), "%u", n);
	}
	ck_assert_int_eq(k_of(600000000, 100000), 100000);
}
END_TEST

START_TEST(an_epoch_that_begins_above_the_last_loss_begins_at_its_top)
{
	open_cubic();
	ck_assert_int_eq(k_of(100000, 120000), 0);
	ck_assert_uint_eq(c->cubic.origin, 120000);
}
END_TEST

/* 4.3: alpha is 9/17 until the window of the last loss is there again, then 1. */
START_TEST(in_the_reno_friendly_region_cubic_grows_as_fast_as_reno_with_its_beta_would)
{
	open_cubic();
	c->cubic = (struct tcp_cubic){ .growing = true, .began = k.now, .origin = 17000, .last = 20000, .k = 100000, .estimate = 14000 };
	c->congestion.cwnd = 14000;
	tcp_cubic.grow(c, 13999);
	ck_assert_uint_eq(c->congestion.cwnd, 14000);
	tcp_cubic.grow(c, 1);
	ck_assert_uint_eq(c->congestion.cwnd, 14529);
	tcp_cubic.grow(c, 20000);
	ck_assert_uint_eq(c->congestion.cwnd, 15058);
	ck_assert_uint_eq(c->cubic.counted, 20000 - 14529);
	c->cubic.estimate = c->congestion.cwnd = 19999;
	c->cubic.counted = 0;
	tcp_cubic.grow(c, 19999);
	ck_assert_uint_eq(c->congestion.cwnd, 20528);
	c->cubic.estimate = c->congestion.cwnd = 20000;
	c->cubic.counted = 0;
	tcp_cubic.grow(c, 20000);
	ck_assert_uint_eq(c->congestion.cwnd, 21000);
}
END_TEST

START_TEST(where_the_cubic_is_faster_than_reno_it_counts)
{
	open_cubic();
	c->cubic = (struct tcp_cubic){ .growing = true, .began = k.now, .origin = 20000, .estimate = 14000 };
	c->congestion.cwnd = 16000;
	tcp_cubic.grow(c, 16000);
	ck_assert_uint_eq(c->congestion.cwnd, 20000);
	ck_assert_uint_eq(c->cubic.estimate, 15000); /* no loss yet: as Reno */
}
END_TEST

/* 4.6 and 4.7. */
START_TEST(cubic_keeps_two_segments_and_aims_lower_only_below_the_last_loss)
{
	open_cubic();
	c->congestion.cwnd = 1000;
	ck_assert_uint_eq(tcp_cubic.shrink(c), 2000);
	c->congestion.cwnd = 3000;
	ck_assert_uint_eq(tcp_cubic.shrink(c), 2100);
	c->cubic.growing = true;
	c->congestion.cwnd = 100000;
	ck_assert_uint_eq(tcp_cubic.shrink(c), 70000);
	ck_assert(!c->cubic.growing);
	ck_assert_uint_eq(c->cubic.last, 100000);
	ck_assert_uint_eq(tcp_cubic.shrink(c), 70000);
	ck_assert_uint_eq(c->cubic.origin, 100000);
	c->congestion.cwnd = 99980;
	ck_assert_uint_eq(tcp_cubic.shrink(c), 69986);
	ck_assert_uint_eq(c->cubic.origin, 84983);
}
END_TEST

TCP_UNIT("congestion",
	FROM(9, the_initial_window_is_ten_segments_but_of_large_ones_14600_bytes_or_two),
	FROM(9, a_pause_is_counted_from_the_last_segment),
	FROM(9, a_pause_does_not_raise_a_cwnd_that_was_less),
	FROM(9, only_the_first_timeout_of_a_loss_sets_ssthresh),
	FROM(9, cwnd_grows_only_when_less_than_a_segment_of_it_was_free),
	FROM(9, in_slow_start_an_ack_of_one_byte_adds_one),
	FROM(9, in_avoidance_what_is_acknowledged_beyond_a_window_counts_for_the_next),
	FROM(9, ssthresh_is_half_of_what_is_in_flight_and_two_segments_at_least),
	FROM(9, what_limited_transmit_sent_does_not_count_when_duplicates_tell_of_the_loss),
	FROM(9, after_a_timeout_a_second_loss_takes_half_of_the_flight_and_not_of_cwnd),
	FROM(9, a_timeout_ends_recovery_and_forgets_what_was_counted),
	FROM(9, a_lost_syn_ack_makes_the_initial_window_one_segment),
	FROM(9, a_probe_of_a_shut_window_says_nothing_of_the_network),
	FROM(9, a_full_ack_leaves_what_is_in_flight_and_one_segment_but_no_more_than_ssthresh),
	FROM(9, a_partial_ack_takes_what_it_acknowledges_off_cwnd_and_adds_a_segment_for_a_segment),
	FROM(9, a_new_window_in_recovery_changes_nothing_and_the_last_byte_ends_it),
	FROM(9, in_recovery_one_segment_is_sent_again_at_a_time_however_small),
	FROM(9, limited_transmit_is_for_the_first_two_duplicates_and_not_while_anything_is_sent_again),
	FROM(9, a_duplicate_begins_no_epoch_of_cubic_without_sack),
	FROM(9, cubic_is_a_cubic_function_of_the_time),
	FROM(9, cubic_aims_at_where_it_is_to_be_a_round_trip_from_now),
	FROM(9, cubic_grows_by_half_a_window_at_most_and_never_shrinks),
	FROM(9, an_ack_of_a_part_of_the_window_moves_cubic_by_that_part),
	FROM(9, a_pause_ends_the_epoch_of_cubic),
	FROM(9, time_without_end_does_not_overflow),
	FROM(9, k_is_the_time_that_the_cubic_takes_to_come_back),
	FROM(9, an_epoch_that_begins_above_the_last_loss_begins_at_its_top),
	FROM(9, in_the_reno_friendly_region_cubic_grows_as_fast_as_reno_with_its_beta_would),
	FROM(9, where_the_cubic_is_faster_than_reno_it_counts),
	FROM(9, cubic_keeps_two_segments_and_aims_lower_only_below_the_last_loss))

#else

int main(void)
{
	return 0;
}

#endif
