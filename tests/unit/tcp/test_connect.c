/* test_connect.c: how a connection begins when we ask for it (RFC 9293, 3.5, 3.8.3 and 3.10.7.3),
 * as the simulator's peer does. */
#include "peer.h"
#include "tcp/connect.h"
#include "tcp_fixture.h"

static const uint8_t all[] = { 2, 4, 2, 1, 4, 2, 8, 10, 0, 0, 0, 100, 0, 0, 0, 0, 3, 3, 2, 1 };

static void we_ask(void)
{
	const struct seg names = { .src = PEER, .dst = US, .sport = from_port, .dport = to_port };

	c = peer_connect(&k, &names, &k.services[0], k.now);
	ck_assert_ptr_nonnull(c);
	expect(SYN, 0, 0, "");
	expect_state(SYN_SENT);
	ck_assert_uint_eq(c->iss, ISS);
	ck_assert_uint_eq(c->snd_nxt, ISS + 1);
}

static const struct tcp_option *option(const struct seg *s, enum tcp_option_kind kind)
{
	static struct tcp_option o;

	for (size_t at = 0; tcp_option_next(s, &at, &o);)
		if (o.kind == kind)
			return &o;
	return NULL;
}

START_TEST(a_syn_that_is_answered_with_a_syn_ack_establishes)
{
	we_ask();
	with_options("\2\4\2\1", 4);
	arrive(SYN | ACK, 0, 1, 5000, "");
	expect(ACK, 1, 1, "");
	expect_state(ESTABLISHED);
	ck_assert_uint_eq(c->irs, IRS);
	ck_assert_uint_eq(c->rcv_nxt, IRS + 1);
	ck_assert_uint_eq(c->snd_una, ISS + 1);
	ck_assert_uint_eq(c->snd_wnd, 5000);
	ck_assert_uint_eq(c->snd_mss, 513);
	ck_assert(deadline() == TCP_NEVER);
	say("hello");
	expect(ACK, 1, 1, "hello");
	arrive(ACK, 1, 6, 6000, "you");
	expect(ACK, 6, 4, "");
	expect_read("you");
	ck_assert_uint_eq(c->snd_wnd, 6000);
}
END_TEST

START_TEST(our_syn_offers_all_that_we_would_agree_to)
{
	const struct seg names = { .src = PEER, .dst = US, .sport = PEER_PORT, .dport = PORT };
	const struct seg *s;

	config.rcv_buffer = 262144;
	c = peer_connect(&k, &names, &k.services[0], k.now);
	ck_assert_ptr_nonnull(c);
	s = left();
	ck_assert_uint_eq(s->flags, SYN);
	ck_assert_uint_eq(s->wnd, 65535);
	ck_assert_uint_eq(get16(option(s, OPT_MSS)->data), MSS);
	ck_assert_uint_eq(option(s, OPT_WSCALE)->data[0], 3);
	ck_assert_ptr_nonnull(option(s, OPT_SACK_OK));
	ck_assert_ptr_nonnull(option(s, OPT_TS));
	with_options(all, sizeof all);
	arrive(SYN | ACK, 0, 1, 5000, "");
	s = left();
	ck_assert_uint_eq(s->wnd, 262144 >> 3);
	ck_assert_uint_eq(get32(option(s, OPT_TS)->data + 4), 100);
	ck_assert_uint_eq(c->snd_wnd, 5000); /* in a SYN it is never scaled */
	ck_assert_uint_eq(c->options.snd_shift, 2);
	ck_assert_uint_eq(c->options.rcv_shift, 3);
	ck_assert(c->options.sack && c->options.ts && c->options.scale);
}
END_TEST

START_TEST(of_the_largest_window_that_needs_no_scale_no_bit_is_lost)
{
	config.rcv_buffer = 65535;
	we_ask();
	ck_assert_uint_eq(c->options.rcv_shift, 0);
}
END_TEST

START_TEST(what_we_do_not_want_we_do_not_offer)
{
	const struct seg names = { .src = PEER, .dst = US, .sport = PEER_PORT, .dport = PORT };

	config.scale = config.ts = config.sack = false;
	config.rcv_buffer = 262144;
	c = peer_connect(&k, &names, &k.services[0], k.now);
	ck_assert_uint_eq(left()->options_len, 4);
	with_options(all, sizeof all);
	arrive(SYN | ACK, 0, 1, 5000, "");
	ck_assert_uint_eq(left()->options_len, 0);
	ck_assert(!c->options.sack && !c->options.ts && !c->options.scale);
	ck_assert_uint_eq(c->options.rcv_shift, 0);
}
END_TEST

START_TEST(what_the_peer_does_not_offer_is_not_used)
{
	we_ask();
	arrive(SYN | ACK, 0, 1, 5000, "");
	ck_assert_uint_eq(left()->options_len, 0);
	ck_assert(!c->options.sack && !c->options.ts && !c->options.scale);
	ck_assert_uint_eq(c->snd_mss, 536);
}
END_TEST

