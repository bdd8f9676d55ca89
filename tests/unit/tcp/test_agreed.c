/* test_agreed.c: the options that both sides agreed to (RFC 7323, 2018, 2883, 6675, 6191). */
#include "tcp_fixture.h"

#if STEP >= 10

static const uint8_t all[] = { 2, 4, MSS >> 8, MSS & 255, 4, 2, 8, 10, 0, 0, 0, 100, 0, 0, 0, 0, 3, 3, 2, 1 };

static const struct tcp_option *option(const struct seg *s, enum tcp_option_kind kind)
{
	static struct tcp_option o;

	for (size_t at = 0; tcp_option_next(s, &at, &o);)
		if (o.kind == kind && !o.bad)
			return &o;
	return NULL;
}

/* The next segment that arrives has this timestamp. */
static void stamp(uint32_t value, uint32_t echo)
{
	uint8_t ts[12] = { 1, 1, 8, 10 };

	put32(ts + 4, value);
	put32(ts + 8, echo);
	with_options(ts, sizeof ts);
}

static void tell(uint32_t from, uint32_t to)
{
	uint8_t sack[12] = { 1, 1, 5, 10 };

	put32(sack + 4, ISS + from);
	put32(sack + 8, ISS + to);
	with_options(sack, sizeof sack);
}

static void open_sack(void)
{
	open_with(60000, "\2\4\3\350\4\2\1\1", 8);
	arrive(ACK, 1, 1, 60000, "");
	ck_assert(c->options.sack && !c->options.ts);
}

static void open_ts(void)
{
	open_with(WINDOW, all, sizeof all);
	stamp(100, 0);
	arrive(ACK, 1, 1, 10000, "");
	expect_state(ESTABLISHED);
}

START_TEST(an_option_that_was_not_offered_is_not_used)
{
	arrive(SYN, 0, 0, WINDOW, "");
	ck_assert_uint_eq(left()->options_len, 4);
	ck_assert(!k.conn[0].options.scale && !k.conn[0].options.ts && !k.conn[0].options.sack);
}
END_TEST

START_TEST(an_option_that_we_do_not_want_is_not_agreed_to)
{
	config.scale = config.ts = config.sack = false;
	with_options(all, sizeof all);
	arrive(SYN, 0, 0, WINDOW, "");
	ck_assert_uint_eq(left()->options_len, 4);
}
END_TEST

START_TEST(what_was_offered_is_agreed_to_in_the_syn_ack)
{
	const struct seg *s;

	config.rcv_buffer = 262144;
	with_options(all, sizeof all);
	arrive(SYN, 0, 0, WINDOW, "");
	s = left();
	ck_assert_ptr_nonnull(option(s, OPT_SACK_OK));
	ck_assert_uint_eq(option(s, OPT_WSCALE)->data[0], 3);
	ck_assert_uint_eq(get32(option(s, OPT_TS)->data + 4), 100);
	ck_assert_uint_eq(s->wnd, 65535); /* in a SYN it is never scaled */
}
END_TEST

START_TEST(windows_are_scaled_except_in_a_syn)
{
	open_with(WINDOW, all, sizeof all);
	ck_assert_uint_eq(c->snd_wnd, WINDOW);
	stamp(100, 0);
	arrive(ACK, 1, 1, 10000, "");
	ck_assert_uint_eq(c->snd_wnd, 40000);
}
END_TEST

START_TEST(a_shift_beyond_14_is_14)
{
	open_with(WINDOW, "\3\3\377\1", 4);
	ck_assert_uint_eq(c->options.snd_shift, 14);
}
END_TEST

START_TEST(our_window_is_told_scaled)
{
	config.rcv_buffer = 262144;
	open_with(WINDOW, "\3\3\0\1", 4);
	arrive(ACK, 1, 1, WINDOW, "hello");
	ck_assert_uint_eq(left()->wnd, (262144 - 5) >> 3);
}
END_TEST

START_TEST(without_a_scale_the_window_is_no_larger_than_its_field_can_tell)
{
	config.rcv_buffer = 262144;
	open_with(WINDOW, "\4\2\1\1", 4);
	arrive(ACK, 65536, 1, WINDOW, "beyond what was offered");
	expect(ACK, 1, 1, "");
	ck_assert_uint_eq(c->reassembly.count, 0);
	arrive(ACK, 65534, 1, WINDOW, "12345");
	ck_assert_uint_eq(c->reassembly.piece[0].to, IRS + 65536);
	ck_assert_uint_eq(left()->wnd, 65535);
}
END_TEST

