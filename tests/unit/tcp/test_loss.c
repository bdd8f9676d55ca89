/* test_loss.c: what is lost is sent again, and what comes out of order is kept
 * (RFC 6298; RFC 5681, 3.2; RFC 9293, 3.8). */
#include "tcp_fixture.h"

#include <ctype.h>
#include <stdio.h>

#if STEP >= 8

#include "tcp/reassembly.h"
#include "tcp/resend.h"
#include "tcp/rto.h"

/* RFC 6298, 2.2. */
START_TEST(the_first_sample_sets_srtt_to_r_and_rttvar_to_half_of_it)
{
	config.rto_min = 1;
	open_connection();
	tcp_rto_init(c);
	tcp_rto_sample(c, 800 * MS, 1);
	ck_assert_uint_eq(c->rto.srtt, 800 * MS);
	ck_assert_uint_eq(c->rto.rttvar, 400 * MS);
	ck_assert_uint_eq(c->rto.rto, 2400 * MS);
}
END_TEST

/* 2.3. */
START_TEST(a_later_sample_moves_rttvar_by_a_quarter_and_srtt_by_an_eighth)
{
	config.rto_min = 1;
	open_connection();
	tcp_rto_init(c);
	tcp_rto_sample(c, 800 * MS, 1);
	tcp_rto_sample(c, 1600 * MS, 1);
	ck_assert_uint_eq(c->rto.rttvar, 500 * MS); /* 3/4 * 400 + 1/4 * 800 */
	ck_assert_uint_eq(c->rto.srtt, 900 * MS);   /* 7/8 * 800 + 1/8 * 1600 */
	ck_assert_uint_eq(c->rto.rto, 2900 * MS);
	tcp_rto_sample(c, 100 * MS, 1);
	ck_assert_uint_eq(c->rto.rttvar, 575 * MS);
	ck_assert_uint_eq(c->rto.srtt, 800 * MS);
	ck_assert_uint_eq(c->rto.rto, 3100 * MS);
}
END_TEST

START_TEST(the_rto_is_a_second_at_least_and_a_minute_at_most)
{
	open_connection();
	tcp_rto_init(c);
	tcp_rto_sample(c, 3 * MS, 1);
	ck_assert_uint_eq(c->rto.rto, S);
	tcp_rto_init(c);
	tcp_rto_sample(c, 100 * S, 1);
	ck_assert_uint_eq(c->rto.rto, 60 * S);
}
END_TEST

START_TEST(text_without_an_answer_is_sent_again_after_the_rto_and_each_wait_is_twice_as_long)
{
	open_connection();
	say("hello");
	expect(ACK, 1, 1, "hello");
	for (uint64_t wait = S; wait <= 16 * S; wait *= 2) {
		ck_assert_uint_eq(deadline(), wait);
		after(wait - 1);
		expect_nothing();
		after(1);
		expect(ACK, 1, 1, "hello");
	}
}
END_TEST

/* Bug 7 of DESIGN.md. */
START_TEST(after_a_partial_ack_what_is_left_is_sent_again_with_its_own_number)
{
	open_connection();
	say_n(100);
	expect_n(ACK, 1, 1, 100);
	arrive(ACK, 1, 41, WINDOW, "");
	after(S);
	expect_n(ACK, 41, 1, 60);
	expect_nothing();
}
END_TEST

START_TEST(an_ack_of_new_text_starts_the_timer_anew_and_the_last_one_stops_it)
{
	open_connection();
	say_n(2000);
	forget();
	after(900 * MS);
	arrive(ACK, 1, 1001, WINDOW, "");
	ck_assert_uint_ge(deadline(), S);
	after(900 * MS);
	expect_nothing();
	arrive(ACK, 1, 2001, WINDOW, "");
	ck_assert(deadline() == TCP_NEVER);
}
END_TEST

START_TEST(what_is_lost_is_sent_again_one_segment_at_a_time)
{
	open_connection();
	say_n(3000);
	forget();
	after(S);
	expect_n(ACK, 1, 1, 1000);
	expect_nothing();
	arrive(ACK, 1, 1001, WINDOW, "");
	expect_n(ACK, 1001, 1, 1000);
	expect_nothing();
}
END_TEST

/* RFC 6298, 5.4: the earliest segment that has not been acknowledged. The other two bytes wait for room. */
START_TEST(only_what_has_left_already_is_sent_again)
{
	open_connection();
	arrive(ACK, 1, 1, 3, "");
	say("hello");
	expect(ACK, 1, 1, "hel");
	after(S);
	expect(ACK, 1, 1, "hel");
	expect_nothing();
}
END_TEST

/* RFC 6298, 5.1: only who finds it stopped starts it. */
START_TEST(more_text_does_not_put_the_timer_off)
{
	open_connection();
	say_n(1000);
	after(600 * MS);
	say_n(1000);
	forget();
	ck_assert_uint_eq(deadline(), 400 * MS);
}
END_TEST

