/* test_handshake.c: how a connection begins, and who is sent away (RFC 9293, 3.5 and 3.10.7). */
#include "tcp_fixture.h"

#include <inttypes.h>
#include <stdio.h>

static void knock(uint16_t port)
{
	from_port = port;
	arrive(SYN, 0, 0, WINDOW, "");
}

static void half_open(void)
{
	arrive(SYN, 0, 0, WINDOW, "");
	expect(SYN | ACK, 0, 1, "");
	c = newest();
	expect_state(SYN_RECEIVED);
}

START_TEST(a_segment_without_ack_for_a_closed_port_draws_a_reset_with_number_zero_that_acknowledges_it)
{
	to_port = CLOSED_PORT;
	arrive(SYN, 0, 0, WINDOW, "");
	expect(RST | ACK, -ISS, 1, "");
	arrive(SYN | FIN, 0, 0, WINDOW, "hello");
	expect(RST | ACK, -ISS, 7, "");
	arrive(0, 20, 0, WINDOW, "hello");
	expect(RST | ACK, -ISS, 25, "");
}
END_TEST

START_TEST(a_segment_with_ack_for_a_closed_port_draws_a_reset_with_the_number_it_acknowledges)
{
	to_port = CLOSED_PORT;
	arrive(ACK, 5, 77, WINDOW, "hello");
	expect(RST, 77, 0, "");
	arrive(SYN | ACK, 0, 3, WINDOW, "");
	expect(RST, 3, 0, "");
}
END_TEST

START_TEST(a_reset_is_never_answered_with_a_reset)
{
	to_port = CLOSED_PORT;
	arrive(RST, 0, 0, 0, "");
	arrive(RST | ACK, 0, 1, 0, "");
	expect_nothing();
}
END_TEST

START_TEST(what_arrives_brings_the_time_along)
{
	uint64_t now = k.now;

	to_port = CLOSED_PORT;
	k.now = 0;
	arrive(SYN, 0, 0, WINDOW, "");
	ck_assert_msg(k.now == now, "a segment has arrived, and k->now is still the time before it");
}
END_TEST

START_TEST(in_listen_a_reset_is_dropped)
{
	arrive(RST, 0, 0, 0, "");
	arrive(RST | ACK, 0, 1, 0, "");
	arrive(RST | SYN, 0, 0, 0, "");
	expect_nothing();
	ck_assert_uint_eq(k.used, 0);
}
END_TEST

START_TEST(in_listen_an_ack_draws_a_reset)
{
	arrive(ACK, 1, 9, WINDOW, "");
	expect(RST, 9, 0, "");
	arrive(SYN | ACK, 1, 9, WINDOW, "");
	expect(RST, 9, 0, "");
	ck_assert_uint_eq(k.used, 0);
}
END_TEST

START_TEST(in_listen_what_has_no_syn_is_dropped)
{
	arrive(0, 1, 0, WINDOW, "hello");
	arrive(FIN, 1, 0, WINDOW, "");
	expect_nothing();
	ck_assert_uint_eq(k.used, 0);
}
END_TEST

START_TEST(in_listen_a_syn_makes_a_connection_in_syn_received)
{
	arrive(SYN, 0, 0, 4321, "");
	forget();
	c = newest();
	ck_assert_uint_eq(k.used, 1);
	expect_state(SYN_RECEIVED);
	ck_assert_ptr_eq(c->service, k.services);
	ck_assert_uint_eq(c->irs, IRS);
	ck_assert_uint_eq(c->rcv_nxt, IRS + 1);
	ck_assert_uint_eq(c->rcv_wnd, WINDOW);
	ck_assert_uint_eq(c->snd_wnd, 4321);
	ck_assert_uint_eq(c->snd_wl1, IRS);
	ck_assert_str_eq(changes(), "LISTEN -> SYN-RECEIVED\n");
}
END_TEST