START_TEST(without_a_scale_reading_opens_no_more_of_the_window_than_its_field_can_tell)
{
	config.rcv_buffer = 262144;
	program.lazy = true;
	open_with(WINDOW, "\4\2\1\1", 4);
	arrive_n(ACK, 1, 1, WINDOW, 40000);
	ck_assert_uint_eq(left()->wnd, 25535);
	program.lazy = false;
	read_now(40000);
	ck_assert_uint_eq(left()->wnd, 65535);
	ck_assert_uint_eq(c->rcv_wnd, 65535);
}
END_TEST

/* Segments that were joined on the way say how long one is, less what its options take. */
START_TEST(a_full_segment_is_shorter_by_its_options)
{
	open_ts();
	stamp(200, 0);
	arrive_n(ACK, 1, 1, 10000, 2500);
	ck_assert_uint_eq(c->manners.full, MSS - 12);
}
END_TEST

START_TEST(where_nothing_is_missing_no_ack_has_a_sack_option)
{
	open_sack();
	arrive_n(ACK, 1, 1, 60000, 10);
	ck_assert_uint_eq(left()->options_len, 0);
	from_port++;
	forget();
	config.sack = false;
	open_with(60000, "\2\4\3\350\4\2\1\1", 8);
	arrive_n(ACK, 11, 1, 60000, 10);
	ck_assert_uint_eq(left()->options_len, 0);
}
END_TEST

START_TEST(the_timestamp_that_came_in_order_is_echoed)
{
	const struct seg *s;

	open_ts();
	stamp(200, 0);
	arrive(ACK, 1, 1, 10000, "hello");
	s = left();
	ck_assert_uint_eq(get32(option(s, OPT_TS)->data + 4), 200);
	stamp(300, 0);
	arrive(ACK, 11, 1, 10000, "later"); /* beyond a gap: the older one is echoed still */
	s = left();
	ck_assert_uint_eq(get32(option(s, OPT_TS)->data + 4), 200);
}
END_TEST

/* Whoever forges a RST that is answered shall not shut out the peer by its timestamp (RFC 7323, 5.2). */
START_TEST(the_timestamp_of_a_reset_is_not_echoed)
{
	open_ts();
	stamp(7000, 0);
	arrive(RST | ACK, 0, 1, 10000, "why"); /* the last two bytes lie in the window */
	ck_assert_uint_eq(get32(option(left(), OPT_TS)->data + 4), 100);
	stamp(101, 0);
	arrive(ACK, 1, 1, 10000, "hello");
	expect_read("hello");
}
END_TEST

START_TEST(timestamps_take_room_from_the_text)
{
	open_ts();
	say_n(2000);
	ck_assert_uint_eq(left()->len, MSS - 12);
}
END_TEST

/* RFC 9293, 3.7.1: an MSS is what a peer says it is, 12 or 10 as well. */
START_TEST(an_mss_that_the_options_use_up_leaves_a_byte_of_text)
{
	static const uint8_t small[][20] = {
		{ 2, 4, 0, 12, 4, 2, 8, 10, 0, 0, 0, 100, 0, 0, 0, 0, 3, 3, 2, 1 },
		{ 2, 4, 0, 10, 4, 2, 8, 10, 0, 0, 0, 100, 0, 0, 0, 0, 3, 3, 2, 1 },
	};

	for (size_t i = 0; i < 2; i++) {
		from_port++;
		open_with(WINDOW, small[i], sizeof small[i]);
		stamp(100, 0);
		arrive(ACK, 1, 1, 10000, "");
		say("hi");
		expect(ACK, 1, 1, "h");
		expect(ACK, 2, 1, "i");
		stamp(100, 0);
		arrive(ACK, 5, 3, 10000, "a gap");
		forget();
		say("ho"); /* beside a SACK block, too */
		expect(ACK, 3, 1, "h");
		expect(ACK, 4, 1, "o");
	}
}
END_TEST