START_TEST(an_ack_of_nothing_new_does_not_put_the_timer_off)
{
	open_connection();
	say_n(1000);
	forget();
	after(600 * MS);
	arrive(ACK, 1, 1, WINDOW, "");
	ck_assert_uint_eq(deadline(), 400 * MS);
	arrive(ACK, 1, 0, WINDOW, "");
	ck_assert_uint_eq(deadline(), 400 * MS);
}
END_TEST

START_TEST(of_what_was_sent_twice_no_time_is_taken)
{
	open_connection();
	say("hello");
	after(S);
	forget();
	after(100 * MS);
	arrive(ACK, 1, 6, WINDOW, "");
	ck_assert_uint_eq(c->rto.srtt, 0); /* of the handshake */
	ck_assert_uint_eq(c->rto.rto, 2 * S); /* the backed-off value stays (RFC 6298, 5) */
	say("again");
	forget();
	after(80 * MS);
	arrive(ACK, 1, 11, WINDOW, "");
	ck_assert_uint_eq(c->rto.srtt, 10 * MS);
	ck_assert_uint_eq(c->rto.rto, S);
}
END_TEST

START_TEST(the_syn_ack_is_sent_again_and_takes_no_new_number)
{
	arrive(SYN, 0, 0, WINDOW, "");
	expect(SYN | ACK, 0, 1, "");
	c = k.conn;
	after(S);
	expect(SYN | ACK, 0, 1, "");
	after(2 * S);
	expect(SYN | ACK, 0, 1, "");
	arrive(ACK, 1, 1, WINDOW, "");
	expect_state(ESTABLISHED);
	ck_assert(c->rto.rto == 4 * S || c->rto.rto == 3 * S); /* "re-initialized to 3 seconds" (RFC 6298, 5.7), or never less */
	ck_assert_uint_eq(c->snd_nxt, ISS + 1);
}
END_TEST

/* RFC 6298, 5.7. */
START_TEST(after_a_lost_syn_ack_the_first_text_waits_for_three_seconds)
{
	arrive(SYN, 0, 0, WINDOW, "");
	c = k.conn;
	after(S);
	arrive(ACK, 1, 1, WINDOW, "");
	ck_assert_uint_eq(c->rto.rto, 3 * S);
	forget();
	say("hello");
	expect(ACK, 1, 1, "hello");
	after(3 * S - 1);
	expect_nothing();
	after(1);
	expect(ACK, 1, 1, "hello");
}
END_TEST

/* Its limit is not that of the text behind it. */
START_TEST(once_the_first_text_is_measured_three_seconds_are_over)
{
	arrive(SYN, 0, 0, WINDOW, "");
	c = k.conn;
	after(S);
	arrive(ACK, 1, 1, WINDOW, "");
	say("hello");
	after(80 * MS);
	arrive(ACK, 1, 6, WINDOW, "");
	ck_assert_uint_eq(c->rto.rto, S);
}
END_TEST

START_TEST(one_segment_is_timed_at_a_time)
{
	open_connection();
	say("a");
	after(100 * MS);
	say("b");
	after(60 * MS);
	arrive(ACK, 1, 2, WINDOW, "");
	ck_assert_uint_eq(c->rto.srtt, 20 * MS);
}
END_TEST

START_TEST(text_beyond_a_gap_is_cut_at_the_right_edge)
{
	program.lazy = true;
	config.rcv_buffer = 10;
	open_connection();
	arrive(FIN | ACK, 6, 1, WINDOW, "world, more");
	ck_assert_uint_eq(c->reassembly.piece[0].to, IRS + 11);
	ck_assert(!c->reassembly.fin);
}
END_TEST

START_TEST(a_fin_is_sent_again_with_its_text)
{
	const struct seg *s;

	open_connection();
	say("bye");
	hang_up();
	forget();
	after(S);
	s = left();
	ck_assert_ptr_nonnull(s);
	ck_assert_uint_eq(s->seq, ISS + 1); /* the FIN goes along, or by itself as it did */
	ck_assert_uint_eq(s->len, 3);
	expect_nothing();
	arrive(ACK, 1, 4, WINDOW, "");
	forget();
	after(10 * S);
	expect(FIN | ACK, 4, 1, "");
	arrive(ACK, 1, 5, WINDOW, "");
	expect_state(FIN_WAIT_2);
}
END_TEST

/* Both have closed at once, and both ACKs are lost. */
START_TEST(a_simultaneous_close_whose_acks_are_lost_ends_in_time_wait)
{
	open_connection();
	hang_up();
	arrive(FIN | ACK, 1, 1, WINDOW, "");
	expect(FIN | ACK, 1, 1, "");
	expect(ACK, 2, 2, "");
	expect_state(CLOSING);
	after(S);
	expect(FIN | ACK, 1, 2, "");
	arrive(FIN | ACK, 1, 2, WINDOW, ""); /* the peer's, too: it stands before the window, but draws an ACK */
	expect(ACK, 2, 2, "");
	expect_state(CLOSING);
	arrive(ACK, 2, 2, WINDOW, "");
	expect_nothing();
	expect_state(TIME_WAIT);
	ck_assert_uint_eq(deadline(), 2 * config.msl);
}
END_TEST