START_TEST(a_closed_place_is_used_again_and_begins_at_zero)
{
	memset(k.conn, 0x55, sizeof k.conn[0]); /* the connection that was there before */
	k.conn[0].state = CLOSED;
	k.used = 1;
	arrive(SYN, 0, 0, WINDOW, "");
	c = k.conn;
	expect_state(SYN_RECEIVED);
	ck_assert_uint_eq(k.used, 1);
	ck_assert_msg(c->snd_wl2 == 0, "something of the connection before is still there: snd_wl2 is %#x", c->snd_wl2);
}
END_TEST

/* Whatever our number is. */
START_TEST(a_syn_draws_a_syn_ack_that_acknowledges_it)
{
	arrive(SYN, 0, 0, WINDOW, "");
	expect(SYN | ACK, newest()->iss - ISS, 1, "");
	expect_nothing();
}
END_TEST

/* Our SYN takes the last of the numbers. */
START_TEST(snd_nxt_moves_across_the_end_of_the_numbers)
{
	at(4 * 10);
	arrive(SYN, 0, 0, WINDOW, "");
	expect(SYN | ACK, 0, 1, "");
	ck_assert_msg(newest()->snd_nxt == ISS + 1, "our SYN has number %u, so that SND.NXT is %u after it; it is %u", ISS, ISS + 1,
	              newest()->snd_nxt);
}
END_TEST

START_TEST(the_ack_of_our_syn_is_known_across_the_end_of_the_numbers)
{
	at(4 * 10);
	arrive(SYN, 0, 0, WINDOW, "");
	expect(SYN | ACK, 0, 1, "");
	c = newest();
	arrive(ACK, 1, 0, WINDOW, "");
	expect(RST, 0, 0, "");
	arrive(ACK, 1, 1, WINDOW, "");
	expect_nothing();
	expect_state(ESTABLISHED);
}
END_TEST

START_TEST(a_syn_draws_a_syn_ack_and_its_ack_establishes)
{
	half_open();
	arrive(ACK, 1, 1, 4321, "");
	expect_nothing();
	expect_state(ESTABLISHED);
	ck_assert_uint_eq(c->snd_una, ISS + 1);
	ck_assert_uint_eq(c->snd_wnd, 4321);
	ck_assert_uint_eq(c->snd_wl1, IRS + 1);
	ck_assert_uint_eq(c->snd_wl2, ISS + 1);
	ck_assert_uint_eq(c->rcv_nxt, IRS + 1);
	ck_assert_str_eq(changes(), "LISTEN -> SYN-RECEIVED\nSYN-RECEIVED -> ESTABLISHED\n");
}
END_TEST

START_TEST(the_syn_ack_offers_our_window_and_our_mss)
{
	const struct seg *s;
	struct tcp_option o = { 0 };
	size_t at = 0;

	arrive(SYN, 0, 0, WINDOW, "");
	s = left();
	ck_assert_ptr_nonnull(s);
	ck_assert_uint_eq(s->wnd, WINDOW);
	while (tcp_option_next(s, &at, &o) && o.kind != OPT_MSS) /* wherever it stands */
		;
	ck_assert_msg(o.kind == OPT_MSS, "the SYN ACK has no MSS option");
	ck_assert_uint_eq(o.len, 4);
	ck_assert_uint_eq(get16(o.data), MSS);
}
END_TEST

static uint16_t mss_after(const void *options, size_t n)
{
	open_with(WINDOW, options, n);
	return c->snd_mss;
}

START_TEST(without_the_option_the_mss_is_536)
{
	ck_assert_uint_eq(mss_after("", 0), 536);
}
END_TEST

START_TEST(the_mss_that_the_peer_offers_is_obeyed)
{
	ck_assert_uint_eq(mss_after("\2\4\2\1", 4), 513);
	from_port++;
	ck_assert_uint_eq(mss_after("\1\1\2\4\0\1\1\0", 8), 1);
}
END_TEST