START_TEST(paws_drops_what_is_older_and_answers_with_an_ack)
{
	open_ts();
	stamp(99, 0);
	arrive(ACK, 1, 1, 10000, "hello");
	expect(ACK, 1, 1, "");
	expect_read("");
	stamp(99, 0);
	arrive(RST, 1, 0, 0, ""); /* but no reset */
	expect_state(CLOSED);
}
END_TEST

/* RFC 7323, 5.2: timestamps come around, as sequence numbers do. */
START_TEST(paws_takes_a_timestamp_from_beyond_zero_for_newer)
{
	open_ts();
	c->options.ts_recent = 0xffffff00;
	stamp(5, 0);
	arrive(ACK, 1, 1, 10000, "hello");
	expect_read("hello");
}
END_TEST

START_TEST(paws_lets_an_older_timestamp_pass_after_24_days)
{
	open_ts();
	after(24 * 24 * 3600 * S);
	stamp(99, 0);
	arrive(ACK, 1, 1, 10000, "hello");
	expect(ACK, 1, 6, "");
}
END_TEST

START_TEST(a_segment_without_the_timestamp_that_was_agreed_is_dropped)
{
	open_ts();
	arrive(ACK, 1, 1, 10000, "hello");
	expect_nothing();
	ck_assert_uint_eq(c->rcv_nxt, IRS + 1);
}
END_TEST

START_TEST(sack_blocks_tell_the_latest_piece_first)
{
	const struct seg *s;

	open_sack();
	arrive_n(ACK, 11, 1, 60000, 5);
	arrive_n(ACK, 31, 1, 60000, 5);
	forget();
	arrive_n(ACK, 16, 1, 60000, 5);
	s = left();
	ck_assert_uint_eq(option(s, OPT_SACK)->len, 18);
	ck_assert_uint_eq(get32(option(s, OPT_SACK)->data), IRS + 11);
	ck_assert_uint_eq(get32(option(s, OPT_SACK)->data + 4), IRS + 21);
	ck_assert_uint_eq(get32(option(s, OPT_SACK)->data + 8), IRS + 31);
	ck_assert_uint_eq(get32(option(s, OPT_SACK)->data + 12), IRS + 36);
}
END_TEST

START_TEST(of_many_pieces_four_are_told)
{
	open_sack();
	for (uint32_t i = 0; i < 6; i++)
		arrive_n(ACK, 11 + 20 * i, 1, 60000, 5);
	while (waiting() > 1)
		left();
	ck_assert_uint_eq(option(left(), OPT_SACK)->len, 34);
}
END_TEST

static void expect_block(const struct seg *s, size_t i, uint32_t from, uint32_t to)
{
	const struct tcp_option *o = option(s, OPT_SACK);

	ck_assert_ptr_nonnull(o);
	ck_assert_uint_ge(o->len, 10 + 8 * i);
	ck_assert_uint_eq(get32(o->data + 8 * i), IRS + from);
	ck_assert_uint_eq(get32(o->data + 8 * i + 4), IRS + to);
}

/* RFC 2018, 3: the edges are sequence numbers, and a FIN takes one. */
START_TEST(a_block_that_ends_in_a_fin_holds_the_number_of_the_fin)
{
	const struct seg *s;

	open_sack();
	arrive_n(FIN | ACK, 11, 1, 60000, 10);
	expect_block(left(), 0, 11, 22);
	arrive_n(ACK, 3, 1, 60000, 4);
	s = left();
	expect_block(s, 0, 3, 7);
	expect_block(s, 1, 11, 22);
	arrive_n(ACK, 1, 1, 60000, 10);
	s = left();
	ck_assert_uint_eq(s->ack, IRS + 22);
	expect_block(s, 0, 3, 7); /* came twice */
	ck_assert_uint_eq(option(s, OPT_SACK)->len, 10);
}
END_TEST

START_TEST(a_fin_that_comes_behind_what_is_held_makes_its_block_longer)
{
	open_sack();
	arrive_n(ACK, 11, 1, 60000, 10);
	expect_block(left(), 0, 11, 21);
	arrive(FIN | ACK, 21, 1, 60000, "");
	expect_block(left(), 0, 11, 22);
}
END_TEST

