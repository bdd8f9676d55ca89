/* test_teardown.c: how a connection ends (RFC 9293, 3.6 and 3.10.7.4). */
#include "tcp_fixture.h"

#if STEP >= 7

#define MSL (30 * S)

static void we_close(void)
{
	open_connection();
	hang_up();
	expect(FIN | ACK, 1, 1, "");
	expect_state(FIN_WAIT_1);
}

static void peer_closes(void)
{
	open_connection();
	arrive(FIN | ACK, 1, 1, WINDOW, "");
	expect(ACK, 1, 2, "");
	expect_state(CLOSE_WAIT);
}

static void into_time_wait(void)
{
	we_close();
	arrive(ACK, 1, 2, WINDOW, "");
	expect_nothing();
	expect_state(FIN_WAIT_2);
	arrive(FIN | ACK, 1, 2, WINDOW, "");
	expect(ACK, 2, 2, "");
	expect_state(TIME_WAIT);
}

START_TEST(the_peer_closes_first_through_close_wait_and_last_ack)
{
	peer_closes();
	ck_assert(tcp_heard_all(c));
	hang_up();
	expect(FIN | ACK, 1, 2, "");
	expect_state(LAST_ACK);
	arrive(ACK, 2, 2, WINDOW, "");
	expect_nothing();
	expect_state(CLOSED);
}
END_TEST

START_TEST(we_close_first_through_fin_wait_and_time_wait)
{
	into_time_wait();
	after(2 * MSL - 1);
	expect_state(TIME_WAIT);
	after(1);
	expect_state(CLOSED);
	expect_nothing();
	ck_assert(deadline() == TCP_NEVER);
}
END_TEST

START_TEST(a_simultaneous_close_goes_through_closing)
{
	we_close();
	arrive(FIN | ACK, 1, 1, WINDOW, "");
	expect(ACK, 2, 2, "");
	expect_state(CLOSING);
	arrive(ACK, 2, 1, WINDOW, "");
	expect_state(CLOSING);
	arrive(ACK, 2, 2, WINDOW, "");
	expect_nothing();
	expect_state(TIME_WAIT);
	after(2 * MSL - 1);
	expect_state(TIME_WAIT);
	after(1);
	expect_state(CLOSED);
}
END_TEST

START_TEST(a_fin_that_acknowledges_ours_leads_straight_to_time_wait)
{
	we_close();
	arrive(FIN | ACK, 1, 2, WINDOW, "");
	expect(ACK, 2, 2, "");
	expect_state(TIME_WAIT);
}
END_TEST

/* Bug 2 of DESIGN.md. */
START_TEST(a_fin_is_acknowledged_behind_its_text)
{
	open_connection();
	arrive(FIN | ACK, 1, 1, WINDOW, "hello");
	expect(ACK, 1, 7, "");
	expect_read("hello");
	expect_state(CLOSE_WAIT);
}
END_TEST

START_TEST(a_fin_whose_text_is_partly_old_counts)
{
	open_connection();
	arrive(ACK, 1, 1, WINDOW, "hel");
	expect(ACK, 1, 4, "");
	arrive(FIN | ACK, 1, 1, WINDOW, "hello");
	expect(ACK, 1, 7, "");
	expect_read("hello");
	expect_state(CLOSE_WAIT);
}
END_TEST

START_TEST(a_fin_whose_text_is_all_old_counts)
{
	open_connection();
	arrive(ACK, 1, 1, WINDOW, "hello");
	expect(ACK, 1, 6, "");
	arrive(FIN | ACK, 1, 1, WINDOW, "hello");
	expect(ACK, 1, 7, "");
	expect_state(CLOSE_WAIT);
}
END_TEST

START_TEST(a_fin_beyond_a_gap_does_not_count_yet)
{
	open_connection();
	arrive(FIN | ACK, 6, 1, WINDOW, "");
	expect(ACK, 1, 1, "");
	expect_state(ESTABLISHED);
}
END_TEST

START_TEST(a_fin_beyond_the_right_edge_of_the_window_is_cut_off)
{
	program.lazy = true;
	config.rcv_buffer = 5;
	open_connection();
	arrive(FIN | ACK, 1, 1, WINDOW, "hello");
	expect(ACK, 1, 6, "");
	expect_state(ESTABLISHED);
}
END_TEST

