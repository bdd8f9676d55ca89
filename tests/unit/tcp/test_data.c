/* test_data.c: text both ways, and the windows (RFC 9293, 3.4, 3.8.6 and 3.10.7.4). */
#include "tcp_fixture.h"

#if STEP >= 6

#include <signal.h>

START_TEST(text_that_comes_next_is_delivered_and_acknowledged)
{
	open_connection();
	arrive(ACK, 1, 1, WINDOW, "hello");
	expect(ACK, 1, 6, "");
	expect_read("hello");
	arrive(ACK | PSH, 6, 1, WINDOW, "again");
	expect(ACK, 1, 11, "");
	expect_read("again");
}
END_TEST

/* Bug 4 of DESIGN.md. */
START_TEST(old_bytes_of_an_overlap_are_cut_off)
{
	open_connection();
	arrive(ACK, 1, 1, WINDOW, "hello");
	expect(ACK, 1, 6, "");
	arrive(ACK, 3, 1, WINDOW, "llo, world");
	expect(ACK, 1, 13, "");
	expect_read("hello, world");
	arrive(ACK, 1, 1, WINDOW, "hello, world");
	expect(ACK, 1, 13, "");
	expect_read("");
}
END_TEST

/* RCV.NXT is 3 here, and the segment's number 4294967294. */
START_TEST(old_bytes_are_cut_off_across_the_end_of_the_numbers)
{
	open_connection();
	arrive(ACK, 1, 1, WINDOW, "0123456789");
	expect(ACK, 1, 11, "");
	arrive(ACK, 6, 1, WINDOW, "56789abc");
	expect(ACK, 1, 14, "");
	expect_read("0123456789abc");
}
END_TEST

/* Cut, it would begin at RCV.NXT, and be believed. Its last number lies in the window: it may draw a challenge. */
START_TEST(a_reset_is_judged_by_its_number_as_it_came)
{
	open_connection();
	arrive(RST, 0, 0, 0, "xy");
	if (waiting())
		expect(ACK, 1, 1, "");
	expect_nothing();
	expect_state(ESTABLISHED);
}
END_TEST

/* Bug 3. */
START_TEST(text_beyond_a_gap_is_not_delivered_and_draws_an_ack_at_once)
{
	open_connection();
	arrive(ACK, 6, 1, WINDOW, "world");
	expect(ACK, 1, 1, "");
	arrive(ACK, 6, 1, WINDOW, "world");
	expect(ACK, 1, 1, "");
	expect_read("");
}
END_TEST

START_TEST(what_lay_beyond_a_gap_is_dropped_and_has_to_come_again)
{
	open_connection();
	arrive(ACK, 6, 1, WINDOW, "world");
	expect(ACK, 1, 1, "");
	arrive(ACK, 1, 1, WINDOW, "hello");
	expect(ACK, 1, 6, "");
	expect_read("hello");
}
END_TEST

/* Bug 5. */
START_TEST(bytes_beyond_the_right_edge_of_the_window_are_cut_off)
{
	program.lazy = true;
	config.rcv_buffer = 8;
	open_connection();
	arrive(ACK, 1, 1, WINDOW, "0123456789");
	expect(ACK, 1, 9, "");
	ck_assert_uint_eq(c->rcv_wnd, 0);
	read_now(100);
	expect_read("01234567");
}
END_TEST

/* As when the program has read a little: too little to open the window for. */
START_TEST(bytes_beyond_the_right_edge_are_cut_off_though_there_is_room_for_them)
{
	program.lazy = true;
	config.rcv_buffer = 8;
	open_connection();
	c->rcv_wnd = 4;
	arrive(ACK, 1, 1, WINDOW, "012345");
	expect(ACK, 1, 5, "");
	ck_assert_uint_eq(c->rcv_wnd, 0);
	ck_assert_uint_eq(c->rx.len, 4);
}
END_TEST

/* RFC 9293, 3.10.7.4: "special allowance should be made to accept valid ACKs". Here, one that completes the handshake. */
START_TEST(a_shut_window_accepts_an_ack_with_text)
{
	arrive(SYN, 0, 0, WINDOW, "");
	expect(SYN | ACK, 0, 1, "");
	c = newest();
	c->rcv_wnd = 0;
	arrive(ACK, 1, 1, WINDOW, "x");
	expect(ACK, 1, 1, "");
	expect_nothing();
	expect_state(ESTABLISHED);
}
END_TEST

