/* test_recovery.c: what the peer tells that it has, and what is sent again because of it (RFC 6675). */
#include "tcp_fixture.h"

#if STEP >= 10

#include "tcp/cubic.h"
#include "tcp/recovery.h"

enum { WIDE = 60000 };

/* Options that tell of n blocks, each of a first number and the first after it. */
static size_t blocks(uint8_t *p, size_t n, const uint32_t *edges)
{
	static const uint8_t head[] = { OPT_NOP, OPT_NOP, OPT_SACK };

	memcpy(p, head, 3);
	p[3] = (uint8_t)(2 + 8 * n);
	for (size_t i = 0; i < 2 * n; i++)
		put32(p + 4 + 4 * i, ISS + edges[i]);
	return 4 + 8 * n;
}

#define tell(...) tell_n(sizeof((uint32_t[]){ __VA_ARGS__ }) / 8, (uint32_t[]){ __VA_ARGS__ })
static void tell_n(size_t n, const uint32_t *edges)
{
	uint8_t bytes[TCP_OPTIONS_MAX];

	with_options(bytes, blocks(bytes, n, edges));
	arrive(ACK, 1, c->snd_una - ISS, c->snd_wnd, "");
}

/* The same for the scoreboard alone. Was there news? */
#define hear(...) hear_n(sizeof((uint32_t[]){ __VA_ARGS__ }) / 8, (uint32_t[]){ __VA_ARGS__ })
static bool hear_n(size_t n, const uint32_t *edges)
{
	uint8_t bytes[TCP_OPTIONS_MAX];
	struct seg s = { .flags = ACK, .options = bytes, .options_len = blocks(bytes, n, edges) };

	return tcp_scores_heard(c, &s);
}

static void expect_piece(unsigned i, uint32_t from, uint32_t to)
{
	ck_assert_uint_eq(c->scores.piece[i].from, ISS + from);
	ck_assert_uint_eq(c->scores.piece[i].to, ISS + to);
}

/* Ten segments are in flight, and `more` bytes wait that the window does not take. */
static void ten_segments(uint32_t window, size_t more)
{
	open_with(window, "\2\4\3\350\4\2\1\1", 8);
	arrive(ACK, 1, 1, window, "");
	say_n(10000 + more);
	ck_assert_uint_eq(waiting(), 10);
	forget();
}

START_TEST(blocks_are_kept_in_order_however_they_come)
{
	ten_segments(WIDE, 0);
	ck_assert(hear(5001, 6001));
	ck_assert(hear(1001, 2001));
	ck_assert(hear(7001, 8001));
	ck_assert(hear(3001, 4001));
	ck_assert_uint_eq(c->scores.count, 4);
	expect_piece(0, 1001, 2001);
	expect_piece(1, 3001, 4001);
	expect_piece(2, 5001, 6001);
	expect_piece(3, 7001, 8001);
}
END_TEST

START_TEST(one_option_tells_of_several_blocks)
{
	ten_segments(WIDE, 0);
	ck_assert(hear(5001, 6001, 1001, 2001, 7001, 8001));
	ck_assert_uint_eq(c->scores.count, 3);
	expect_piece(0, 1001, 2001);
	expect_piece(1, 5001, 6001);
	expect_piece(2, 7001, 8001);
	ck_assert(hear(1001, 2001, 3001, 3002)); /* one old, one new */
	ck_assert(hear(3002, 3003, 1001, 2001));
}
END_TEST

START_TEST(what_was_told_before_is_no_news)
{
	ten_segments(WIDE, 0);
	ck_assert(!hear_n(0, NULL));
	hear(1001, 2001, 3001, 4001);
	ck_assert(!hear(1001, 2001));
	ck_assert(!hear(3001, 4001));
	ck_assert(!hear(3500, 3600));
	ck_assert(!hear(3001, 4001, 1001, 1500));
	ck_assert(hear(3001, 4002));
	ck_assert(hear(1000, 2001));
	ck_assert_uint_eq(c->scores.count, 2);
	expect_piece(0, 1000, 2001);
	expect_piece(1, 3001, 4002);
}
END_TEST