START_TEST(text_behind_the_peers_fin_is_ignored)
{
	peer_closes();
	arrive(ACK, 2, 1, WINDOW, "more");
	expect_read("");
	ck_assert_uint_eq(c->rcv_nxt, IRS + 2);
	expect_state(CLOSE_WAIT);
}
END_TEST

START_TEST(a_fin_that_comes_again_is_acknowledged_again)
{
	peer_closes();
	arrive(FIN | ACK, 1, 1, WINDOW, "");
	expect(ACK, 1, 2, "");
	expect_state(CLOSE_WAIT);
	hang_up();
	expect(FIN | ACK, 1, 2, "");
	arrive(FIN | ACK, 1, 1, WINDOW, "");
	expect(ACK, 2, 2, "");
	expect_state(LAST_ACK);
}
END_TEST

START_TEST(having_heard_all_we_may_still_speak)
{
	peer_closes();
	say("still here");
	expect(ACK, 1, 2, "still here");
	arrive(ACK, 2, 11, WINDOW, "");
	expect_state(CLOSE_WAIT);
	hang_up();
	expect(FIN | ACK, 11, 2, "");
	arrive(ACK, 2, 12, WINDOW, "");
	expect_state(CLOSED);
}
END_TEST

START_TEST(having_said_all_we_still_listen)
{
	we_close();
	arrive(ACK, 1, 1, WINDOW, "one");
	expect(ACK, 2, 4, "");
	expect_state(FIN_WAIT_1);
	arrive(ACK, 4, 2, WINDOW, "two");
	expect(ACK, 2, 7, "");
	expect_state(FIN_WAIT_2);
	arrive(FIN | ACK, 7, 2, WINDOW, "three");
	expect(ACK, 2, 13, "");
	expect_state(TIME_WAIT);
	expect_read("onetwothree");
}
END_TEST

START_TEST(our_fin_follows_the_last_byte)
{
	open_connection();
	arrive(ACK, 1, 1, 0, "");
	say("bye");
	hang_up();
	expect_state(FIN_WAIT_1);
	expect_nothing();
	arrive(ACK, 1, 1, 3, "");
	expect(ACK, 1, 1, "bye");
	expect_nothing();
	expect_state(FIN_WAIT_1);
	arrive(ACK, 1, 4, 3, "");
	expect(FIN | ACK, 4, 1, "");
}
END_TEST

START_TEST(our_fin_travels_with_the_last_byte_where_the_window_takes_both)
{
	open_connection();
	arrive(ACK, 1, 1, 0, "");
	say("bye");
	hang_up();
	arrive(ACK, 1, 1, 4, "");
	expect(FIN | ACK | PSH, 1, 1, "bye");
}
END_TEST

/* Bug 15. */
START_TEST(an_ack_of_the_last_text_is_no_ack_of_the_fin)
{
	open_connection();
	say("bye");
	hang_up();
	expect(ACK, 1, 1, "bye");
	expect(FIN | ACK, 4, 1, "");
	arrive(ACK, 1, 4, WINDOW, "");
	expect_state(FIN_WAIT_1);
	arrive(ACK, 1, 5, WINDOW, "");
	expect_state(FIN_WAIT_2);
}
END_TEST

START_TEST(in_last_ack_an_ack_of_the_last_text_is_not_enough)
{
	peer_closes();
	say("bye");
	hang_up();
	forget();
	arrive(ACK, 2, 4, WINDOW, "");
	expect_state(LAST_ACK);
	arrive(ACK, 2, 5, WINDOW, "");
	expect_state(CLOSED);
}
END_TEST

START_TEST(in_closing_an_ack_of_the_last_text_is_not_enough)
{
	open_connection();
	say("bye");
	hang_up();
	arrive(FIN | ACK, 1, 1, WINDOW, "");
	forget();
	arrive(ACK, 2, 4, WINDOW, "");
	expect_state(CLOSING);
	arrive(ACK, 2, 5, WINDOW, "");
	expect_state(TIME_WAIT);
}
END_TEST