START_TEST(a_segment_that_overlaps_both_edges_of_the_window_is_cut_on_both_sides)
{
	program.lazy = true;
	config.rcv_buffer = 4;
	open_connection();
	arrive(ACK, -1, 1, WINDOW, "xxabcdyyyy");
	expect(ACK, 1, 5, "");
	read_now(100);
	expect_read("abcd");
}
END_TEST

START_TEST(a_shut_window_takes_no_text_but_its_ack_counts)
{
	program.lazy = true;
	config.rcv_buffer = 8;
	open_connection();
	arrive(ACK, 1, 1, WINDOW, "01234567");
	forget();
	say("ours");
	expect(ACK, 1, 9, "ours");
	arrive(ACK, 9, 5, WINDOW, "");
	expect_nothing();
	ck_assert_uint_eq(c->snd_una, ISS + 5);
	arrive(ACK, 9, 5, WINDOW, "89");
	expect(ACK, 5, 9, "");
	read_now(100);
	forget();
	expect_read("01234567");
}
END_TEST

START_TEST(our_window_shrinks_by_what_has_come_and_its_edge_stays)
{
	program.lazy = true;
	open_connection();
	arrive_n(ACK, 1, 1, WINDOW, 1000);
	ck_assert_uint_eq(left()->wnd, WINDOW - 1000);
	arrive_n(ACK, 1001, 1, WINDOW, 500);
	ck_assert_uint_eq(left()->wnd, WINDOW - 1500);
}
END_TEST

/* RFC 9293, 3.8.6.2.2; bug 10. */
START_TEST(our_window_opens_by_a_segment_at_least_and_the_peer_hears_of_it)
{
	program.lazy = true;
	config.rcv_buffer = 4000;
	open_connection();
	for (uint32_t at = 1; at < 4000; at += 1000)
		arrive_n(ACK, at, 1, WINDOW, 1000);
	ck_assert_uint_eq(c->rcv_wnd, 0);
	forget();
	read_now(999);
	expect_nothing();
	ck_assert_uint_eq(c->rcv_wnd, 0);
	read_now(1);
	ck_assert_uint_eq(c->rcv_wnd, 1000);
	ck_assert_uint_eq(left()->wnd, 1000);
}
END_TEST

START_TEST(of_a_small_buffer_half_is_enough_to_open_the_window)
{
	program.lazy = true;
	config.rcv_buffer = 100;
	open_connection();
	arrive_n(ACK, 1, 1, WINDOW, 100);
	forget();
	read_now(49);
	expect_nothing();
	read_now(1);
	ck_assert_uint_eq(left()->wnd, 50);
}
END_TEST

START_TEST(a_window_that_was_open_wide_opens_without_a_word)
{
	program.lazy = true;
	open_connection();
	arrive_n(ACK, 1, 1, WINDOW, 1000);
	forget();
	read_now(1000);
	expect_nothing();
	ck_assert_uint_eq(c->rcv_wnd, WINDOW);
}
END_TEST

START_TEST(text_goes_out_with_push_on_its_last_segment)
{
	open_connection();
	say("hello");
	expect(ACK | PSH, 1, 1, "hello");
	say_n(2500);
	ck_assert_uint_eq(waiting(), 3);
	ck_assert_uint_eq(left()->flags, ACK);
	ck_assert_uint_eq(left()->flags, ACK);
	ck_assert_uint_eq(left()->flags, ACK | PSH);
}
END_TEST

START_TEST(no_segment_carries_more_than_the_mss)
{
	open_with(WINDOW, "\2\4\0\144", 4);
	arrive(ACK, 1, 1, WINDOW, "");
	say_n(250);
	expect_n(ACK, 1, 1, 100);
	expect_n(ACK, 101, 1, 100);
	expect_n(ACK, 201, 1, 50);
}
END_TEST