START_TEST(what_comes_twice_is_told_once_as_a_d_sack)
{
	const struct seg *s;

	open_sack();
	arrive_n(ACK, 1, 1, 60000, 10);
	forget();
	arrive_n(ACK, 1, 1, 60000, 10);
	s = left();
	ck_assert_uint_eq(s->ack, IRS + 11);
	ck_assert_uint_eq(get32(option(s, OPT_SACK)->data), IRS + 1);
	ck_assert_uint_eq(get32(option(s, OPT_SACK)->data + 4), IRS + 11);
	arrive_n(ACK, 11, 1, 60000, 10);
	ck_assert_ptr_null(option(left(), OPT_SACK));
}
END_TEST

/* Three pieces, or the bytes of more than two segments, beyond a gap. */
START_TEST(a_gap_is_lost_when_more_than_two_segments_beyond_it_have_come)
{
	open_sack();
	say_n(10000);
	forget();
	tell(1001, 3001);
	arrive(ACK, 1, 1, 60000, "");
	expect_nothing();
	ck_assert_uint_eq(tcp_scores_pipe(c), 8000);
	tell(1001, 4001);
	arrive(ACK, 1, 1, 60000, "");
	expect_n(ACK, 1, 1, 1000);
	ck_assert(c->congestion.recovering);
	ck_assert_uint_eq(c->congestion.cwnd, 5000);
}
END_TEST

START_TEST(what_is_in_flight_is_counted_once_from_the_first_segment_on)
{
	open_sack();
	say_n(12000);
	ck_assert_uint_eq(waiting(), 10);
	ck_assert_uint_eq(tcp_scores_pipe(c), 10000);
}
END_TEST

START_TEST(only_what_is_missing_is_sent_again)
{
	open_sack();
	say_n(10000);
	forget();
	tell(1001, 4001);
	arrive(ACK, 1, 1, 60000, "");
	expect_n(ACK, 1, 1, 1000);
	tell(5001, 10001);
	arrive(ACK, 1, 1, 60000, "");
	expect_n(ACK, 4001, 1, 1000);
	arrive(ACK, 1, 10001, 60000, "");
	ck_assert(!c->congestion.recovering);
	ck_assert_uint_eq(c->scores.count, 0);
}
END_TEST

START_TEST(a_block_outside_of_what_is_in_flight_is_not_believed)
{
	open_sack();
	say_n(5000);
	forget();
	tell(-100, 1);
	arrive(ACK, 1, 1, 60000, "");
	ck_assert_uint_eq(c->scores.count, 0);
	tell(4001, 9001);
	arrive(ACK, 1, 1, 60000, "");
	ck_assert_uint_eq(c->scores.count, 0);
	tell(3001, 2001);
	arrive(ACK, 1, 1, 60000, "");
	ck_assert_uint_eq(c->scores.count, 0);
}
END_TEST

START_TEST(a_timeout_forgets_what_the_peer_told)
{
	open_sack();
	say_n(5000);
	forget();
	tell(3001, 4001);
	arrive(ACK, 1, 1, 60000, "");
	ck_assert_uint_eq(c->scores.count, 1);
	after(S);
	ck_assert_uint_eq(c->scores.count, 0);
	expect_n(ACK, 1, 1, 1000);
}
END_TEST

START_TEST(a_newer_syn_in_time_wait_opens_a_new_connection)
{
	open_connection();
	hang_up();
	arrive(FIN | ACK, 1, 2, WINDOW, "");
	forget();
	after(MS);
	expect_state(TIME_WAIT);
	arrive(SYN, 1, 0, WINDOW, ""); /* an old one */
	ck_assert_uint_eq(left()->flags, ACK);
	expect_state(TIME_WAIT);
	arrive(SYN, 1000, 0, WINDOW, "");
	ck_assert_uint_eq(left()->flags, SYN | ACK);
	expect_state(SYN_RECEIVED);
	ck_assert_uint_eq(c->irs, IRS + 1000);
}
END_TEST