START_TEST(in_time_wait_a_fin_that_comes_again_is_acknowledged_and_starts_the_time_anew)
{
	into_time_wait();
	after(2 * MSL - 1);
	arrive(FIN | ACK, 1, 2, WINDOW, "");
	expect(ACK, 2, 2, "");
	after(2 * MSL - 1);
	expect_state(TIME_WAIT);
	after(1);
	expect_state(CLOSED);
}
END_TEST

START_TEST(in_time_wait_nothing_else_starts_the_time_anew)
{
	into_time_wait();
	after(MSL);
	arrive(ACK, 2, 2, WINDOW, "");
	arrive(FIN | ACK, 0, 2, WINDOW, "");
	forget();
	after(MSL);
	expect_state(CLOSED);
}
END_TEST

START_TEST(in_time_wait_a_reset_with_the_next_number_ends_it)
{
	into_time_wait();
	arrive(RST, 2, 0, 0, "");
	expect_state(CLOSED);
}
END_TEST

START_TEST(a_late_ack_to_a_closed_connection_draws_a_reset)
{
	peer_closes();
	hang_up();
	forget();
	arrive(ACK, 2, 2, WINDOW, "");
	expect_state(CLOSED);
	arrive(ACK, 2, 2, WINDOW, "");
	expect(RST, 2, 0, "");
}
END_TEST

START_TEST(closing_twice_is_closing_once)
{
	we_close();
	hang_up();
	expect_nothing();
	expect_state(FIN_WAIT_1);
	arrive(ACK, 1, 2, WINDOW, "");
	hang_up();
	expect_nothing();
	expect_state(FIN_WAIT_2);
}
END_TEST

START_TEST(after_closing_the_program_can_write_no_more)
{
	we_close();
	ck_assert_uint_eq(tcp_write(c, (const uint8_t *)"x", 1), 0);
}
END_TEST

/* A reset that the peer believes has the number that it expects next; the RFC lets it have an ACK or none. */
static void expect_reset(uint32_t seq, uint32_t ack)
{
	const struct seg *s = left();

	must(s && (s->flags & ~ACK) == RST && s->len == 0, "no reset has left");
	must(s->seq - ISS == seq, "the reset has seq ISS+%u, expected ISS+%u", s->seq - ISS, seq);
	must(!(s->flags & ACK) || s->ack - IRS == ack, "the reset has ack IRS+%u, expected IRS+%u", s->ack - IRS, ack);
}

START_TEST(to_abort_sends_a_reset_that_the_peer_will_believe)
{
	open_connection();
	say("hello");
	forget();
	give_up();
	expect_reset(6, 1);
	expect_state(CLOSED);
	ck_assert(deadline() == TCP_NEVER);
}
END_TEST

START_TEST(to_abort_when_all_is_said_sends_nothing)
{
	into_time_wait();
	give_up();
	expect_nothing();
	expect_state(CLOSED);
}
END_TEST

START_TEST(to_abort_in_each_state_before_that_sends_a_reset)
{
	peer_closes();
	give_up();
	expect_reset(1, 2);
	we_close();
	give_up();
	expect_reset(2, 1);
	we_close();
	arrive(ACK, 1, 2, WINDOW, "");
	give_up();
	expect_reset(2, 1);
}
END_TEST

START_TEST(to_abort_in_closing_and_last_ack_sends_nothing)
{
	we_close();
	arrive(FIN | ACK, 1, 1, WINDOW, "");
	forget();
	expect_state(CLOSING);
	give_up();
	expect_nothing();
	peer_closes();
	hang_up();
	forget();
	give_up();
	expect_nothing();
	expect_state(CLOSED);
}
END_TEST

START_TEST(to_abort_before_our_fin_has_left_sends_a_reset_in_last_ack_and_closing_too)
{
	peer_closes();
	arrive(ACK, 2, 1, 0, "");
	hang_up();
	expect_state(LAST_ACK);
	forget();
	give_up();
	expect_reset(1, 2);
	open_connection();
	arrive(ACK, 1, 1, 0, "");
	say("hello");
	hang_up();
	arrive(FIN | ACK, 1, 1, 0, "");
	expect_state(CLOSING);
	forget();
	give_up();
	expect_reset(1, 2);
}
END_TEST