/* Bugs 7 and 8. */
START_TEST(a_partial_ack_frees_what_it_acknowledges_and_no_more)
{
	open_connection();
	say_n(100);
	expect_n(ACK, 1, 1, 100);
	arrive(ACK, 1, 31, WINDOW, "");
	expect_nothing();
	ck_assert_uint_eq(c->snd_una, ISS + 31);
	ck_assert_uint_eq(c->snd_text, ISS + 31);
	ck_assert_uint_eq(c->tx.len, 70);
	say_n(5);
	expect_n(ACK, 101, 1, 5);
	arrive(ACK, 1, 106, WINDOW, "");
	ck_assert_uint_eq(c->tx.len, 0);
	ck_assert_uint_eq(c->snd_text, ISS + 106);
}
END_TEST

/* Bug 9. */
START_TEST(no_more_is_sent_than_the_peers_window_takes)
{
	open_connection();
	arrive(ACK, 1, 1, 1500, "");
	say_n(4000);
	expect_n(ACK, 1, 1, 1000);
	expect_n(ACK, 1001, 1, 500);
	expect_nothing();
	arrive(ACK, 1, 1001, 1500, "");
	expect_n(ACK, 1501, 1, 1000);
	expect_nothing();
}
END_TEST

/* Bug 10. */
START_TEST(a_window_that_opens_again_is_noticed)
{
	open_connection();
	arrive(ACK, 1, 1, 0, "");
	say("hello");
	expect_nothing();
	arrive(ACK, 1, 1, 3, "");
	expect(ACK, 1, 1, "hel");
	arrive(ACK, 1, 4, 3, "");
	expect(ACK | PSH, 4, 1, "lo");
}
END_TEST

/* Bug 11. */
START_TEST(a_window_that_shrinks_below_what_is_in_flight_does_not_underflow)
{
	open_connection();
	say_n(3000);
	forget();
	arrive(ACK, 1, 1, 500, "");
	expect_nothing();
	say_n(1000);
	expect_nothing();
	arrive(ACK, 1, 1001, 500, "");
	expect_nothing();
	arrive(ACK, 1, 3001, 500, "");
	expect_n(ACK, 3001, 1, 500);
}
END_TEST

START_TEST(a_window_is_taken_from_a_newer_segment_only)
{
	open_connection();
	arrive(ACK, 1, 1, 5000, "hello");
	forget();
	ck_assert_uint_eq(c->snd_wnd, 5000);
	arrive(ACK, 1, 1, 7000, "hello, you"); /* newer, for what is left of it begins later */
	forget();
	ck_assert_uint_eq(c->snd_wnd, 7000);
	arrive(ACK, 11, 1, 8000, "");
	ck_assert_uint_eq(c->snd_wnd, 8000);
	arrive(ACK, 1, 1, 9000, "");
	forget();
	ck_assert_uint_eq(c->snd_wnd, 8000);
}
END_TEST

START_TEST(an_older_ack_does_not_bring_back_an_older_window)
{
	open_connection();
	say_n(200);
	forget();
	arrive(ACK, 1, 201, 6000, "");
	arrive(ACK, 1, 101, 9000, "");
	expect_nothing();
	ck_assert_uint_eq(c->snd_wnd, 6000);
	ck_assert_uint_eq(c->snd_una, ISS + 201);
	arrive(ACK, 5, 101, 9000, "");
	forget();
	ck_assert_uint_eq(c->snd_wnd, 6000);
}
END_TEST

START_TEST(a_window_of_text_before_a_lower_number_stays)
{
	open_connection();
	arrive(ACK, 6, 1, 5000, "later");
	forget();
	ck_assert_uint_eq(c->snd_wnd, 5000);
	arrive(ACK, 1, 1, 9000, "");
	ck_assert_uint_eq(c->snd_wnd, 5000);
}
END_TEST

START_TEST(the_window_is_an_unsigned_number)
{
	open_connection();
	arrive(ACK, 1, 1, 65535, "");
	ck_assert_uint_eq(c->snd_wnd, 65535);
	say_n(40000);
	ck_assert_uint_ge(waiting(), 10);
}
END_TEST

START_TEST(an_option_may_come_in_any_segment)
{
	open_connection();
	with_options("\375\6abcd\1\0", 8);
	arrive(ACK, 1, 1, WINDOW, "hello");
	expect(ACK, 1, 6, "");
	expect_read("hello");
}
END_TEST