START_TEST(an_mss_beyond_ours_is_not_used)
{
	ck_assert_uint_eq(mss_after("\2\4\3\351", 4), MSS);
	from_port++;
	ck_assert_uint_eq(mss_after("\2\4\377\377", 4), MSS);
}
END_TEST

START_TEST(an_mss_of_zero_is_not_believed)
{
	ck_assert_uint_eq(mss_after("\2\4\0\0", 4), 536);
}
END_TEST

START_TEST(an_mss_option_of_the_wrong_length_is_not_believed)
{
	ck_assert_uint_eq(mss_after("\2\3\1\0", 4), 536);
}
END_TEST

START_TEST(an_option_that_we_do_not_know_is_ignored_without_error)
{
	ck_assert_uint_eq(mss_after("\375\6abcd\2\4\2\1\0\0", 12), 513);
}
END_TEST

START_TEST(options_need_not_begin_on_a_word_boundary)
{
	ck_assert_uint_eq(mss_after("\1\2\4\2\1\1\1\1", 8), 513);
	from_port++;
	ck_assert_uint_eq(mss_after("\1\1\1\2\4\2\1\0", 8), 513);
}
END_TEST

START_TEST(the_mss_is_offered_in_a_syn_only)
{
	struct tcp_option o;
	size_t at = 0;

	open_connection();
	arrive(ACK, 0, 1, WINDOW, "");
	for (const struct seg *s = left(); tcp_option_next(s, &at, &o);)
		ck_assert_int_ne(o.kind, OPT_MSS);
}
END_TEST

START_TEST(a_syn_that_comes_again_draws_the_syn_ack_again)
{
	half_open();
	ck_assert_uint_eq(c->snd_wl1, IRS);
	arrive(SYN, 0, 0, WINDOW, "");
	expect(SYN | ACK, 0, 1, "");
	expect_nothing();
	expect_state(SYN_RECEIVED);
	ck_assert_uint_eq(k.used, 1);
	ck_assert_uint_eq(c->snd_nxt, ISS + 1);
}
END_TEST

START_TEST(a_syn_with_another_number_is_no_syn_that_comes_again)
{
	half_open();
	arrive(SYN, 5, 0, WINDOW, "");
	expect_nothing();
}
END_TEST

START_TEST(a_syn_with_ack_or_rst_is_no_syn_that_comes_again)
{
	half_open();
	arrive(SYN | RST, 0, 0, WINDOW, "");
	expect_nothing();
	arrive(SYN | ACK, 0, 1, WINDOW, "");
	expect(ACK, 1, 1, "");
	expect_nothing();
	expect_state(SYN_RECEIVED);
}
END_TEST

START_TEST(the_states_have_the_names_of_the_rfc)
{
	static const char *const names[] = {
		[CLOSED] = "CLOSED", [LISTEN] = "LISTEN", [SYN_SENT] = "SYN-SENT", [SYN_RECEIVED] = "SYN-RECEIVED",
		[ESTABLISHED] = "ESTABLISHED", [FIN_WAIT_1] = "FIN-WAIT-1", [FIN_WAIT_2] = "FIN-WAIT-2",
		[CLOSE_WAIT] = "CLOSE-WAIT", [CLOSING] = "CLOSING", [LAST_ACK] = "LAST-ACK", [TIME_WAIT] = "TIME-WAIT",
	};

	for (int s = CLOSED; s <= TIME_WAIT; s++)
		ck_assert_str_eq(tcp_state_name((enum tcp_state)s), names[s]);
}
END_TEST