START_TEST(a_fin_in_syn_received_counts_when_it_completes_the_handshake)
{
	arrive(SYN, 0, 0, WINDOW, "");
	forget();
	c = k.conn;
	arrive(FIN | ACK, 1, 1, WINDOW, "hi");
	expect(ACK, 1, 4, "");
	expect_state(CLOSE_WAIT);
}
END_TEST

START_TEST(a_reset_in_every_later_state_ends_the_connection)
{
	peer_closes();
	arrive(RST, 2, 0, 0, "");
	expect_state(CLOSED);
	we_close();
	arrive(RST, 1, 0, 0, "");
	expect_state(CLOSED);
	expect_nothing();
}
END_TEST

static void into(enum tcp_state state)
{
	from_port++;
	switch (state) {
	case ESTABLISHED: open_connection(); break;
	case CLOSE_WAIT:
	case LAST_ACK: peer_closes(); break;
	case TIME_WAIT: into_time_wait(); break;
	default: we_close();
	}
	if (state == LAST_ACK)
		hang_up();
	if (state == FIN_WAIT_2)
		arrive(ACK, 1, 2, WINDOW, "");
	if (state == CLOSING)
		arrive(FIN | ACK, 1, 1, WINDOW, "");
	forget();
	expect_state(state);
}

/* Whoever sends it guesses, or is of another time (RFC 5961, 3 and 4; RFC 9293, 3.10.7.4). */
START_TEST(in_no_later_state_a_forged_segment_changes_anything)
{
	for (enum tcp_state state = ESTABLISHED; state <= TIME_WAIT; state++) {
		uint32_t seq, ack;

		into(state);
		seq = c->rcv_nxt - IRS;
		ack = c->snd_nxt - ISS;
		arrive(SYN, seq, 0, WINDOW, "");
		expect(ACK, ack, seq, "");
		arrive(SYN | ACK, 0, 1, WINDOW, "");
		expect(ACK, ack, seq, "");
		arrive(RST, seq + 1, 0, 0, "");
		expect(ACK, ack, seq, "");
		arrive(RST, seq - 1, 0, 0, "");
		expect_nothing();
		arrive(ACK, seq, ack + 1, WINDOW, "");
		expect(ACK, ack, seq, "");
		arrive(FIN | ACK, seq + 2 * WINDOW, ack, WINDOW, "");
		expect(ACK, ack, seq, "");
		arrive(FIN, seq, 0, WINDOW, "");
		expect_nothing();
		expect_state(state);
		ck_assert(c->rcv_nxt == IRS + seq && c->snd_nxt == ISS + ack);
	}
}
END_TEST

START_TEST(our_window_does_not_grow_any_more_when_the_peer_has_said_all)
{
	program.lazy = true;
	config.rcv_buffer = 1000;
	open_connection();
	arrive_n(FIN | ACK, 1, 1, WINDOW, 999);
	forget();
	ck_assert(!tcp_heard_all(c));
	read_now(999);
	expect_nothing();
	ck_assert(tcp_heard_all(c));
}
END_TEST

START_TEST(our_fin_waits_for_a_window_that_takes_it)
{
	open_connection();
	arrive(ACK, 1, 1, 0, "");
	say_n(2500);
	hang_up();
	arrive(ACK, 1, 1, 2000, "");
	expect_n(ACK, 1, 1, 1000);
	expect_n(ACK, 1001, 1, 1000);
	expect_nothing();
	arrive(ACK, 1, 2001, 501, "");
	expect_n(FIN | ACK, 2001, 1, 500);
}
END_TEST

START_TEST(a_segment_has_a_fin_only_behind_all_text_and_only_when_the_program_has_closed)
{
	open_connection();
	say("hello");
	forget();
	ck_assert_uint_eq(tcp_send_from(c, ISS + 1, 100), 5);
	expect(ACK, 1, 1, "hello");
	c->tx.ended = true;
	ck_assert_uint_eq(tcp_send_from(c, ISS + 1, 5), 5);
	expect(ACK, 1, 1, "hello");
	ck_assert_uint_eq(tcp_send_from(c, ISS + 1, 4), 4);
	expect(ACK, 1, 1, "hell");
	ck_assert_uint_eq(tcp_send_from(c, ISS + 1, 6), 6);
	expect(FIN | ACK, 1, 1, "hello");
}
END_TEST