START_TEST(urgent_text_is_taken_in_its_turn)
{
	open_connection();
	arrive(ACK | URG, 1, 1, WINDOW, "now!");
	expect(ACK, 1, 5, "");
	arrive(ACK, 5, 1, WINDOW, "later");
	expect(ACK, 1, 10, "");
	expect_read("now!later");
}
END_TEST

/* Bug 9: what comes again has a low number, but may well acknowledge more. The RFC asks for the number first. */
START_TEST(an_ack_with_text_that_comes_again_brings_its_window_along)
{
	open_connection();
	say_n(1000);
	arrive(ACK, 6, 1, 5000, "later");
	arrive(ACK, 1, 1001, 3000, "hello");
	forget();
	ck_assert_uint_eq(c->snd_una + c->snd_wnd, ISS + 1001 + 3000);
	say_n(5000);
	expect_n(ACK, 1001, STEP >= 8 ? 11 : 6, 1000);
	expect_n(ACK, 2001, STEP >= 8 ? 11 : 6, 1000);
	expect_n(ACK, 3001, STEP >= 8 ? 11 : 6, 1000);
	expect_nothing();
}
END_TEST

START_TEST(text_travels_with_the_ack_of_what_it_answers)
{
	open_connection();
	say("ping");
	expect(ACK, 1, 1, "ping");
	arrive(ACK, 1, 5, WINDOW, "pong");
	expect(ACK, 5, 5, "");
	expect_nothing();
}
END_TEST

START_TEST(text_with_the_ack_of_our_syn_is_taken)
{
	arrive(SYN, 0, 0, WINDOW, "");
	forget();
	c = k.conn;
	arrive(ACK, 1, 1, WINDOW, "early");
	expect(ACK, 1, 6, "");
	expect_read("early");
}
END_TEST

START_TEST(a_write_takes_what_there_is_room_for)
{
	uint8_t bytes[100] = { 0 };

	config.snd_buffer = 64;
	open_connection();
	arrive(ACK, 1, 1, 0, "");
	ck_assert_uint_eq(tcp_write(c, bytes, 100), 64);
	ck_assert_uint_eq(tcp_write(c, bytes, 100), 0);
	tcp_turn(c);
	expect_nothing();
	arrive(ACK, 1, 1, 10, "");
	ck_assert_uint_eq(left()->len, 10);
	arrive(ACK, 1, 11, 0, "");
	ck_assert_uint_eq(tcp_write(c, bytes, 100), 10);
}
END_TEST

/* The ring goes round many times, in pieces of every size. */
START_TEST(all_bytes_come_through_in_order_however_they_are_cut)
{
	uint32_t in = 1, out = 1;

	config.rcv_buffer = config.snd_buffer = 1111;
	open_connection();
	for (size_t n = 1; n < 300; n++) {
		program.len = 0;
		arrive_n(ACK, in, out, WINDOW, n);
		ck_assert_uint_eq(program.len, n);
		in += (uint32_t)n;
		expect(ACK, out, in, "");
		say_n(n);
		expect_n(ACK, out, in, n);
		out += (uint32_t)n;
	}
	arrive(ACK, in, out, WINDOW, "");
	ck_assert_uint_eq(c->tx.len, 0);
}
END_TEST

START_TEST(what_is_not_acceptable_changes_nothing)
{
	open_connection();
	arrive(ACK, -4, 1, 77, "hello");
	expect(ACK, 1, 1, "");
	arrive(ACK, WINDOW + 1, 1, 77, "");
	expect(ACK, 1, 1, "");
	ck_assert_uint_eq(c->snd_wnd, WINDOW);
}
END_TEST

START_TEST(an_ack_that_comes_with_text_for_a_shut_window_counts)
{
	program.lazy = true;
	config.rcv_buffer = 8;
	open_connection();
	arrive(ACK, 1, 1, WINDOW, "01234567");
	say("ours");
	forget();
	arrive(ACK, 9, 5, WINDOW, "89");
	expect(ACK, 5, 9, "");
	ck_assert_uint_eq(c->snd_una, ISS + 5);
}
END_TEST