/* They go into the capture, beside the packet. */
START_TEST(with_what_arrives_and_leaves_the_numbers_are_told)
{
	char expected[256], *at;

	open_connection();
	numbers[0] = '\0';
	arrive(ACK, 0, 1, WINDOW, "");
	expect(ACK, 1, 1, "");
	snprintf(expected, sizeof expected, "ESTABLISHED snd.una %u snd.nxt %u snd.wnd %u rcv.nxt %u rcv.wnd %u", ISS + 1, ISS + 1,
	         (unsigned)WINDOW, IRS + 1, (unsigned)WINDOW);
	at = strstr(numbers, expected);
	ck_assert_ptr_nonnull(at);
	at = strstr(at + 1, expected);
	ck_assert_ptr_nonnull(at);
	ck_assert_ptr_null(strstr(at + 1, expected));
}
END_TEST

static unsigned told_before; /* the segment left */

static unsigned told(void)
{
	unsigned n = 0;

	for (const char *at = numbers; (at = strstr(at, "snd.una")); at++)
		n++;
	return n;
}

static void look(void *user, const uint8_t *packet, size_t n)
{
	(void)user, (void)packet, (void)n;
	told_before = told();
}

/* Or they go into the capture beside the packet before it. */
START_TEST(the_numbers_are_told_after_the_segment_has_left)
{
	unsigned after;

	open_connection();
	numbers[0] = '\0';
	k.world.send = look;
	arrive(ACK, 0, 1, WINDOW, "");
	after = told() - told_before;
	ck_assert_msg(told_before == 1 && after == 1, "told %u times before the ACK leaves, and %u times after; once each is right",
	              told_before, after);
}
END_TEST

START_TEST(another_syn_in_the_window_in_syn_received_returns_to_listen)
{
	half_open();
	arrive(SYN, 5, 0, WINDOW, "");
	expect_nothing();
	expect_state(CLOSED);
}
END_TEST

START_TEST(an_ack_in_syn_received_of_anything_but_our_syn_draws_a_reset)
{
	half_open();
	arrive(ACK, 1, 0, WINDOW, "");
	expect(RST, 0, 0, "");
	arrive(ACK, 1, 2, WINDOW, "hello");
	expect(RST, 2, 0, "");
	expect_state(SYN_RECEIVED);
	ck_assert_uint_eq(c->snd_una, ISS);
	ck_assert_uint_eq(c->rcv_nxt, IRS + 1);
}
END_TEST

START_TEST(a_segment_without_ack_in_syn_received_is_dropped)
{
	half_open();
	arrive(0, 1, 0, WINDOW, "hello");
	expect_nothing();
	expect_state(SYN_RECEIVED);
}
END_TEST

START_TEST(a_reset_in_syn_received_returns_to_listen)
{
	half_open();
	arrive(RST | ACK, 1, 1, WINDOW, "");
	expect_nothing();
	expect_state(CLOSED);
	half_open();
}
END_TEST

/* RFC 9293, 3.4, the four cases. */
START_TEST(an_empty_segment_is_acceptable_within_the_window_only)
{
	open_connection();
	arrive(ACK, 1, 1, WINDOW, "");
	expect_nothing();
	arrive(ACK, WINDOW, 1, WINDOW, "");
	if (waiting()) /* not the next number: it may draw an ACK (MAY-13) */
		expect(ACK, 1, 1, "");
	expect_nothing();
	arrive(ACK, 0, 1, WINDOW, "");
	expect(ACK, 1, 1, "");
	arrive(ACK, WINDOW + 1, 1, WINDOW, "");
	expect(ACK, 1, 1, "");
}
END_TEST

START_TEST(text_all_old_draws_an_ack)
{
	open_connection();
	arrive(ACK, -4, 1, WINDOW, "hello");
	expect(ACK, 1, 1, "");
	arrive(ACK, -1000, 1, WINDOW, "hello");
	expect(ACK, 1, 1, "");
}
END_TEST

START_TEST(text_all_beyond_the_window_draws_an_ack)
{
	open_connection();
	arrive(ACK, WINDOW + 1, 1, WINDOW, "hello");
	expect(ACK, 1, 1, "");
	expect_state(ESTABLISHED);
}
END_TEST