/* What the code has said since the last time, but for its numbers. In which words is its own affair. */
static void remarks(char said[512])
{
	size_t n = 0;

	for (const char *at = story; *at && n < 511; at++)
		if (!isdigit((unsigned char)*at))
			said[n++] = *at;
	said[n] = story[0] = '\0';
}

START_TEST(after_r1_timeouts_it_is_told_and_after_r2_the_connection_is_given_up)
{
	char said[5][512];

	open_connection();
	say("hello");
	remarks(said[0]);
	for (unsigned i = 1; i <= 4; i++) {
		after(S << (i - 1));
		remarks(said[i]);
		ck_assert_msg(*said[i], "nothing is told of timeout %u", i);
	}
	ck_assert_str_ne(said[3], said[2]); /* R1 is 3 here */
	ck_assert_str_ne(said[3], said[4]);
	at(100 * S - 1);
	expect_state(ESTABLISHED);
	at(130 * S);
	expect_state(CLOSED);
	ck_assert_str_eq(changes(), "ESTABLISHED -> CLOSED\n");
}
END_TEST

/* 3.8.3, (c): "a threshold R2 greater than R1". */
START_TEST(r2_lies_beyond_r1_however_long_each_wait_has_become)
{
	open_connection();
	c->rto.rto = 60 * S; /* of losses before, and of Karn */
	say("hello");
	for (int i = 0; i < 4; i++) {
		forget();
		after(60 * S);
		expect(ACK, 1, 1, "hello");
		expect_state(ESTABLISHED);
	}
	after(60 * S);
	expect_nothing();
	expect_state(CLOSED);
}
END_TEST

START_TEST(when_the_connection_is_given_up_no_timeout_counts_and_nothing_is_sent)
{
	open_connection();
	say("hello");
	after(100 * S - 1);
	forget();
	ck_assert_uint_eq(c->resend.tries, 6);
	k.now += 100 * S;
	ck_assert(!tcp_resend_expired(c));
	expect_state(CLOSED);
	expect_nothing();
	ck_assert_uint_eq(c->resend.tries, 6);
}
END_TEST

START_TEST(a_handshake_is_given_up_later)
{
	arrive(SYN, 0, 0, WINDOW, "");
	c = k.conn;
	at(180 * S - 1);
	expect_state(SYN_RECEIVED);
	at(260 * S);
	expect_state(CLOSED);
}
END_TEST

/* Bug 10; RFC 9293, 3.8.6.1. */
START_TEST(a_shut_window_is_probed_for_ever_while_the_probes_are_acknowledged)
{
	open_connection();
	arrive(ACK, 1, 1, 0, "");
	say("hello");
	expect_nothing();
	for (int i = 0; i < 50; i++) {
		after(deadline());
		expect(ACK, 1, 1, "h");
		arrive(ACK, 1, 1, 0, "");
		expect_nothing();
	}
	expect_state(ESTABLISHED);
	arrive(ACK, 1, 1, 100, "");
	ck_assert_uint_gt(waiting(), 0);
}
END_TEST

START_TEST(the_first_probe_goes_after_the_rto_and_each_wait_is_twice_as_long)
{
	open_connection();
	arrive(ACK, 1, 1, 0, "");
	say("hello");
	ck_assert_uint_eq(deadline(), S);
	after(S - 1);
	expect_nothing();
	after(1);
	expect(ACK, 1, 1, "h");
	ck_assert(deadline() == S || deadline() == 2 * S); /* which of them is the first to wait longer is left open */
	for (uint64_t wait = deadline(); wait <= 32 * S; wait *= 2) {
		arrive(ACK, 1, 1, 0, "");
		after(wait - 1);
		expect_nothing();
		after(1);
		expect(ACK, 1, 1, "h");
	}
}
END_TEST

/* RFC 9293, 3.8.6: not while the peer answers. Of what lies beyond the edge all may be sent again (MAY-7), or a
 * byte as a probe. */
START_TEST(text_beyond_the_edge_of_a_window_that_shrank_does_not_end_the_connection)
{
	const struct seg *s;

	open_connection();
	say_n(3000);
	arrive(ACK, 1, 1, 0, "");
	for (int i = 0; i < 20; i++) {
		forget();
		after(deadline());
		s = left();
		ck_assert_ptr_nonnull(s);
		ck_assert_uint_eq(s->seq, ISS + 1);
		ck_assert_uint_ge(s->len, 1);
		expect_nothing();
		arrive(ACK, 1, 1, 0, "");
	}
	expect_state(ESTABLISHED);
	ck_assert_uint_gt(k.now - c->opened, 200 * S);
	forget();
	arrive(ACK, 1, 1, WINDOW, "");
	after(deadline());
	expect_n(ACK, 1, 1, 1000);
}
END_TEST

START_TEST(text_that_waits_in_close_wait_is_probed_for_too)
{
	open_connection();
	arrive(FIN | ACK, 1, 1, 0, "");
	expect(ACK, 1, 2, "");
	say("hello");
	expect_nothing();
	story[0] = '\0';
	after(S);
	expect(ACK, 1, 2, "h");
	ck_assert_msg(*story, "nothing is told of the probe");
}
END_TEST