START_TEST(blocks_that_touch_become_one)
{
	ten_segments(WIDE, 0);
	hear(1001, 2001, 4001, 5001, 7001, 8001);
	ck_assert(hear(2001, 2501));
	expect_piece(0, 1001, 2501);
	ck_assert(hear(3501, 4001));
	expect_piece(1, 3501, 5001);
	ck_assert_uint_eq(c->scores.count, 3);
	ck_assert(hear(2001, 4501));
	ck_assert_uint_eq(c->scores.count, 2);
	expect_piece(0, 1001, 5001);
	expect_piece(1, 7001, 8001);
	ck_assert(hear(500, 9001));
	ck_assert_uint_eq(c->scores.count, 1);
	expect_piece(0, 500, 9001);
}
END_TEST

START_TEST(thirty_two_blocks_are_remembered_and_no_more)
{
	ten_segments(WIDE, 0);
	for (uint32_t i = 0; i < SCORES; i++)
		ck_assert(hear(11 + 20 * i, 21 + 20 * i));
	ck_assert(!hear(11 + 20 * SCORES, 21 + 20 * SCORES));
	ck_assert_uint_eq(c->scores.count, SCORES);
	expect_piece(0, 11, 21);
	expect_piece(SCORES - 1, 11 + 20 * (SCORES - 1), 21 + 20 * (SCORES - 1));
	ck_assert_uint_eq(c->scores.resent, ISS + 1);
	ck_assert(hear(21, 31)); /* what joins two of them still is */
	ck_assert_uint_eq(c->scores.count, SCORES - 1);
	expect_piece(0, 11, 41);
	expect_piece(1, 51, 61);
}
END_TEST

START_TEST(what_is_acknowledged_is_forgotten)
{
	ten_segments(WIDE, 0);
	hear(1001, 2001, 3001, 4001, 5001, 6001, 7001, 8001);
	c->snd_una = ISS + 4001;
	ck_assert(!hear_n(0, NULL));
	ck_assert_uint_eq(c->scores.count, 2);
	expect_piece(0, 5001, 6001);
	expect_piece(1, 7001, 8001);
	ck_assert_uint_eq(c->scores.resent, ISS + 4001);
}
END_TEST

/* RFC 9293, 3.8.6.1, with SACK, and after the timer has sent the probe once more. */
START_TEST(when_the_window_opens_the_probe_is_sent_again_with_sack_too)
{
	open_with(WIDE, "\2\4\3\350\4\2\1\1", 8);
	arrive(ACK, 1, 1, 0, "");
	say("hello");
	for (int i = 0; i < 2; i++) {
		after(deadline());
		expect(ACK, 1, 1, "h");
		arrive(ACK, 1, 1, 0, "");
	}
	arrive(ACK, 1, 1, WIDE, "");
	expect(ACK, 1, 1, "h");
	expect(ACK, 2, 1, "ello");
	expect_nothing();
}
END_TEST

/* It has thrown away some of what it told of (RFC 2018, 8). */
START_TEST(an_ack_within_a_block_leaves_of_it_what_lies_beyond)
{
	ten_segments(WIDE, 0);
	hear(2001, 4001);
	c->snd_una = ISS + 3001;
	hear(6001, 7001);
	ck_assert_uint_eq(c->scores.count, 2);
	expect_piece(0, 3001, 4001);
	expect_piece(1, 6001, 7001);
}
END_TEST

START_TEST(no_other_option_is_taken_for_blocks)
{
	uint8_t ts[12] = { 1, 1, 8, 10 }, bad[12] = { 1, 1, 5, 9 };
	struct seg s = { .flags = ACK, .options = ts, .options_len = sizeof ts };

	ten_segments(WIDE, 0);
	put32(ts + 4, ISS + 1001);
	put32(ts + 8, ISS + 2001);
	memcpy(bad + 4, ts + 4, 8);
	ck_assert(!tcp_scores_heard(c, &s));
	s.options = bad;
	ck_assert(!tcp_scores_heard(c, &s));
	ck_assert_uint_eq(c->scores.count, 0);
	ts[2] = OPT_SACK;
	s.options = ts;
	c->options.sack = false;
	ck_assert(!tcp_scores_heard(c, &s));
	ck_assert_uint_eq(c->scores.count, 0);
}
END_TEST

/* RFC 6675, 4, IsLost. */
START_TEST(three_pieces_beyond_a_gap_mean_that_it_is_lost_however_small_they_are)
{
	ten_segments(WIDE, 0);
	hear(1001, 1002, 2001, 2002);
	ck_assert_uint_eq(tcp_scores_lost(c, 0), ISS + 1);
	ck_assert_uint_eq(tcp_scores_lost(c, 1), ISS + 1002);
	hear(3001, 3002);
	ck_assert_uint_eq(tcp_scores_lost(c, 0), ISS + 1001);
	ck_assert_uint_eq(tcp_scores_lost(c, 1), ISS + 1002);
	ck_assert_uint_eq(tcp_scores_lost(c, 3), ISS + 3002);
}
END_TEST