START_TEST(a_shut_window_takes_an_empty_segment_with_the_next_number_and_no_other)
{
	open_connection();
	program.lazy = true;
	c->rcv_wnd = 0;
	arrive(ACK, 1, 1, 99, "");
	expect_nothing();
	arrive(ACK, 2, 1, WINDOW, "");
	expect(ACK, 1, 1, "");
	arrive(ACK, 0, 1, WINDOW, "");
	expect(ACK, 1, 1, "");
	expect_state(ESTABLISHED);
}
END_TEST

START_TEST(a_shut_window_takes_a_reset_with_the_next_number)
{
	open_connection();
	program.lazy = true;
	c->rcv_wnd = 0;
	arrive(RST, 2, 1, WINDOW, "");
	expect_nothing();
	expect_state(ESTABLISHED);
	arrive(RST, 1, 0, 0, "");
	expect_nothing();
	expect_state(CLOSED);
}
END_TEST

/* "Special allowance should be made" for it (RFC 9293, 3.10.7.4). */
START_TEST(a_shut_window_takes_a_reset_that_has_text)
{
	open_connection();
	program.lazy = true;
	c->rcv_wnd = 0;
	arrive(RST, 2, 0, 0, "why");
	expect_nothing();
	expect_state(ESTABLISHED);
	arrive(RST, 1, 0, 0, "why");
	expect_nothing();
	expect_state(CLOSED);
}
END_TEST

/* RFC 5961, 3.2; bug 13 of DESIGN.md. */
START_TEST(a_reset_with_the_very_next_number_ends_the_connection)
{
	open_connection();
	arrive(RST, 1, 0, 0, "");
	expect_nothing();
	expect_state(CLOSED);
}
END_TEST

START_TEST(a_reset_elsewhere_in_the_window_draws_a_challenge_ack)
{
	open_connection();
	arrive(RST, 2, 0, 0, "");
	expect(ACK, 1, 1, "");
	arrive(RST | ACK, WINDOW, 1, 0, "");
	expect(ACK, 1, 1, "");
	expect_state(ESTABLISHED);
}
END_TEST

/* "send an acknowledgment, drop the segment, and stop processing": its ACK would complete the handshake. */
START_TEST(a_reset_that_is_challenged_is_dropped_with_its_ack)
{
	half_open();
	arrive(RST | ACK, 2, 1, WINDOW, "");
	expect(ACK, 1, 1, "");
	expect_nothing();
	expect_state(SYN_RECEIVED);
}
END_TEST

/* Or its ACK, of what was never sent, would draw a second answer. */
START_TEST(what_rst_or_syn_has_answered_goes_no_further)
{
	open_connection();
	arrive(SYN | ACK, 1, 1000, WINDOW, "");
	expect(ACK, 1, 1, "");
	expect_nothing();
	arrive(RST | ACK, 1, 1000, WINDOW, "");
	expect_nothing();
	expect_state(CLOSED);
}
END_TEST

START_TEST(a_reset_is_looked_at_before_a_syn)
{
	open_connection();
	arrive(SYN | RST, 1, 0, 0, "");
	expect_nothing();
	expect_state(CLOSED);
}
END_TEST

START_TEST(a_segment_is_in_the_window_if_its_last_number_is)
{
	half_open();
	arrive(ACK, 0, 1, WINDOW, "h");
	expect(ACK, 1, 1, "");
	expect_state(SYN_RECEIVED);
	arrive(ACK, 0, 1, WINDOW, "he");
	expect_state(ESTABLISHED);
}
END_TEST

/* The window has these; but of a RST the RFC asks whether its first number is in there (3.10.7.4, second). */
START_TEST(a_reset_is_in_the_window_if_its_last_number_is)
{
	open_connection();
	arrive(RST, 0, 0, 0, "h");
	expect_nothing();
	arrive(RST, 0, 0, 0, "he");
	expect(ACK, 1, 1, "");
	arrive(RST, 0, 0, 0, "hello");
	expect(ACK, 1, 1, "");
	expect_state(ESTABLISHED);
}
END_TEST