/* Each probe was answered: that their waits grew says nothing of the path. */
START_TEST(when_the_window_opens_the_wait_is_the_measured_one_again)
{
	open_connection();
	arrive(ACK, 1, 1, 0, "");
	say("hello");
	for (int i = 0; i < 8; i++) {
		after(deadline());
		expect(ACK, 1, 1, "h");
		arrive(ACK, 1, 1, 0, "");
	}
	ck_assert_uint_eq(c->rto.rto, 60 * S);
	c->rto.srtt = S;
	c->rto.rttvar = S / 2;
	arrive(ACK, 1, 1, WINDOW, "");
	expect(ACK, 1, 1, "h");
	expect(ACK, 2, 1, "ello");
	ck_assert_uint_eq(deadline(), 3 * S); /* SRTT + 4 RTTVAR; both are lost */
	after(3 * S);
	expect(ACK, 1, 1, "hello");
	ck_assert_uint_eq(deadline(), 6 * S);
}
END_TEST

/* A FIN takes a number, but no room in a queue: a peer may well take it. */
START_TEST(where_only_our_fin_is_left_it_is_the_probe)
{
	open_connection();
	arrive(ACK, 1, 1, 0, "");
	hang_up();
	expect_nothing();
	for (int i = 0; i < 2; i++) {
		after(deadline());
		expect(FIN | ACK, 1, 1, "");
		arrive(ACK, 1, 1, 0, "");
		expect_state(FIN_WAIT_1);
	}
	arrive(ACK, 1, 2, 0, "");
	expect_nothing();
	expect_state(FIN_WAIT_2);
	ck_assert(deadline() == TCP_NEVER);
}
END_TEST

START_TEST(no_probe_goes_once_the_window_has_opened)
{
	open_connection();
	arrive(ACK, 1, 1, 0, "");
	say("hello");
	after(500 * MS);
	arrive(ACK, 1, 1, WINDOW, "");
	expect(ACK, 1, 1, "hello");
	after(500 * MS);
	expect_nothing();
	after(500 * MS); /* but the text is sent again, an RTO after it went */
	expect(ACK, 1, 1, "hello");
}
END_TEST

START_TEST(a_window_that_opens_by_a_byte_has_the_probe_sent_again_at_once)
{
	open_connection();
	arrive(ACK, 1, 1, 0, "");
	say("hello");
	after(S);
	expect(ACK, 1, 1, "h");
	ck_assert(c->persist.probing);
	arrive(ACK, 1, 1, 1, "");
	expect(ACK, 1, 1, "h");
	expect_nothing();
	ck_assert(!c->persist.probing);
	arrive(ACK, 1, 2, WINDOW, "");
	expect(ACK, 2, 1, "ello");
	expect_nothing();
	arrive(ACK, 1, 4, WINDOW, "");
	expect_nothing();
}
END_TEST

START_TEST(a_probe_goes_on_until_its_byte_is_taken)
{
	open_connection();
	arrive(ACK, 1, 1, 0, "");
	say("hello");
	after(S);
	forget();
	arrive(ACK, 1, 1, 0, "");
	ck_assert(c->persist.probing);
	arrive(ACK, 1, 2, 0, "");
	ck_assert(!c->persist.probing);
	ck_assert(!c->resend.lost);
	expect_nothing();
	after(deadline());
	expect(ACK, 2, 1, "e");
	ck_assert(c->persist.probing);
	arrive(ACK, 1, 3, WINDOW, "");
	expect(ACK, 3, 1, "llo");
	expect_nothing();
	ck_assert(!c->persist.probing);
	ck_assert(!c->resend.lost);
}
END_TEST

START_TEST(probes_that_nobody_answers_end_like_text_that_nobody_answers)
{
	open_connection();
	arrive(ACK, 1, 1, 0, "");
	say("hello");
	at(200 * S);
	expect_state(CLOSED);
}
END_TEST

START_TEST(text_out_of_order_is_kept_and_acknowledged_with_the_missing_piece)
{
	open_connection();
	arrive(ACK, 6, 1, WINDOW, "world");
	expect(ACK, 1, 1, "");
	arrive(ACK, 1, 1, WINDOW, "hello");
	expect(ACK, 1, 11, "");
	expect_read("helloworld");
}
END_TEST

/* RFC 5681, 4.2: at once, when a segment fills in all or part of a gap. */
START_TEST(what_fills_a_gap_is_acknowledged_at_once)
{
	open_connection();
	arrive(ACK, 2, 1, WINDOW, "b");
	forget();
	c->owed = ACK_SOON; /* as for any text */
	stream_write(&c->rx, (const uint8_t *)"a", 1);
	c->rcv_nxt++;
	c->rcv_wnd--;
	tcp_join(c);
	ck_assert_uint_eq(c->rcv_nxt, IRS + 3);
	ck_assert_int_eq(c->owed, ACK_NOW);
}
END_TEST