START_TEST(the_bytes_of_more_than_two_segments_beyond_a_gap_mean_that_it_is_lost)
{
	ten_segments(WIDE, 0);
	hear(1001, 2001, 3001, 4001);
	ck_assert_uint_eq(tcp_scores_lost(c, 0), ISS + 1);
	hear(4001, 4002);
	ck_assert_uint_eq(tcp_scores_lost(c, 0), ISS + 1001);
	ck_assert_uint_eq(tcp_scores_lost(c, 1), ISS + 2001);
	c->scores.count = 1; /* what is behind the last piece was remembered once, and says nothing */
	ck_assert_uint_eq(tcp_scores_lost(c, 0), ISS + 1);
}
END_TEST

START_TEST(after_a_timeout_all_that_was_in_flight_then_is_lost)
{
	ten_segments(WIDE, 0);
	c->resend.lost = true;
	c->resend.recover = ISS + 3001;
	ck_assert_uint_eq(tcp_scores_lost(c, 0), ISS + 3001);
	c->resend.recover = ISS + 20001;
	ck_assert_uint_eq(tcp_scores_lost(c, 0), ISS + 10001);
	c->congestion.recovering = true; /* from duplicates: what they tell counts, and nothing else */
	ck_assert_uint_eq(tcp_scores_lost(c, 0), ISS + 1);
	c->congestion.recovering = c->resend.lost = false;
	ck_assert_uint_eq(tcp_scores_lost(c, 0), ISS + 1);
	c->resend.lost = true;
	c->resend.recover = ISS + 1;
	ck_assert_uint_eq(tcp_scores_lost(c, 0), ISS + 1);
}
END_TEST

/* RFC 6675, 4, SetPipe. */
START_TEST(what_is_neither_here_nor_lost_is_in_the_network_and_what_was_sent_again_is_once_more)
{
	ten_segments(WIDE, 0);
	hear(1001, 4001, 6001, 7001);
	ck_assert_uint_eq(tcp_scores_pipe(c), 2000 + 3000); /* the first gap is lost, the others are not */
	c->scores.resent = ISS + 1001;
	ck_assert_uint_eq(tcp_scores_pipe(c), 1000 + 2000 + 3000);
	c->scores.resent = ISS + 501;
	ck_assert_uint_eq(tcp_scores_pipe(c), 500 + 2000 + 3000);
	c->scores.resent = ISS + 5001;
	ck_assert_uint_eq(tcp_scores_pipe(c), 1000 + 2000 + 1000 + 3000);
}
END_TEST

START_TEST(after_a_timeout_the_same_block_is_news_again)
{
	ten_segments(WIDE, 0);
	hear(1001, 2001);
	c->scores.first = c->scores.rescued = true;
	tcp_scores_forget(c);
	ck_assert(!c->scores.first && !c->scores.rescued);
	ck_assert(hear(1001, 2001));
	ck_assert_uint_eq(c->scores.count, 1);
}
END_TEST

START_TEST(an_ack_that_tells_nothing_new_is_no_duplicate)
{
	ten_segments(WIDE, 0);
	for (int i = 0; i < 5; i++)
		tell(1001, 2001);
	expect_nothing();
	ck_assert_uint_eq(c->resend.duplicates, 1);
	ck_assert(!c->congestion.recovering);
}
END_TEST

START_TEST(recovery_begins_when_the_first_gap_is_lost_and_not_before)
{
	ten_segments(WIDE, 0);
	c->congestion.counted = 77;
	c->scores.resent = ISS + 9001;
	c->scores.rescued = true;
	tell(1001, 3001);
	expect_nothing();
	ck_assert(!c->congestion.recovering);
	ck_assert_uint_eq(c->congestion.cwnd, 10000);
	c->rto.timing = true;
	tell(1001, 3002);
	expect_n(ACK, 1, 1, 1000);
	expect_nothing();
	ck_assert(c->congestion.recovering);
	ck_assert_uint_eq(c->congestion.cwnd, 5000);
	ck_assert_uint_eq(c->congestion.ssthresh, 5000);
	ck_assert_uint_eq(c->congestion.counted, 0);
	ck_assert_uint_eq(c->scores.resent, ISS + 1001);
	ck_assert(!c->scores.first && !c->scores.rescued);
	ck_assert(!c->rto.timing); /* Karn */
}
END_TEST