/* Less than half of what it could be is worth a word: the peer may be waiting. */
START_TEST(a_window_that_was_less_than_half_open_is_told_of)
{
	program.lazy = true;
	config.rcv_buffer = 4000;
	open_connection();
	arrive_n(ACK, 1, 1, WINDOW, 2000);
	forget();
	read_now(2000);
	expect_nothing();
	ck_assert_uint_eq(c->rcv_wnd, 4000);
	arrive_n(ACK, 2001, 1, WINDOW, 2001);
	forget();
	read_now(2001);
	ck_assert_uint_eq(left()->wnd, 4000);
}
END_TEST

START_TEST(an_old_ack_frees_nothing)
{
	open_connection();
	say_n(100);
	arrive(ACK, 1, 31, WINDOW, "");
	arrive(ACK, 1, 11, WINDOW, "");
	ck_assert_uint_eq(c->tx.len, 70);
	ck_assert_uint_eq(c->snd_text, ISS + 31);
	ck_assert_uint_eq(c->snd_una, ISS + 31);
	ck_assert_uint_eq(c->snd_wl2, ISS + 31);
}
END_TEST

START_TEST(a_single_byte_has_push)
{
	open_connection();
	say("x");
	expect(ACK | PSH, 1, 1, "x");
}
END_TEST

START_TEST(text_is_not_sent_before_the_handshake_is_complete)
{
	arrive(SYN, 0, 0, WINDOW, "");
	expect(SYN | ACK, 0, 1, "");
	c = k.conn;
	say("early");
	expect_nothing();
	ck_assert_uint_eq(tcp_output(c, 1000), 0);
	expect_nothing();
	arrive(ACK, 1, 1, WINDOW, "");
	expect(ACK, 1, 1, "early");
}
END_TEST

START_TEST(a_segment_is_made_from_its_place_among_the_numbers)
{
	open_connection();
	say("hello");
	forget();
	ck_assert_uint_eq(tcp_send_from(c, ISS, 100), 1);
	expect(SYN | ACK, 0, 1, "");
	ck_assert_uint_eq(tcp_send_from(c, ISS + 1, 100), 5);
	expect(ACK | PSH, 1, 1, "hello");
	ck_assert_uint_eq(tcp_send_from(c, ISS + 2, 3), 3);
	expect(ACK, 2, 1, "ell");
}
END_TEST

START_TEST(what_is_sent_stays_within_the_window_and_is_counted)
{
	uint8_t bytes[3000] = { 0 };

	open_connection();
	tcp_write(c, bytes, sizeof bytes);
	ck_assert_uint_eq(tcp_output(c, 1500), 1500);
	ck_assert_uint_eq(left()->len, 1000);
	ck_assert_uint_eq(left()->len, 500);
	expect_nothing();
	ck_assert_uint_eq(tcp_output(c, 1500), 0);
	ck_assert_uint_eq(tcp_output(c, 9000), 1500);
	ck_assert_uint_eq(left()->len, 1000);
	ck_assert_uint_eq(left()->len, 500);
	expect_nothing();
}
END_TEST

static uint8_t ring[8];

START_TEST(a_stream_is_a_ring)
{
	struct stream q;
	uint8_t out[16];

	stream_open(&q, ring, sizeof ring);
	ck_assert_uint_eq(stream_write(&q, (const uint8_t *)"abcdef", 6), 6);
	stream_drop(&q, 4);
	ck_assert_uint_eq(stream_room(&q), 6);
	ck_assert_uint_eq(stream_write(&q, (const uint8_t *)"ghijklmn", 8), 6);
	ck_assert_uint_eq(stream_room(&q), 0);
	ck_assert_uint_eq(stream_copy(&q, 0, out, 16), 8);
	ck_assert_mem_eq(out, "efghijkl", 8);
	ck_assert_uint_eq(stream_copy(&q, 5, out, 2), 2);
	ck_assert_mem_eq(out, "jk", 2);
	ck_assert_uint_eq(stream_copy(&q, 8, out, 2), 0);
	ck_assert_uint_eq(stream_copy(&q, 9, out, 2), 0);
	stream_drop(&q, 8);
	ck_assert_uint_eq(q.len, 0);
	stream_put(&q, 3, (const uint8_t *)"xyz", 3);
	ck_assert_uint_eq(q.len, 0);
	stream_write(&q, (const uint8_t *)"uvw", 3);
	stream_grow(&q, 3);
	ck_assert_uint_eq(stream_copy(&q, 0, out, 16), 6);
	ck_assert_mem_eq(out, "uvwxyz", 6);
}
END_TEST