START_TEST(text_with_a_reset_or_a_syn_is_not_taken)
{
	open_connection();
	arrive(SYN | ACK, 1, 1, WINDOW, "hello");
	expect(ACK, 1, 1, "");
	arrive(RST | ACK, 2, 1, WINDOW, "hello");
	expect(ACK, 1, 1, "");
	arrive(RST | ACK, 1, 1, WINDOW, "hello");
	expect_nothing();
	expect_state(CLOSED);
	ck_assert_uint_eq(c->rcv_nxt, IRS + 1);
}
END_TEST

START_TEST(a_reset_outside_the_window_is_dropped)
{
	open_connection();
	arrive(RST, 0, 0, 0, "");
	arrive(RST, WINDOW + 1, 0, 0, "");
	expect_nothing();
	expect_state(ESTABLISHED);
}
END_TEST

/* RFC 5961, 4.2; bug 13. */
START_TEST(a_syn_on_an_open_connection_draws_a_challenge_ack)
{
	open_connection();
	arrive(SYN, 5, 0, WINDOW, "");
	expect(ACK, 1, 1, "");
	arrive(SYN | ACK, 1, 1, WINDOW, "");
	expect(ACK, 1, 1, "");
	arrive(SYN, 0, 0, WINDOW, "");
	expect(ACK, 1, 1, "");
	expect_state(ESTABLISHED);
}
END_TEST

START_TEST(an_ack_of_what_was_never_sent_draws_an_ack)
{
	open_connection();
	arrive(ACK, 1, 2, WINDOW, "");
	expect(ACK, 1, 1, "");
	arrive(ACK, 1, 1000000, 17, "hello");
	expect(ACK, 1, 1, "");
	ck_assert_uint_eq(c->snd_una, ISS + 1);
	ck_assert_uint_eq(c->rcv_nxt, IRS + 1);
}
END_TEST

START_TEST(an_old_ack_is_no_fault)
{
	open_connection();
	arrive(ACK, 1, 0, WINDOW, "");
	arrive(ACK, 1, -1000, WINDOW, "");
	expect_nothing();
	ck_assert_uint_eq(c->snd_una, ISS + 1);
}
END_TEST

START_TEST(a_segment_without_ack_is_dropped)
{
	open_connection();
	arrive(0, 1, 0, WINDOW, "hello");
	expect_nothing();
	ck_assert_uint_eq(c->rcv_nxt, IRS + 1);
}
END_TEST

START_TEST(each_of_several_connections_is_known_by_its_four_numbers)
{
	knock(1000);
	expect(SYN | ACK, 0, 1, "");
	knock(1001);
	expect(SYN | ACK, 0, 1, "");
	to_port = OTHER_PORT;
	knock(1000);
	expect(SYN | ACK, 0, 1, "");
	ck_assert_uint_eq(k.used, 3);
	arrive(ACK, 1, 1, WINDOW, "");
	expect_nothing();
	ck_assert_int_eq(k.conn[0].state, SYN_RECEIVED);
	ck_assert_int_eq(k.conn[1].state, SYN_RECEIVED);
	ck_assert_int_eq(k.conn[2].state, ESTABLISHED);
	ck_assert_uint_eq(k.conn[2].lport, OTHER_PORT);
	to_port = PORT;
	from_port = 1002;
	arrive(ACK, 1, 1, WINDOW, "");
	expect(RST, 1, 0, "");
}
END_TEST

START_TEST(a_place_that_is_free_again_is_used_again)
{
	knock(1000);
	expect(SYN | ACK, 0, 1, "");
	arrive(RST, 1, 0, 0, "");
	knock(1001);
	expect(SYN | ACK, 0, 1, "");
	ck_assert_uint_eq(k.used, 1);
	ck_assert_uint_eq(k.conn[0].rport, 1001);
}
END_TEST