/* All orders of five pieces, with a FIN on the last. */
START_TEST(pieces_in_any_order_and_a_fin_among_them_make_the_whole)
{
	for (unsigned order = 0; order < 5 * 4 * 3 * 2; order++) {
		unsigned place[5] = { 0, 1, 2, 3, 4 }, rest = order;

		from_port++;
		open_connection();
		for (unsigned n = 5; n > 0; n--) {
			unsigned i = rest % n, piece = place[i];

			rest /= n;
			place[i] = place[n - 1];
			arrive_n((uint8_t)(piece == 4 ? FIN | ACK : ACK), 1 + 10 * piece, 1, WINDOW, 10);
		}
		ck_assert_uint_eq(program.len, 50);
		ck_assert_uint_eq(c->rcv_nxt, IRS + 52);
		expect_state(CLOSE_WAIT);
		program.len = 0;
		forget();
	}
}
END_TEST

START_TEST(a_fin_alone_that_comes_early_is_kept)
{
	open_connection();
	arrive(FIN | ACK, 6, 1, WINDOW, "");
	expect(ACK, 1, 1, "");
	ck_assert_uint_eq(c->reassembly.count, 0); /* no piece, for it has no text */
	arrive(ACK, 1, 1, WINDOW, "hello");
	expect(ACK, 1, 7, "");
	expect_state(CLOSE_WAIT);
}
END_TEST

START_TEST(thirty_two_pieces_are_kept_apart_and_no_more)
{
	open_connection();
	for (uint32_t i = 0; i < 33; i++)
		arrive_n(ACK, 11 + 20 * i, 1, WINDOW, 10);
	ck_assert_uint_eq(waiting(), 33);
	forget();
	ck_assert_uint_eq(c->reassembly.count, 32);
	arrive_n(ACK, 1, 1, WINDOW, 10);
	expect(ACK, 1, 21, "");
	ck_assert_uint_eq(c->reassembly.count, 31);
	for (uint32_t i = 0; i < 32; i++)
		arrive_n(ACK, 21 + 20 * i, 1, WINDOW, 10);
	ck_assert_uint_eq(c->reassembly.count, 0);
	ck_assert_uint_eq(c->rcv_nxt, IRS + 651); /* the 33rd was dropped */
	ck_assert(!c->reassembly.fin);
}
END_TEST

START_TEST(overlapping_pieces_become_one)
{
	open_connection();
	arrive_n(ACK, 21, 1, WINDOW, 20);
	arrive_n(ACK, 31, 1, WINDOW, 30);
	arrive_n(ACK, 11, 1, WINDOW, 100);
	arrive_n(ACK, 41, 1, WINDOW, 5);
	ck_assert_uint_eq(c->reassembly.count, 1);
	ck_assert_uint_eq(c->reassembly.piece[0].from, IRS + 11);
	ck_assert_uint_eq(c->reassembly.piece[0].to, IRS + 111);
	arrive_n(ACK, 1, 1, WINDOW, 15);
	ck_assert_uint_eq(c->rcv_nxt, IRS + 111);
	ck_assert_uint_eq(program.len, 110);
}
END_TEST

START_TEST(a_piece_that_grows_leaves_the_others_as_they_are)
{
	open_connection();
	arrive_n(ACK, 11, 1, WINDOW, 5);
	arrive_n(ACK, 31, 1, WINDOW, 5);
	arrive_n(ACK, 51, 1, WINDOW, 5);
	arrive_n(ACK, 56, 1, WINDOW, 5);
	ck_assert_uint_eq(c->reassembly.count, 3);
	ck_assert_uint_eq(c->reassembly.piece[0].from, IRS + 51);
	ck_assert_uint_eq(c->reassembly.piece[0].to, IRS + 61);
	ck_assert_uint_eq(c->reassembly.piece[1].from, IRS + 31);
	ck_assert_uint_eq(c->reassembly.piece[1].to, IRS + 36);
	ck_assert_uint_eq(c->reassembly.piece[2].from, IRS + 11);
	ck_assert_uint_eq(c->reassembly.piece[2].to, IRS + 16);
}
END_TEST

START_TEST(a_single_byte_out_of_order_is_kept)
{
	open_connection();
	arrive(ACK, 2, 1, WINDOW, "b");
	arrive(ACK, 1, 1, WINDOW, "a");
	expect(ACK, 1, 1, "");
	expect(ACK, 1, 3, "");
	expect_read("ab");
}
END_TEST

START_TEST(what_was_kept_takes_room_from_the_window_when_it_is_handed_on)
{
	program.lazy = true;
	open_connection();
	arrive_n(ACK, 1001, 1, WINDOW, 1000);
	ck_assert_uint_eq(left()->wnd, WINDOW);
	arrive_n(ACK, 1, 1, WINDOW, 1000);
	ck_assert_uint_eq(left()->wnd, WINDOW - 2000);
	ck_assert_uint_eq(c->rcv_wnd, WINDOW - 2000);
}
END_TEST