START_TEST(a_fin_without_text_has_no_push)
{
	open_connection();
	hang_up();
	ck_assert_uint_eq(left()->flags, FIN | ACK);
}
END_TEST

/* RFC 9293, 3.10.7.4: what the FIN bit does in the states after the peer's FIN. */
START_TEST(a_second_fin_behind_the_first_counts_no_more)
{
	static const enum tcp_state states[] = { CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT };

	for (unsigned i = 0; i < 4; i++) {
		from_port++;
		peer_closes();
		c->state = states[i];
		if (states[i] == TIME_WAIT)
			c->time_wait = k.now + S;
		arrive(FIN | ACK, 2, 1, WINDOW, "");
		ck_assert_uint_eq(c->rcv_nxt, IRS + 2);
		expect_state(states[i]);
	}
}
END_TEST

START_TEST(to_close_or_abort_what_is_closed_does_nothing)
{
	open_connection();
	arrive(RST, 1, 0, 0, "");
	expect_state(CLOSED);
	story[0] = '\0';
	hang_up();
	expect_state(CLOSED);
	give_up();
	expect_state(CLOSED);
	expect_nothing();
	ck_assert_str_eq(story, "");
}
END_TEST

TCP_UNIT("teardown",
	FROM(7, the_peer_closes_first_through_close_wait_and_last_ack),
	FROM(7, we_close_first_through_fin_wait_and_time_wait),
	FROM(7, a_simultaneous_close_goes_through_closing),
	FROM(7, a_fin_that_acknowledges_ours_leads_straight_to_time_wait),
	FROM(7, a_fin_is_acknowledged_behind_its_text),
	FROM(7, a_fin_whose_text_is_partly_old_counts),
	FROM(7, a_fin_whose_text_is_all_old_counts),
	FROM(7, a_fin_beyond_a_gap_does_not_count_yet),
	FROM(7, a_fin_beyond_the_right_edge_of_the_window_is_cut_off),
	FROM(7, text_behind_the_peers_fin_is_ignored),
	FROM(7, a_fin_that_comes_again_is_acknowledged_again),
	FROM(7, having_heard_all_we_may_still_speak),
	FROM(7, having_said_all_we_still_listen),
	BETWEEN(7, 8, our_fin_follows_the_last_byte),
	BETWEEN(7, 8, our_fin_travels_with_the_last_byte_where_the_window_takes_both),
	FROM(7, an_ack_of_the_last_text_is_no_ack_of_the_fin),
	FROM(7, in_last_ack_an_ack_of_the_last_text_is_not_enough),
	FROM(7, in_closing_an_ack_of_the_last_text_is_not_enough),
	FROM(7, in_time_wait_a_fin_that_comes_again_is_acknowledged_and_starts_the_time_anew),
	FROM(7, in_time_wait_nothing_else_starts_the_time_anew),
	FROM(7, in_time_wait_a_reset_with_the_next_number_ends_it),
	FROM(7, a_late_ack_to_a_closed_connection_draws_a_reset),
	FROM(7, closing_twice_is_closing_once),
	FROM(7, after_closing_the_program_can_write_no_more),
	FROM(7, to_abort_sends_a_reset_that_the_peer_will_believe),
	FROM(7, to_abort_when_all_is_said_sends_nothing),
	FROM(7, to_abort_in_each_state_before_that_sends_a_reset),
	FROM(7, to_abort_in_closing_and_last_ack_sends_nothing),
	FROM(7, to_abort_before_our_fin_has_left_sends_a_reset_in_last_ack_and_closing_too),
	FROM(7, a_fin_in_syn_received_counts_when_it_completes_the_handshake),
	FROM(7, a_reset_in_every_later_state_ends_the_connection),
	FROM(7, in_no_later_state_a_forged_segment_changes_anything),
	FROM(7, our_window_does_not_grow_any_more_when_the_peer_has_said_all),
	FROM(7, our_fin_waits_for_a_window_that_takes_it),
	FROM(7, a_segment_has_a_fin_only_behind_all_text_and_only_when_the_program_has_closed),
	FROM(7, a_second_fin_behind_the_first_counts_no_more),
	FROM(7, to_close_or_abort_what_is_closed_does_nothing),
	FROM(7, a_fin_without_text_has_no_push))

#else

int main(void)
{
	return 0;
}

#endif