/* RFC 9293, 3.6.1, (1): our clock gives no more than 250 numbers a millisecond, a connection may use more. */
START_TEST(a_new_connection_in_time_wait_takes_none_of_our_old_numbers)
{
	open_connection();
	say_n(1000);
	arrive(ACK, 1, 1001, WINDOW, "");
	hang_up();
	arrive(FIN | ACK, 1, 1002, WINDOW, "");
	forget();
	after(4 * MS);
	arrive(SYN, 1000, 0, WINDOW, "");
	ck_assert_uint_eq(left()->flags, ACK);
	expect_state(TIME_WAIT);
	after(8);
	arrive(SYN, 1000, 0, WINDOW, "");
	expect_state(SYN_RECEIVED);
	ck_assert_uint_eq(c->iss, ISS + 1002); /* of the old ones our FIN had the last, 1001 */
}
END_TEST

/* c is in TIME-WAIT, its timestamps are agreed, the peer's last one was 100, and its next number 2. */
static void into_time_wait(void)
{
	from_port++;
	open_ts();
	hang_up();
	stamp(100, 0);
	arrive(FIN | ACK, 1, 2, 10000, "");
	forget();
	expect_state(TIME_WAIT);
	after(MS);
	ck_assert_uint_eq(c->rcv_nxt, IRS + 2);
}

/* RFC 6191, 2. */
START_TEST(a_newer_timestamp_in_time_wait_opens_a_new_connection)
{
	into_time_wait();
	stamp(101, 0);
	arrive(SYN, -5000, 0, WINDOW, "");
	ck_assert_uint_eq(left()->flags, SYN | ACK);
	expect_state(SYN_RECEIVED);
	ck_assert_uint_eq(c->irs, IRS - 5000);
	ck_assert_ptr_nonnull(strstr(changes(), "TIME-WAIT -> CLOSED\nLISTEN -> SYN-RECEIVED\n"));
}
END_TEST

START_TEST(an_older_timestamp_in_time_wait_opens_nothing_whatever_the_number)
{
	into_time_wait();
	stamp(99, 0);
	arrive(SYN, 5000, 0, WINDOW, "");
	ck_assert_uint_eq(left()->flags, ACK);
	expect_state(TIME_WAIT);
}
END_TEST

START_TEST(of_two_syns_of_the_same_timestamp_the_number_decides)
{
	into_time_wait();
	stamp(100, 0);
	arrive(SYN, 2, 0, WINDOW, "");
	ck_assert_uint_eq(left()->flags, ACK);
	expect_state(TIME_WAIT);
	stamp(100, 0);
	arrive(SYN, 3, 0, WINDOW, "");
	ck_assert_uint_eq(left()->flags, SYN | ACK);
	expect_state(SYN_RECEIVED);
}
END_TEST

/* The old connection had timestamps; the new one offers none, so its number has to be higher. */
START_TEST(a_syn_without_a_timestamp_in_time_wait_is_judged_by_its_number)
{
	into_time_wait();
	arrive(SYN, 2, 0, WINDOW, "");
	ck_assert_uint_eq(left()->flags, ACK);
	expect_state(TIME_WAIT);
	arrive(SYN, 3, 0, WINDOW, "");
	ck_assert_uint_eq(left()->flags, SYN | ACK);
	expect_state(SYN_RECEIVED);
}
END_TEST

/* And without timestamps on the old one, those of the new one say nothing. */
START_TEST(a_timestamp_that_was_not_agreed_opens_nothing_in_time_wait)
{
	open_connection();
	hang_up();
	arrive(FIN | ACK, 1, 2, WINDOW, "");
	forget();
	after(MS);
	expect_state(TIME_WAIT);
	stamp(1000, 0);
	arrive(SYN, 2, 0, WINDOW, "");
	ck_assert_uint_eq(left()->flags, ACK);
	expect_state(TIME_WAIT);
}
END_TEST

/* RFC 7323, 4.1. */
START_TEST(our_timestamps_tick_every_millisecond)
{
	open_ts();
	for (int i = 0; i < 3; i++) {
		say("x");
		ck_assert_uint_eq(get32(option(left(), OPT_TS)->data), (uint32_t)(k.now / MS));
		after(i == 0 ? MS : 777 * MS);
	}
}
END_TEST