START_TEST(after_our_fin_text_out_of_order_is_kept_still_and_after_theirs_not)
{
	open_connection();
	hang_up();
	forget();
	arrive(ACK, 6, 2, WINDOW, "world");
	expect(ACK, 2, 1, "");
	arrive(ACK, 1, 2, WINDOW, "hello");
	forget();
	expect_read("helloworld");
	arrive(FIN | ACK, 11, 2, WINDOW, "");
	expect_state(TIME_WAIT);
	arrive(ACK, 20, 2, WINDOW, "more");
	ck_assert_uint_eq(c->reassembly.count, 0);
}
END_TEST

START_TEST(three_duplicate_acks_and_no_fewer_mean_that_the_next_segment_is_lost)
{
	open_connection();
	say_n(5000);
	forget();
	arrive(ACK, 1, 1, WINDOW, "");
	arrive(ACK, 1, 1, WINDOW, "");
	expect_nothing();
	arrive(ACK, 1, 1, WINDOW, "");
	expect_n(ACK, 1, 1, 1000);
}
END_TEST

START_TEST(an_ack_with_text_or_a_new_window_is_no_duplicate)
{
	open_connection();
	say_n(5000);
	forget();
	for (uint32_t i = 0; i < 4; i++)
		arrive(ACK, 1, 1, WINDOW - 1 - i, "");
	expect_nothing();
	for (uint32_t i = 0; i < 4; i++)
		arrive(ACK, 1 + i, 1, WINDOW - 4, "x");
	while (waiting())
		ck_assert_uint_eq(left()->len, 0);
	ck_assert(!c->resend.lost);
}
END_TEST

/* The peer probes our shut window. */
START_TEST(text_that_our_window_does_not_take_makes_no_duplicate)
{
	program.lazy = true;
	open_connection();
	arrive_n(ACK, 1, 1, WINDOW, WINDOW);
	forget();
	say_n(1000);
	forget();
	for (uint32_t i = 0; i < 4; i++) {
		arrive(ACK, 1 + WINDOW, 1, WINDOW, "x");
		expect(ACK, 1001, 1 + WINDOW, "");
	}
	expect_nothing();
}
END_TEST

/* It comes because our SYN ACK was lost, or is late: which of the two is acknowledged nobody knows. */
START_TEST(a_syn_ack_that_was_asked_for_again_says_nothing_of_the_round_trip)
{
	arrive(SYN, 0, 0, WINDOW, "");
	expect(SYN | ACK, 0, 1, "");
	c = &k.conn[0];
	after(900 * MS);
	arrive(SYN, 0, 0, WINDOW, "");
	expect(SYN | ACK, 0, 1, "");
	after(10 * MS);
	arrive(ACK, 1, 1, WINDOW, "");
	expect_state(ESTABLISHED);
	ck_assert(!c->rto.measured);
	ck_assert_uint_eq(c->rto.rto, S);
}
END_TEST

START_TEST(the_last_retransmission_is_before_r2)
{
	config.r2 = 31 * S;
	open_connection();
	say("hello");
	forget();
	for (unsigned wait = 1; wait <= 8; wait *= 2) {
		after(wait * S);
		expect(ACK, 1, 1, "hello");
	}
	after(16 * S);
	expect_nothing();
	expect_state(CLOSED);
}
END_TEST

/* The program that keeps the clock may be busy. */
START_TEST(a_timer_that_is_looked_at_late_has_expired_nevertheless)
{
	open_connection();
	say("hello");
	forget();
	tcp_poll(&k, k.now + 5 * S);
	expect(ACK, 1, 1, "hello");
	expect_nothing();
}
END_TEST

START_TEST(three_duplicates_of_a_single_byte_send_it_again_and_it_is_told)
{
	open_connection();
	say("x");
	forget();
	for (int i = 0; i < 3; i++) {
		story[0] = '\0';
		arrive(ACK, 1, 1, WINDOW, "");
	}
	expect(ACK, 1, 1, "x");
	expect_nothing();
	ck_assert_msg(*story, "nothing is told of the third");
}
END_TEST

START_TEST(an_ack_with_a_fin_is_no_duplicate)
{
	open_connection();
	say_n(5000);
	forget();
	arrive(ACK, 1, 1, WINDOW, "");
	arrive(ACK, 1, 1, WINDOW, "");
	arrive(FIN | ACK, 1, 1, WINDOW, "");
	expect(ACK, 5001, 2, "");
	expect_nothing();
	ck_assert(!c->resend.lost);
}
END_TEST

START_TEST(an_ack_of_a_single_byte_starts_the_timer_and_the_count_of_duplicates_anew)
{
	open_connection();
	say_n(2000);
	forget();
	after(900 * MS);
	arrive(ACK, 1, 1, WINDOW, "");
	arrive(ACK, 1, 1, WINDOW, "");
	arrive(ACK, 1, 2, WINDOW, "");
	ck_assert_uint_ge(deadline(), S);
	arrive(ACK, 1, 2, WINDOW, "");
	expect_nothing();
	ck_assert_uint_eq(c->resend.duplicates, 1);
}
END_TEST