static void put_too_much(void *q)
{
	stream_put(q, 3, (const uint8_t *)"abcdef", 6);
}

static void grow_too_much(void *q)
{
	stream_grow(q, 9);
}

static void drop_too_much(void *q)
{
	stream_drop(q, 1);
}

START_TEST(what_a_stream_has_no_room_for_is_a_bug_of_ours)
{
	void (*const bugs[])(void *) = { put_too_much, grow_too_much, drop_too_much };
	struct stream q;

	stream_open(&q, ring, sizeof ring);
	for (size_t i = 0; i < sizeof bugs / sizeof *bugs; i++)
		ck_assert_int_eq(in_child(bugs[i], &q)->status, 128 + SIGABRT);
}
END_TEST

TCP_UNIT("data",
	FROM(6, text_that_comes_next_is_delivered_and_acknowledged),
	FROM(6, old_bytes_of_an_overlap_are_cut_off),
	FROM(6, old_bytes_are_cut_off_across_the_end_of_the_numbers),
	FROM(6, a_reset_is_judged_by_its_number_as_it_came),
	FROM(6, text_beyond_a_gap_is_not_delivered_and_draws_an_ack_at_once),
	BETWEEN(6, 7, what_lay_beyond_a_gap_is_dropped_and_has_to_come_again),
	FROM(6, bytes_beyond_the_right_edge_of_the_window_are_cut_off),
	FROM(6, bytes_beyond_the_right_edge_are_cut_off_though_there_is_room_for_them),
	FROM(6, a_shut_window_accepts_an_ack_with_text),
	FROM(6, a_segment_that_overlaps_both_edges_of_the_window_is_cut_on_both_sides),
	FROM(6, a_shut_window_takes_no_text_but_its_ack_counts),
	FROM(6, our_window_shrinks_by_what_has_come_and_its_edge_stays),
	FROM(6, our_window_opens_by_a_segment_at_least_and_the_peer_hears_of_it),
	FROM(6, of_a_small_buffer_half_is_enough_to_open_the_window),
	FROM(6, a_window_that_was_open_wide_opens_without_a_word),
	FROM(6, text_goes_out_with_push_on_its_last_segment),
	FROM(6, no_segment_carries_more_than_the_mss),
	FROM(6, a_partial_ack_frees_what_it_acknowledges_and_no_more),
	BETWEEN(6, 8, no_more_is_sent_than_the_peers_window_takes),
	BETWEEN(6, 8, a_window_that_opens_again_is_noticed),
	BETWEEN(6, 8, a_window_that_shrinks_below_what_is_in_flight_does_not_underflow),
	FROM(6, a_window_is_taken_from_a_newer_segment_only),
	FROM(6, an_older_ack_does_not_bring_back_an_older_window),
	FROM(6, a_window_of_text_before_a_lower_number_stays),
	FROM(6, an_ack_with_text_that_comes_again_brings_its_window_along),
	FROM(6, text_travels_with_the_ack_of_what_it_answers),
	FROM(6, text_with_the_ack_of_our_syn_is_taken),
	BETWEEN(6, 8, a_write_takes_what_there_is_room_for),
	FROM(6, all_bytes_come_through_in_order_however_they_are_cut),
	FROM(6, a_stream_is_a_ring),
	FROM(6, the_window_is_an_unsigned_number),
	FROM(6, an_option_may_come_in_any_segment),
	FROM(6, urgent_text_is_taken_in_its_turn),
	FROM(6, what_is_not_acceptable_changes_nothing),
	FROM(6, an_ack_that_comes_with_text_for_a_shut_window_counts),
	FROM(6, a_window_that_was_less_than_half_open_is_told_of),
	FROM(6, an_old_ack_frees_nothing),
	FROM(6, a_single_byte_has_push),
	FROM(6, text_is_not_sent_before_the_handshake_is_complete),
	FROM(6, a_segment_is_made_from_its_place_among_the_numbers),
	FROM(6, what_is_sent_stays_within_the_window_and_is_counted),
	FROM(6, what_a_stream_has_no_room_for_is_a_bug_of_ours))
#else
int main(void)
{
	return 0;
}
#endif