/* 5, step 4.2. */
START_TEST(what_limited_transmit_sent_does_not_count_with_sack_either)
{
	ten_segments(WIDE, 0);
	say_n(2000);
	tell(1001, 2001);
	tell(1001, 3001);
	expect_n(ACK, 10001, 1, 1000);
	expect_n(ACK, 11001, 1, 1000);
	tell(1001, 4001);
	expect_n(ACK, 1, 1, 1000);
	ck_assert_uint_eq(tcp_flight(c), 12000);
	ck_assert_uint_eq(c->congestion.ssthresh, 5000);
	ck_assert_uint_eq(c->congestion.cwnd, 5000);
}
END_TEST

/* 5, step 4.3: the third duplicate is enough, however little it tells. */
START_TEST(three_duplicates_send_the_first_segment_again_however_little_they_tell)
{
	ten_segments(10000, 5000);
	tell(1001, 1101);
	tell(1001, 1201);
	expect_nothing();
	tell(1001, 1301);
	expect_n(ACK, 1, 1, 1000);
	expect_nothing();
	ck_assert(c->congestion.recovering);
}
END_TEST

START_TEST(a_partial_ack_does_not_end_recovery_and_the_last_byte_does)
{
	ten_segments(WIDE, 0);
	tell(1001, 6001);
	ck_assert(c->congestion.recovering);
	c->congestion.cwnd = 3000;
	forget();
	arrive(ACK, 1, 6001, WIDE, "");
	ck_assert(c->congestion.recovering);
	ck_assert_uint_eq(c->congestion.cwnd, 3000);
	arrive(ACK, 1, 10000, WIDE, "");
	ck_assert(c->congestion.recovering);
	arrive(ACK, 1, 10001, WIDE, "");
	ck_assert(!c->congestion.recovering);
	ck_assert_uint_eq(c->congestion.cwnd, 3000);
}
END_TEST

/* 5.1: not before HighACK is RecoveryPoint or more. */
START_TEST(the_ack_that_ends_a_recovery_may_begin_the_next)
{
	uint8_t bytes[TCP_OPTIONS_MAX];

	ten_segments(WIDE, 0);
	tell(1001, 10001);
	say_n(4000);
	ck_assert_uint_eq(waiting(), 5);
	forget();
	with_options(bytes, blocks(bytes, 1, (uint32_t[]){ 11001, 14001 }));
	arrive(ACK, 1, 10001, WIDE, "");
	expect_n(ACK, 10001, 1, 1000);
	expect_nothing();
	ck_assert(c->congestion.recovering);
	ck_assert_uint_eq(c->resend.recover, ISS + 14001);
}
END_TEST

START_TEST(without_a_loss_cwnd_grows_as_it_does_without_sack)
{
	ten_segments(WIDE, 0);
	arrive(ACK, 1, 2, WIDE, "");
	ck_assert_uint_eq(c->congestion.cwnd, 10001);
	arrive(ACK, 1, 1001, WIDE, "");
	ck_assert_uint_eq(c->congestion.cwnd, 11000);
}
END_TEST

START_TEST(an_ack_of_nothing_new_begins_no_epoch_of_cubic)
{
	config.algorithm = &tcp_cubic;
	ten_segments(WIDE, 0);
	arrive(ACK, 1, 1001, WIDE, "");
	c->congestion.cwnd = 9000;
	c->congestion.ssthresh = 5000;
	tell(2001, 3001);
	ck_assert(!c->cubic.growing);
	arrive(ACK, 1, 3001, WIDE, "");
	ck_assert(c->cubic.growing);
}
END_TEST

START_TEST(new_text_has_what_cwnd_leaves_beside_what_is_in_the_network)
{
	ten_segments(WIDE, 0);
	ck_assert_uint_eq(tcp_recovery_window(c), 10000);
	hear(1001, 3001);
	ck_assert_uint_eq(tcp_recovery_window(c), 10000 + 2000);
	c->congestion.cwnd = 7999;
	ck_assert_uint_eq(tcp_recovery_window(c), 10000);
}
END_TEST

/* In flight are 1000 of the first gap, sent again, and 2000 beyond the last piece; the second gap is lost, too. */
static void second_gap_is_lost(uint32_t cwnd)
{
	ten_segments(10000, 1);
	tell(1001, 4001);
	expect_n(ACK, 1, 1, 1000);
	c->congestion.cwnd = cwnd;
	tell(5001, 8001);
}