/* What was sent again for a timeout may be here twice, and draws ACKs that look like duplicates (RFC 6582, 4.1). */
START_TEST(duplicates_of_the_number_that_ended_a_timeout_do_not_count)
{
	open_connection();
	say_n(2000);
	after(S);
	arrive(ACK, 1, 2001, WINDOW, "");
	ck_assert(!c->resend.lost);
	ck_assert_uint_eq(c->resend.tries, 0);
	say_n(1000);
	forget();
	for (int i = 0; i < 3; i++)
		arrive(ACK, 1, 2001, WINDOW, "");
	expect_nothing();
	ck_assert(!c->resend.lost);
	arrive(ACK, 1, 2002, WINDOW, "");
	ck_assert_uint_eq(c->resend.recover, ISS + 2001);
	for (int i = 0; i < 3; i++)
		arrive(ACK, 1, 2002, WINDOW, "");
	expect_n(ACK, 2002, 1, 999);
	arrive(ACK, 1, 3001, WINDOW, "");
	say("x");
	arrive(ACK, 1, 3002, WINDOW, "");
	say("y");
	arrive(ACK, 1, 3003, WINDOW, "");
	ck_assert_uint_eq(c->resend.recover, ISS + 3002); /* it follows just behind SND.UNA */
}
END_TEST

/* RFC 6298, 2.3: G. */
START_TEST(an_rto_is_a_tick_of_the_clock_above_srtt_at_least)
{
	config.rto_min = 0;
	open_connection();
	tcp_rto_init(c);
	tcp_rto_sample(c, 0, 1);
	ck_assert_uint_eq(c->rto.rto, 1);
}
END_TEST

/* The pieces in the order in which they grew; more than a line holds are cut off. */
START_TEST(what_is_held_and_what_is_missing_is_told)
{
	char told[128];

	open_connection();
	arrive(ACK, 3, 1, WINDOW, "cd");
	arrive(ACK, 7, 1, WINDOW, "g");
	snprintf(told, sizeof told, "waits for %u, holds %u-%u %u-%u\n", IRS + 1, IRS + 7, IRS + 8, IRS + 3, IRS + 5);
	ck_assert_ptr_nonnull(strstr(story, told));
	story[0] = '\0';
	for (uint32_t i = 0; i < HELD; i++)
		arrive(ACK, 11 + 2 * i, 1, WINDOW, "x");
	ck_assert_uint_eq(c->reassembly.count, HELD);
	for (char *line = strtok(story, "\n"); line; line = strtok(NULL, "\n"))
		ck_assert(!strstr(line, "waits for") || strlen(line) < 224);
}
END_TEST

/* A line has room for 14 pieces of five figures an edge, and is not begun for one that may not fit. */
START_TEST(of_many_pieces_as_many_are_told_as_fit_in_a_line)
{
	char told[256];
	size_t n = 0;

	open_connection();
	for (uint32_t i = 0; i < HELD; i++) {
		story[0] = '\0';
		arrive(ACK, 10008 + 2 * i, 1, WINDOW, "x");
	}
	n += (size_t)sprintf(told, "waits for %u, holds", IRS + 1);
	for (uint32_t i = HELD - 1; i >= HELD - 14; i--)
		n += (size_t)sprintf(told + n, " %u-%u", 10000 + 2 * i, 10001 + 2 * i);
	strcpy(told + n, "\n");
	ck_assert_ptr_nonnull(strstr(story, told));
}
END_TEST

START_TEST(what_finds_no_place_is_not_told_of)
{
	open_connection();
	for (uint32_t i = 0; i < HELD; i++)
		arrive(ACK, 11 + 2 * i, 1, WINDOW, "x");
	story[0] = '\0';
	arrive(ACK, 11 + 2 * HELD, 1, WINDOW, "x");
	ck_assert_ptr_null(strstr(story, "waits for")); /* that is how tell() begins */
	arrive(ACK, 11, 1, WINDOW, "x");
	ck_assert_ptr_nonnull(strstr(story, "waits for")); /* there was place for it, and is */
}
END_TEST

START_TEST(what_is_known_of_the_round_trip_is_told_with_the_numbers)
{
	open_connection();
	tcp_rto_init(c);
	tcp_rto_sample(c, 1234568, 1);
	numbers[0] = '\0';
	tcp_numbers(c);
	ck_assert_ptr_nonnull(strstr(numbers, "srtt 1.234568 rttvar 0.617284 rto 3.703704"));
}
END_TEST

START_TEST(a_stack_that_nobody_listens_to_does_the_same)
{
	k.world.trace = NULL;
	open_connection();
	arrive(ACK, 6, 1, WINDOW, "world");
	expect(ACK, 1, 1, "");
	arrive(ACK, 1, 1, WINDOW, "hello");
	expect(ACK, 1, 11, "");
	expect_read("helloworld");
	arrive(RST, 11, 0, 0, "");
	expect_state(CLOSED);
	ck_assert_str_eq(story, "");
	ck_assert_str_eq(numbers, "");
}
END_TEST