/* And so, other than without them, what was sent twice can be timed (4.3). */
START_TEST(the_echo_of_a_timestamp_times_the_round_trip_even_of_what_was_sent_twice)
{
	uint32_t sent;

	open_ts();
	say("hello");
	after(S);
	forget();
	c->rto.srtt = c->rto.rttvar = 100 * MS;
	sent = (uint32_t)(k.now / MS);
	after(180 * MS);
	stamp(101, sent);
	arrive(ACK, 1, 6, 10000, "");
	ck_assert_uint_eq(c->rto.srtt, 110 * MS);
	stamp(102, sent); /* an ACK of nothing new says nothing (4.1) */
	after(100 * MS);
	arrive(ACK, 1, 6, 10000, "");
	ck_assert_uint_eq(c->rto.srtt, 110 * MS);
}
END_TEST

/* 4.1 and appendix G. */
START_TEST(with_many_samples_in_a_round_trip_each_counts_for_less)
{
	open_ts();
	config.nodelay = true;
	say_n(9000);
	forget();
	c->rto.timing = false;
	c->rto.srtt = 100 * MS;
	c->rto.rttvar = 50 * MS;
	after(260 * MS);
	stamp(101, (uint32_t)(k.now / MS) - 260);
	arrive(ACK, 1, 1977, 10000, ""); /* 9000 were in flight before: one and four */
	ck_assert_uint_eq(c->rto.srtt, 100 * MS + 160 * MS / 8 / 5);
	ck_assert_uint_eq(c->rto.rttvar, 50 * MS + 110 * MS / 4 / 5);
}
END_TEST

START_TEST(an_echo_of_what_was_never_sent_on_this_connection_times_nothing)
{
	uint64_t rtt;

	open_ts();
	k.now = (UINT64_C(77) << 32) * MS + 5 * MS; /* our clock has just come around, and says 5 */
	c->opened = k.now - 8 * MS;
	c->options.ts_echo = 3;
	ck_assert(tcp_options_rtt(c, &rtt));
	ck_assert_uint_eq(rtt, 2 * MS);
	c->options.ts_echo = 1;
	ck_assert(tcp_options_rtt(c, &rtt));
	c->options.ts_echo = UINT32_MAX;
	ck_assert(tcp_options_rtt(c, &rtt));
	ck_assert_uint_eq(rtt, 6 * MS);
	c->options.ts_echo = 0; /* none */
	ck_assert(!tcp_options_rtt(c, &rtt));
	c->options.ts_echo = 6; /* of the future */
	ck_assert(!tcp_options_rtt(c, &rtt));
	c->options.ts_echo = UINT32_MAX - 3; /* a tick before it was opened may be rounding */
	ck_assert(tcp_options_rtt(c, &rtt));
	c->options.ts_echo = UINT32_MAX - 4;
	ck_assert(!tcp_options_rtt(c, &rtt));
	c->opened = k.now - 1999;
	c->options.ts_echo = 3;
	ck_assert(tcp_options_rtt(c, &rtt));
	c->options.ts_echo = 2;
	ck_assert(!tcp_options_rtt(c, &rtt));
	c->options.ts_echo = 3;
	c->options.has_ts = false;
	ck_assert(!tcp_options_rtt(c, &rtt));
	c->options.has_ts = true;
	c->options.ts = false;
	ck_assert(!tcp_options_rtt(c, &rtt));
}
END_TEST

START_TEST(paws_begins_with_the_syn_and_is_told)
{
	open_with(WINDOW, all, sizeof all);
	stamp(99, 0);
	story[0] = '\0';
	arrive(ACK, 1, 1, 10000, "");
	expect(ACK, 1, 1, "");
	expect_state(SYN_RECEIVED);
	ck_assert_msg(*story, "nothing is told of it");
}
END_TEST

START_TEST(every_timestamp_that_is_taken_in_begins_the_24_days_anew)
{
	open_ts();
	after(20 * 24 * 3600 * S);
	stamp(200, 0);
	arrive(ACK, 1, 1, 10000, "");
	after(10 * 24 * 3600 * S);
	stamp(199, 0);
	arrive(ACK, 1, 1, 10000, "hello");
	expect(ACK, 1, 1, "");
	expect_read("");
}
END_TEST

START_TEST(a_segment_without_a_timestamp_leaves_the_one_to_echo_as_it_is)
{
	open_ts();
	stamp(300, 0);
	arrive(ACK, 11, 1, 10000, "later");
	arrive(SYN | ACK, 1, 1, 10000, "");
	forget();
	ck_assert_uint_eq(c->options.ts_recent, 100);
}
END_TEST