START_TEST(what_is_lost_goes_as_soon_as_cwnd_takes_a_segment_more)
{
	second_gap_is_lost(4000);
	ck_assert_uint_eq(tcp_scores_pipe(c), 4000);
	expect_n(ACK, 4001, 1, 1000);
	expect_nothing();
}
END_TEST

START_TEST(what_is_lost_waits_while_cwnd_does_not_take_a_segment_more)
{
	second_gap_is_lost(3999);
	ck_assert_uint_eq(tcp_scores_pipe(c), 3000);
	expect_nothing();
}
END_TEST

START_TEST(with_nothing_in_the_network_a_segment_goes_whatever_cwnd_says)
{
	ten_segments(10000, 0);
	c->resend.lost = true;
	c->resend.recover = c->snd_nxt;
	c->congestion.cwnd = 500;
	tcp_turn(c);
	expect_n(ACK, 1, 1, 1000);
	expect_nothing();
}
END_TEST

START_TEST(of_what_is_lost_as_much_goes_at_once_as_cwnd_takes)
{
	config.nodelay = false; /* a byte of new text waits, which Nagle keeps */
	ten_segments(WIDE, 1);
	tell(1001, 2001);
	tell(3001, 4001);
	expect_nothing();
	c->congestion.algorithm = &tcp_cubic; /* cwnd becomes 7000, and 5000 are in flight */
	tell(5001, 6001);
	expect_n(ACK, 1, 1, 1000);
	expect_nothing();
	tell(6001, 8001);
	expect_n(ACK, 2001, 1, 1000);
	expect_n(ACK, 4001, 1, 1000);
	expect_nothing();
}
END_TEST

/* While text waits, however little, nothing is sent again that does not count as lost. */
START_TEST(before_new_text_only_what_is_lost_is_sent_again)
{
	config.nodelay = false; /* the window takes the byte, but Nagle keeps it */
	ten_segments(WIDE, 1);
	tell(2001, 5001);
	expect_n(ACK, 1, 1, 1000);
	expect_nothing();
	c->congestion.cwnd = 30000;
	tell(6001, 7001);
	expect_n(ACK, 1001, 1, 1000);
	expect_nothing();
}
END_TEST

/* 4, NextSeg, rule 3. */
START_TEST(with_no_new_text_what_may_be_lost_is_sent_again)
{
	ten_segments(WIDE, 0);
	tell(2001, 5001, 6001, 7001);
	c->congestion.cwnd = 30000;
	c->scores.rescued = true;
	tcp_turn(c);
	expect_n(ACK, 1, 1, 1000);
	expect_n(ACK, 1001, 1, 1000);
	expect_n(ACK, 5001, 1, 1000);
	expect_nothing();
}
END_TEST

/* Rule 2 asks for new text that the peer's window takes. */
START_TEST(new_text_that_the_window_does_not_take_is_no_reason_to_wait)
{
	ten_segments(10000, 5000);
	tell(1001, 9001);
	expect_n(ACK, 1, 1, 1000);
	expect_n(ACK, 9001, 1, 1000);
	expect_nothing();
}
END_TEST

/* Rule 4, RescueRxt. */
START_TEST(the_last_segment_is_sent_again_once_in_a_recovery)
{
	ten_segments(WIDE, 0);
	tell(1001, 8001);
	expect_n(ACK, 1, 1, 1000);
	expect_n(ACK, 9001, 1, 1000);
	expect_nothing();
	c->rto.timing = true;
	tell(1001, 8002);
	expect_nothing();
	ck_assert(c->rto.timing);
	arrive(ACK, 1, 8002, WIDE, "");
	expect_nothing();
}
END_TEST

START_TEST(a_last_segment_that_is_short_is_sent_again_as_it_was)
{
	for (uint32_t n = 1; n < 1000; n += 498) {
		from_port++;
		open_with(WIDE, "\2\4\3\350\4\2\1\1", 8);
		arrive(ACK, 1, 1, WIDE, "");
		say_n(9000 + n);
		forget();
		tell(1001, 9001);
		expect_n(ACK, 1, 1, 1000);
		expect_n(ACK, 9001, 1, n);
		expect_nothing();
	}
}
END_TEST

START_TEST(when_the_last_segment_is_there_it_is_not_sent_again)
{
	ten_segments(WIDE, 0);
	tell(1001, 10001);
	expect_n(ACK, 1, 1, 1000);
	expect_nothing();
	ck_assert(!c->scores.rescued);
}
END_TEST