START_TEST(no_mss_is_used_beyond_ours)
{
	we_ask();
	with_options("\2\4\5\264", 4);
	arrive(SYN | ACK, 0, 1, 5000, "");
	ck_assert_uint_eq(c->snd_mss, MSS);
	from_port++;
	forget();
	config.mss = 500;
	we_ask();
	ck_assert_uint_eq(c->snd_mss, 500);
}
END_TEST

START_TEST(before_the_peer_has_spoken_its_mss_is_536)
{
	we_ask();
	ck_assert_uint_eq(c->snd_mss, 536);
}
END_TEST

/* Figure 7. */
START_TEST(when_both_ask_at_once_both_are_in_syn_received_and_then_established)
{
	we_ask();
	with_options("\2\4\2\1", 4);
	arrive(SYN, 0, 0, 5000, "");
	expect(SYN | ACK, 0, 1, "");
	expect_state(SYN_RECEIVED);
	ck_assert_uint_eq(c->congestion.cwnd, 5130);
	arrive(SYN | ACK, 0, 1, 5000, "");
	expect(ACK, 1, 1, "");
	expect_state(SYN_RECEIVED);
	arrive(ACK, 1, 1, 6000, "");
	expect_nothing();
	expect_state(ESTABLISHED);
	ck_assert_uint_eq(c->snd_una, ISS + 1);
	ck_assert_uint_eq(c->snd_wnd, 6000);
}
END_TEST

START_TEST(an_ack_in_syn_sent_of_anything_but_our_syn_draws_a_reset)
{
	we_ask();
	arrive(SYN | ACK, 0, 0, 5000, "");
	expect(RST, 0, 0, "");
	arrive(ACK, 1, 2, 5000, "");
	expect(RST, 2, 0, "");
	expect_state(SYN_SENT);
}
END_TEST

START_TEST(a_reset_in_syn_sent_counts_only_with_an_ack_of_our_syn)
{
	we_ask();
	arrive(RST, 0, 0, 0, "");
	arrive(RST | ACK, 0, 0, 0, "");
	arrive(RST | ACK, 0, 2, 0, "");
	expect_nothing();
	expect_state(SYN_SENT);
	arrive(RST | ACK, 0, 1, 0, "");
	expect_nothing();
	expect_state(CLOSED);
	ck_assert_ptr_nonnull(strstr(story, "refused"));
}
END_TEST

START_TEST(in_syn_sent_what_has_neither_syn_nor_rst_is_dropped)
{
	we_ask();
	arrive(ACK, 1, 1, 5000, "");
	arrive(0, 1, 0, 5000, "hello");
	arrive(FIN | ACK, 1, 1, 5000, "");
	expect_nothing();
	expect_state(SYN_SENT);
	ck_assert_uint_eq(c->snd_una, ISS);
}
END_TEST

START_TEST(the_peers_numbers_are_known_only_after_its_syn)
{
	struct seg s = { .flags = RST, .seq = IRS };

	we_ask();
	ck_assert(!tcp_syn_sent(c, &s));
	s.flags = ACK;
	s.ack = ISS + 1;
	ck_assert(!tcp_syn_sent(c, &s));
	s.flags = SYN | ACK;
	ck_assert(tcp_syn_sent(c, &s));
}
END_TEST

START_TEST(a_lost_syn_is_sent_again_and_the_first_text_waits_for_three_seconds)
{
	we_ask();
	ck_assert_uint_eq(deadline(), S);
	after(S - 1);
	expect_nothing();
	after(1);
	expect(SYN, 0, 0, "");
	ck_assert_uint_eq(deadline(), 2 * S);
	arrive(0, 1, 0, 5000, "what");
	after(2 * S - 1);
	expect_nothing();
	arrive(SYN | ACK, 0, 1, 5000, "");
	expect(ACK, 1, 1, "");
	ck_assert(!c->rto.measured); /* Karn */
	ck_assert_uint_eq(c->resend.tries, 0);
	ck_assert_uint_eq(c->rto.rto, 3 * S);
	ck_assert_uint_eq(c->congestion.cwnd, 536);
}
END_TEST

START_TEST(a_syn_that_was_sent_once_times_the_round_trip)
{
	we_ask();
	after(300 * MS);
	arrive(SYN | ACK, 0, 1, 5000, "");
	ck_assert_uint_eq(c->rto.srtt, 300 * MS);
	ck_assert_uint_eq(c->rto.rto, S);
	ck_assert_uint_eq(c->resend.duplicates, 0);
}
END_TEST

/* RFC 9293, 3.8.3. */
START_TEST(nobody_answers_our_syn_for_three_minutes_and_we_give_up)
{
	we_ask();
	at(180 * S - 1);
	expect_state(SYN_SENT);
	at(400 * S);
	expect_state(CLOSED);
	ck_assert_ptr_nonnull(strstr(story, "given up"));
}
END_TEST