/* Opens a full table, a microsecond apart; number 0 becomes established. */
static void fill_table(void)
{
	for (uint16_t i = 0; i < CONNECTIONS; i++) {
		at(i);
		knock((uint16_t)(1000 + i));
		forget();
	}
	from_port = 1000;
	arrive(ACK, 1, k.conn[0].iss + 1 - ISS, WINDOW, "");
	ck_assert_int_eq(k.conn[0].state, ESTABLISHED);
	ck_assert_uint_eq(k.used, CONNECTIONS);
}

START_TEST(of_a_full_table_the_oldest_half_open_connection_yields)
{
	fill_table();
	knock(3000);
	ck_assert_uint_eq(left()->flags, SYN | ACK);
	ck_assert_uint_eq(k.conn[1].rport, 3000);
	ck_assert_uint_eq(k.conn[0].rport, 1000);
	ck_assert_uint_eq(k.conn[2].rport, 1002);
	knock(3001);
	ck_assert_uint_eq(k.conn[2].rport, 3001);
	ck_assert_ptr_nonnull(strstr(changes(), "SYN-RECEIVED -> CLOSED\n"));
}
END_TEST

START_TEST(a_full_table_of_open_connections_turns_a_syn_away)
{
	fill_table();
	for (size_t i = 0; i < CONNECTIONS; i++)
		k.conn[i].state = ESTABLISHED;
	knock(3000);
	expect_nothing();
	for (size_t i = 0; i < CONNECTIONS; i++)
		ck_assert_uint_eq(k.conn[i].rport, 1000 + i);
}
END_TEST

/* Bug 1. */
START_TEST(numbers_are_compared_across_the_end_of_their_range)
{
	ck_assert(seq_lt(0xffffffff, 0));
	ck_assert(!seq_lt(0, 0xffffffff));
	ck_assert(!seq_lt(5, 5));
	ck_assert(seq_lt(0, 0x7fffffff));
	ck_assert(!seq_lt(0x7fffffff, 0));
}
END_TEST

START_TEST(a_number_comes_before_another_or_is_the_same)
{
	ck_assert(seq_le(5, 5));
	ck_assert(seq_le(0xfffffff0, 0x10));
	ck_assert(!seq_le(0x10, 0xfffffff0));
}
END_TEST

START_TEST(a_range_of_numbers_goes_on_behind_the_last_one)
{
	ck_assert(seq_in(3, 0xfffffff0, 20));
	ck_assert(!seq_in(4, 0xfffffff0, 20));
	ck_assert(seq_in(0xfffffff0, 0xfffffff0, 1));
	ck_assert(!seq_in(0xffffffef, 0xfffffff0, 20));
	ck_assert(!seq_in(7, 7, 0));
}
END_TEST

static uint32_t our_number(uint16_t port)
{
	const struct seg *s;

	knock(port);
	s = left();
	ck_assert_msg(s, "a SYN came, and no SYN ACK has left");
	return s->seq;
}

START_TEST(the_initial_number_is_a_clock_of_four_microseconds)
{
	uint32_t one = our_number(1000), other;

	at(4 * 16);
	other = our_number(1001);
	ck_assert_msg(other - one == 16, "64 microseconds later the number is %d higher, expected 16", (int)(other - one));
}
END_TEST