/* Rules 3 and 4 send again what the peer has not told of, a FIN too. */
START_TEST(a_fin_is_sent_again_in_a_recovery_only_if_the_peer_has_not_told_of_it)
{
	for (uint32_t told = 0; told < 2; told++) {
		from_port++;
		open_with(WIDE, "\2\4\3\350\4\2\1\1", 8);
		arrive(ACK, 1, 1, WIDE, "");
		say_n(6000);
		hang_up();
		forget();
		tell(1001, 6001 + told);
		expect_n(ACK, 1, 1, 1000);
		if (!told)
			expect(FIN | ACK, 6001, 1, "");
		expect_nothing();
	}
}
END_TEST

START_TEST(the_last_segment_waits_for_cwnd_and_says_nothing_of_the_round_trip)
{
	ten_segments(WIDE, 0);
	tell(1001, 4001); /* cwnd is 5000, and 7000 are in flight */
	expect_n(ACK, 1, 1, 1000);
	expect_nothing();
	c->rto.timing = true;
	tell(1001, 7001); /* 4000: one more */
	expect_n(ACK, 9001, 1, 1000);
	expect_nothing();
	ck_assert(!c->rto.timing);
}
END_TEST

TCP_UNIT("recovery",
	FROM(10, blocks_are_kept_in_order_however_they_come),
	FROM(10, one_option_tells_of_several_blocks),
	FROM(10, what_was_told_before_is_no_news),
	FROM(10, blocks_that_touch_become_one),
	FROM(10, thirty_two_blocks_are_remembered_and_no_more),
	FROM(10, what_is_acknowledged_is_forgotten),
	FROM(10, when_the_window_opens_the_probe_is_sent_again_with_sack_too),
	FROM(10, an_ack_within_a_block_leaves_of_it_what_lies_beyond),
	FROM(10, no_other_option_is_taken_for_blocks),
	FROM(10, three_pieces_beyond_a_gap_mean_that_it_is_lost_however_small_they_are),
	FROM(10, the_bytes_of_more_than_two_segments_beyond_a_gap_mean_that_it_is_lost),
	FROM(10, after_a_timeout_all_that_was_in_flight_then_is_lost),
	FROM(10, what_is_neither_here_nor_lost_is_in_the_network_and_what_was_sent_again_is_once_more),
	FROM(10, after_a_timeout_the_same_block_is_news_again),
	FROM(10, an_ack_that_tells_nothing_new_is_no_duplicate),
	FROM(10, recovery_begins_when_the_first_gap_is_lost_and_not_before),
	FROM(10, what_limited_transmit_sent_does_not_count_with_sack_either),
	FROM(10, three_duplicates_send_the_first_segment_again_however_little_they_tell),
	FROM(10, a_partial_ack_does_not_end_recovery_and_the_last_byte_does),
	FROM(10, the_ack_that_ends_a_recovery_may_begin_the_next),
	FROM(10, without_a_loss_cwnd_grows_as_it_does_without_sack),
	FROM(10, an_ack_of_nothing_new_begins_no_epoch_of_cubic),
	FROM(10, new_text_has_what_cwnd_leaves_beside_what_is_in_the_network),
	FROM(10, what_is_lost_goes_as_soon_as_cwnd_takes_a_segment_more),
	FROM(10, what_is_lost_waits_while_cwnd_does_not_take_a_segment_more),
	FROM(10, with_nothing_in_the_network_a_segment_goes_whatever_cwnd_says),
	FROM(10, of_what_is_lost_as_much_goes_at_once_as_cwnd_takes),
	FROM(10, before_new_text_only_what_is_lost_is_sent_again),
	FROM(10, with_no_new_text_what_may_be_lost_is_sent_again),
	FROM(10, new_text_that_the_window_does_not_take_is_no_reason_to_wait),
	FROM(10, the_last_segment_is_sent_again_once_in_a_recovery),
	FROM(10, a_last_segment_that_is_short_is_sent_again_as_it_was),
	FROM(10, when_the_last_segment_is_there_it_is_not_sent_again),
	FROM(10, a_fin_is_sent_again_in_a_recovery_only_if_the_peer_has_not_told_of_it),
	FROM(10, the_last_segment_waits_for_cwnd_and_says_nothing_of_the_round_trip))

#else

int main(void)
{
	return 0;
}

#endif