TCP_UNIT("loss",
	FROM(8, the_first_sample_sets_srtt_to_r_and_rttvar_to_half_of_it),
	FROM(8, a_later_sample_moves_rttvar_by_a_quarter_and_srtt_by_an_eighth),
	FROM(8, the_rto_is_a_second_at_least_and_a_minute_at_most),
	FROM(8, text_without_an_answer_is_sent_again_after_the_rto_and_each_wait_is_twice_as_long),
	FROM(8, after_a_partial_ack_what_is_left_is_sent_again_with_its_own_number),
	FROM(8, an_ack_of_new_text_starts_the_timer_anew_and_the_last_one_stops_it),
	BETWEEN(8, 8, what_is_lost_is_sent_again_one_segment_at_a_time),
	BETWEEN(8, 8, only_what_has_left_already_is_sent_again),
	FROM(8, more_text_does_not_put_the_timer_off),
	FROM(8, an_ack_of_nothing_new_does_not_put_the_timer_off),
	FROM(8, of_what_was_sent_twice_no_time_is_taken),
	FROM(8, the_syn_ack_is_sent_again_and_takes_no_new_number),
	FROM(8, after_a_lost_syn_ack_the_first_text_waits_for_three_seconds),
	FROM(8, once_the_first_text_is_measured_three_seconds_are_over),
	FROM(8, one_segment_is_timed_at_a_time),
	FROM(8, text_beyond_a_gap_is_cut_at_the_right_edge),
	FROM(8, a_fin_is_sent_again_with_its_text),
	FROM(8, a_simultaneous_close_whose_acks_are_lost_ends_in_time_wait),
	FROM(8, after_r1_timeouts_it_is_told_and_after_r2_the_connection_is_given_up),
	FROM(8, r2_lies_beyond_r1_however_long_each_wait_has_become),
	FROM(8, when_the_connection_is_given_up_no_timeout_counts_and_nothing_is_sent),
	FROM(8, a_handshake_is_given_up_later),
	FROM(8, a_shut_window_is_probed_for_ever_while_the_probes_are_acknowledged),
	FROM(8, probes_that_nobody_answers_end_like_text_that_nobody_answers),
	FROM(8, text_out_of_order_is_kept_and_acknowledged_with_the_missing_piece),
	FROM(8, what_fills_a_gap_is_acknowledged_at_once),
	FROM(8, pieces_in_any_order_and_a_fin_among_them_make_the_whole),
	FROM(8, a_fin_alone_that_comes_early_is_kept),
	FROM(8, thirty_two_pieces_are_kept_apart_and_no_more),
	FROM(8, overlapping_pieces_become_one),
	FROM(8, what_is_held_and_what_is_missing_is_told),
	FROM(8, of_many_pieces_as_many_are_told_as_fit_in_a_line),
	FROM(8, what_finds_no_place_is_not_told_of),
	FROM(8, three_duplicate_acks_and_no_fewer_mean_that_the_next_segment_is_lost),
	FROM(8, an_ack_with_text_or_a_new_window_is_no_duplicate),
	FROM(8, the_first_probe_goes_after_the_rto_and_each_wait_is_twice_as_long),
	FROM(8, text_beyond_the_edge_of_a_window_that_shrank_does_not_end_the_connection),
	FROM(8, text_that_waits_in_close_wait_is_probed_for_too),
	FROM(8, when_the_window_opens_the_wait_is_the_measured_one_again),
	FROM(8, where_only_our_fin_is_left_it_is_the_probe),
	FROM(8, no_probe_goes_once_the_window_has_opened),
	FROM(8, a_window_that_opens_by_a_byte_has_the_probe_sent_again_at_once),
	FROM(8, a_probe_goes_on_until_its_byte_is_taken),
	FROM(8, a_piece_that_grows_leaves_the_others_as_they_are),
	FROM(8, a_single_byte_out_of_order_is_kept),
	FROM(8, what_was_kept_takes_room_from_the_window_when_it_is_handed_on),
	FROM(8, after_our_fin_text_out_of_order_is_kept_still_and_after_theirs_not),
	FROM(8, text_that_our_window_does_not_take_makes_no_duplicate),
	FROM(8, a_syn_ack_that_was_asked_for_again_says_nothing_of_the_round_trip),
	FROM(8, the_last_retransmission_is_before_r2),
	FROM(8, a_timer_that_is_looked_at_late_has_expired_nevertheless),
	FROM(8, three_duplicates_of_a_single_byte_send_it_again_and_it_is_told),
	FROM(8, an_ack_with_a_fin_is_no_duplicate),
	FROM(8, an_ack_of_a_single_byte_starts_the_timer_and_the_count_of_duplicates_anew),
	FROM(8, duplicates_of_the_number_that_ended_a_timeout_do_not_count),
	FROM(8, an_rto_is_a_tick_of_the_clock_above_srtt_at_least),
	FROM(8, what_is_known_of_the_round_trip_is_told_with_the_numbers),
	FROM(8, a_stack_that_nobody_listens_to_does_the_same))

#else

int main(void)
{
	return 0;
}

#endif