START_TEST(a_window_of_65535_is_offered_without_a_scale)
{
	const struct seg *s;

	config.rcv_buffer = 65535;
	with_options("\3\3\0\1", 4);
	arrive(SYN, 0, 0, WINDOW, "");
	s = left();
	ck_assert_uint_eq(option(s, OPT_WSCALE)->data[0], 0);
	ck_assert_uint_eq(s->wnd, 65535);
	from_port++;
	config.rcv_buffer = 65536;
	with_options("\3\3\0\1", 4);
	arrive(SYN, 0, 0, WINDOW, "");
	ck_assert_uint_eq(option(left(), OPT_WSCALE)->data[0], 1);
}
END_TEST

static void expect_blocks(size_t n, const uint32_t *edges)
{
	const struct tcp_option *o = option(left(), OPT_SACK);

	ck_assert_ptr_nonnull(o);
	ck_assert_uint_eq(o->len, 2 + 8 * n);
	for (size_t i = 0; i < 2 * n; i++)
		ck_assert_uint_eq(get32(o->data + 4 * i), IRS + edges[i]);
}

/* RFC 2883, 4: the text that came twice, then the piece that it belongs to. */
START_TEST(text_behind_a_gap_that_comes_twice_is_told_with_the_piece_that_it_is_of)
{
	open_sack();
	arrive_n(ACK, 31, 1, 60000, 10);
	arrive_n(ACK, 11, 1, 60000, 10);
	forget();
	arrive_n(ACK, 15, 1, 60000, 3);
	expect_blocks(3, (uint32_t[]){ 15, 18, 11, 21, 31, 41 });
	arrive_n(ACK, 35, 1, 60000, 20); /* only a part of it was here */
	expect_blocks(3, (uint32_t[]){ 35, 41, 31, 55, 11, 21 });
	arrive_n(ACK, 11, 1, 60000, 10);
	expect_blocks(3, (uint32_t[]){ 11, 21, 11, 21, 31, 55 });
}
END_TEST

START_TEST(a_single_byte_that_comes_twice_is_told)
{
	open_sack();
	arrive_n(ACK, 1, 1, 60000, 10);
	forget();
	arrive_n(ACK, 5, 1, 60000, 1);
	expect_blocks(1, (uint32_t[]){ 5, 6 });
	arrive(ACK, 5, 1, 60000, "");
	ck_assert_ptr_null(option(left(), OPT_SACK));
}
END_TEST

START_TEST(a_piece_that_became_part_of_another_is_told_of_no_more)
{
	open_sack();
	arrive_n(ACK, 11, 1, 60000, 5);
	arrive_n(ACK, 21, 1, 60000, 5);
	arrive_n(ACK, 16, 1, 60000, 5);
	forget();
	arrive_n(ACK, 11, 1, 60000, 15);
	expect_blocks(2, (uint32_t[]){ 11, 26, 11, 26 });
}
END_TEST

START_TEST(beside_a_timestamp_three_blocks_have_room)
{
	open_ts();
	for (uint32_t i = 0; i < 5; i++) {
		stamp(101, 0);
		arrive_n(ACK, 11 + 20 * i, 1, 10000, 5);
	}
	while (waiting() > 1)
		left();
	expect_blocks(3, (uint32_t[]){ 91, 96, 71, 76, 51, 56 });
}
END_TEST

/* RFC 6691: options on a segment come off its text. */
START_TEST(blocks_take_room_from_the_text)
{
	open_sack();
	arrive_n(ACK, 11, 1, 60000, 5);
	forget();
	say_n(988);
	ck_assert_uint_eq(waiting(), 1);
	ck_assert_uint_eq(left()->options_len, 12);
	say_n(989);
	ck_assert_uint_eq(waiting(), 2);
	ck_assert_uint_eq(left()->len, 988);
	forget();
	arrive_n(ACK, 31, 1, 60000, 5);
	forget();
	say_n(981);
	ck_assert_uint_eq(left()->len, 980);
}
END_TEST