START_TEST(an_old_syn_in_the_network_is_found_out_by_its_reset)
{
	we_ask();
	arrive(SYN | ACK, 0, -300, 5000, ""); /* it answers a SYN of long ago */
	expect(RST, -300, 0, "");
	arrive(SYN | ACK, 50, 1, 5000, "");
	expect(ACK, 1, 51, "");
	expect_state(ESTABLISHED);
}
END_TEST

START_TEST(the_older_syn_ack_of_the_two_asked_for_at_once_does_not_bring_back_its_window)
{
	we_ask();
	arrive(SYN | ACK, 0, 1, 5000, "");
	forget();
	ck_assert_uint_eq(c->snd_wl1, IRS);
	ck_assert_uint_eq(c->snd_wl2, ISS + 1);
}
END_TEST

START_TEST(when_the_table_is_full_of_open_connections_none_is_opened)
{
	const struct seg names = { .src = PEER, .dst = US, .sport = 9, .dport = PORT };

	for (uint16_t i = 0; i < CONNECTIONS; i++) {
		from_port = (uint16_t)(1000 + i);
		we_ask();
		c->state = ESTABLISHED;
	}
	ck_assert_ptr_null(peer_connect(&k, &names, &k.services[0], k.now));
	expect_nothing();
}
END_TEST

/* The one that yields is one that the peer asked for, and whose handshake it does not end. */
START_TEST(what_we_have_asked_for_yields_to_nobody)
{
	for (uint16_t i = 0; i < CONNECTIONS - 1; i++) {
		from_port = (uint16_t)(1000 + i);
		we_ask();
	}
	from_port = 2000;
	arrive(SYN, 0, 0, WINDOW, "");
	forget();
	from_port = 2001;
	arrive(SYN, 0, 0, WINDOW, "");
	expect(SYN | ACK, 0, 1, "");
	ck_assert_uint_eq(k.conn[CONNECTIONS - 1].rport, 2001);
	for (uint16_t i = 0; i < CONNECTIONS - 1; i++)
		ck_assert(k.conn[i].state == SYN_SENT && k.conn[i].rport == 1000 + i);
	k.conn[CONNECTIONS - 1].state = ESTABLISHED;
	forget();
	from_port = 2002;
	arrive(SYN, 0, 0, WINDOW, "");
	expect_nothing();
	ck_assert_uint_eq(k.conn[0].rport, 1000);
}
END_TEST

static void expect_gone(void)
{
	expect_state(CLOSED);
	ck_assert(deadline() == TCP_NEVER);
	expect_nothing();
	arrive(SYN | ACK, 0, 1, 5000, ""); /* too late */
	expect(RST, 1, 0, "");
}

/* RFC 9293, 3.10.4. */
START_TEST(to_close_in_syn_sent_deletes_the_connection_and_sends_nothing)
{
	we_ask();
	hang_up();
	ck_assert_ptr_nonnull(strstr(story, "closed before the peer has answered\nSYN-SENT -> CLOSED\n"));
	expect_gone();
}
END_TEST

/* 3.10.5. */
START_TEST(to_abort_in_syn_sent_deletes_the_connection_and_sends_nothing)
{
	we_ask();
	give_up();
	expect_gone();
}
END_TEST

TCP_UNIT("connect",
	FROM(10, a_syn_that_is_answered_with_a_syn_ack_establishes),
	FROM(10, our_syn_offers_all_that_we_would_agree_to),
	FROM(10, of_the_largest_window_that_needs_no_scale_no_bit_is_lost),
	FROM(10, what_we_do_not_want_we_do_not_offer),
	FROM(10, what_the_peer_does_not_offer_is_not_used),
	FROM(10, no_mss_is_used_beyond_ours),
	FROM(10, before_the_peer_has_spoken_its_mss_is_536),
	FROM(10, when_both_ask_at_once_both_are_in_syn_received_and_then_established),
	FROM(10, an_ack_in_syn_sent_of_anything_but_our_syn_draws_a_reset),
	FROM(10, a_reset_in_syn_sent_counts_only_with_an_ack_of_our_syn),
	FROM(10, in_syn_sent_what_has_neither_syn_nor_rst_is_dropped),
	FROM(10, the_peers_numbers_are_known_only_after_its_syn),
	FROM(10, a_lost_syn_is_sent_again_and_the_first_text_waits_for_three_seconds),
	FROM(10, a_syn_that_was_sent_once_times_the_round_trip),
	FROM(10, nobody_answers_our_syn_for_three_minutes_and_we_give_up),
	FROM(10, an_old_syn_in_the_network_is_found_out_by_its_reset),
	FROM(10, the_older_syn_ack_of_the_two_asked_for_at_once_does_not_bring_back_its_window),
	FROM(10, what_we_have_asked_for_yields_to_nobody),
	FROM(10, to_close_in_syn_sent_deletes_the_connection_and_sends_nothing),
	FROM(10, to_abort_in_syn_sent_deletes_the_connection_and_sends_nothing),
	FROM(10, when_the_table_is_full_of_open_connections_none_is_opened))