TCP_UNIT("handshake",
	FROM(5, a_segment_without_ack_for_a_closed_port_draws_a_reset_with_number_zero_that_acknowledges_it),
	FROM(5, a_segment_with_ack_for_a_closed_port_draws_a_reset_with_the_number_it_acknowledges),
	FROM(5, a_reset_is_never_answered_with_a_reset),
	FROM(5, what_arrives_brings_the_time_along),
	FROM(5, in_listen_a_reset_is_dropped),
	FROM(5, in_listen_an_ack_draws_a_reset),
	FROM(5, in_listen_what_has_no_syn_is_dropped),
	FROM(5, in_listen_a_syn_makes_a_connection_in_syn_received),
	FROM(5, a_closed_place_is_used_again_and_begins_at_zero),
	FROM(5, a_syn_draws_a_syn_ack_that_acknowledges_it),
	FROM(5, snd_nxt_moves_across_the_end_of_the_numbers),
	FROM(5, the_ack_of_our_syn_is_known_across_the_end_of_the_numbers),
	FROM(5, a_syn_draws_a_syn_ack_and_its_ack_establishes),
	FROM(5, the_syn_ack_offers_our_window_and_our_mss),
	FROM(5, without_the_option_the_mss_is_536),
	FROM(5, the_mss_that_the_peer_offers_is_obeyed),
	FROM(5, an_mss_beyond_ours_is_not_used),
	FROM(5, an_mss_of_zero_is_not_believed),
	FROM(5, an_mss_option_of_the_wrong_length_is_not_believed),
	FROM(5, a_syn_that_comes_again_draws_the_syn_ack_again),
	FROM(5, a_syn_with_another_number_is_no_syn_that_comes_again),
	FROM(5, another_syn_in_the_window_in_syn_received_returns_to_listen),
	FROM(5, an_ack_in_syn_received_of_anything_but_our_syn_draws_a_reset),
	FROM(5, a_segment_without_ack_in_syn_received_is_dropped),
	FROM(5, a_reset_in_syn_received_returns_to_listen),
	FROM(5, an_empty_segment_is_acceptable_within_the_window_only),
	FROM(5, text_all_old_draws_an_ack),
	FROM(5, text_all_beyond_the_window_draws_an_ack),
	FROM(5, a_shut_window_takes_an_empty_segment_with_the_next_number_and_no_other),
	FROM(5, a_shut_window_takes_a_reset_with_the_next_number),
	FROM(5, a_shut_window_takes_a_reset_that_has_text),
	FROM(5, a_reset_with_the_very_next_number_ends_the_connection),
	FROM(5, a_reset_elsewhere_in_the_window_draws_a_challenge_ack),
	FROM(5, a_reset_that_is_challenged_is_dropped_with_its_ack),
	FROM(5, what_rst_or_syn_has_answered_goes_no_further),
	FROM(5, a_reset_is_looked_at_before_a_syn),
	FROM(5, a_segment_is_in_the_window_if_its_last_number_is),
	FROM(5, a_reset_is_in_the_window_if_its_last_number_is),
	FROM(5, text_with_a_reset_or_a_syn_is_not_taken),
	FROM(5, a_reset_outside_the_window_is_dropped),
	FROM(5, a_syn_on_an_open_connection_draws_a_challenge_ack),
	FROM(5, an_ack_of_what_was_never_sent_draws_an_ack),
	FROM(5, an_old_ack_is_no_fault),
	FROM(5, a_segment_without_ack_is_dropped),
	FROM(5, each_of_several_connections_is_known_by_its_four_numbers),
	FROM(5, a_place_that_is_free_again_is_used_again),
	FROM(5, of_a_full_table_the_oldest_half_open_connection_yields),
	FROM(5, a_full_table_of_open_connections_turns_a_syn_away),
	FROM(5, numbers_are_compared_across_the_end_of_their_range),
	FROM(5, a_number_comes_before_another_or_is_the_same),
	FROM(5, a_range_of_numbers_goes_on_behind_the_last_one),
	FROM(5, the_initial_number_is_a_clock_of_four_microseconds),
	FROM(5, an_option_that_we_do_not_know_is_ignored_without_error),
	FROM(5, options_need_not_begin_on_a_word_boundary),
	FROM(5, the_mss_is_offered_in_a_syn_only),
	FROM(5, a_syn_with_ack_or_rst_is_no_syn_that_comes_again),
	FROM(5, the_states_have_the_names_of_the_rfc),
	FROM(5, with_what_arrives_and_leaves_the_numbers_are_told),
	FROM(5, the_numbers_are_told_after_the_segment_has_left))