START_TEST(without_sack_nothing_of_what_comes_twice_is_noted)
{
	open_connection();
	arrive_n(ACK, 1, 1, WINDOW, 10);
	arrive_n(ACK, 1, 1, WINDOW, 10);
	ck_assert(!c->sack.twice);
}
END_TEST

TCP_UNIT("agreed",
	FROM(10, an_option_that_was_not_offered_is_not_used),
	FROM(10, an_option_that_we_do_not_want_is_not_agreed_to),
	FROM(10, what_was_offered_is_agreed_to_in_the_syn_ack),
	FROM(10, windows_are_scaled_except_in_a_syn),
	FROM(10, a_shift_beyond_14_is_14),
	FROM(10, our_window_is_told_scaled),
	FROM(10, without_a_scale_the_window_is_no_larger_than_its_field_can_tell),
	FROM(10, the_timestamp_that_came_in_order_is_echoed),
	FROM(10, the_timestamp_of_a_reset_is_not_echoed),
	FROM(10, timestamps_take_room_from_the_text),
	FROM(10, an_mss_that_the_options_use_up_leaves_a_byte_of_text),
	FROM(10, paws_drops_what_is_older_and_answers_with_an_ack),
	FROM(10, paws_takes_a_timestamp_from_beyond_zero_for_newer),
	FROM(10, paws_lets_an_older_timestamp_pass_after_24_days),
	FROM(10, a_segment_without_the_timestamp_that_was_agreed_is_dropped),
	FROM(10, sack_blocks_tell_the_latest_piece_first),
	FROM(10, of_many_pieces_four_are_told),
	FROM(10, without_a_scale_reading_opens_no_more_of_the_window_than_its_field_can_tell),
	FROM(10, a_full_segment_is_shorter_by_its_options),
	FROM(10, where_nothing_is_missing_no_ack_has_a_sack_option),
	FROM(10, a_block_that_ends_in_a_fin_holds_the_number_of_the_fin),
	FROM(10, a_fin_that_comes_behind_what_is_held_makes_its_block_longer),
	FROM(10, what_comes_twice_is_told_once_as_a_d_sack),
	FROM(10, a_gap_is_lost_when_more_than_two_segments_beyond_it_have_come),
	FROM(10, what_is_in_flight_is_counted_once_from_the_first_segment_on),
	FROM(10, only_what_is_missing_is_sent_again),
	FROM(10, a_block_outside_of_what_is_in_flight_is_not_believed),
	FROM(10, a_timeout_forgets_what_the_peer_told),
	FROM(10, a_newer_syn_in_time_wait_opens_a_new_connection),
	FROM(10, a_new_connection_in_time_wait_takes_none_of_our_old_numbers),
	FROM(10, a_newer_timestamp_in_time_wait_opens_a_new_connection),
	FROM(10, an_older_timestamp_in_time_wait_opens_nothing_whatever_the_number),
	FROM(10, of_two_syns_of_the_same_timestamp_the_number_decides),
	FROM(10, a_syn_without_a_timestamp_in_time_wait_is_judged_by_its_number),
	FROM(10, a_timestamp_that_was_not_agreed_opens_nothing_in_time_wait),
	FROM(10, our_timestamps_tick_every_millisecond),
	FROM(10, the_echo_of_a_timestamp_times_the_round_trip_even_of_what_was_sent_twice),
	FROM(10, with_many_samples_in_a_round_trip_each_counts_for_less),
	FROM(10, an_echo_of_what_was_never_sent_on_this_connection_times_nothing),
	FROM(10, paws_begins_with_the_syn_and_is_told),
	FROM(10, every_timestamp_that_is_taken_in_begins_the_24_days_anew),
	FROM(10, a_segment_without_a_timestamp_leaves_the_one_to_echo_as_it_is),
	FROM(10, a_window_of_65535_is_offered_without_a_scale),
	FROM(10, text_behind_a_gap_that_comes_twice_is_told_with_the_piece_that_it_is_of),
	FROM(10, a_single_byte_that_comes_twice_is_told),
	FROM(10, a_piece_that_became_part_of_another_is_told_of_no_more),
	FROM(10, beside_a_timestamp_three_blocks_have_room),
	FROM(10, blocks_take_room_from_the_text),
	FROM(10, without_sack_nothing_of_what_comes_twice_is_noted))

#else

int main(void)
{
	return 0;
}

#endif
