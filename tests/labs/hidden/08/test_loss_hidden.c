/* test_loss_hidden.c: what test_loss.c asks, with other numbers and in other orders. */
#include "tcp_fixture.h"

#include "tcp/rto.h"

/* Our first number is a clock of four microseconds: after so long it is the same again. */
#define TURN (UINT64_C(4) << 32)

START_TEST(what_is_sent_again_begins_with_the_first_number_that_is_not_acknowledged)
{
	for (unsigned i = 0; i < 60; i++) {
		uint32_t n = 1 + random32() % 6000, una = random32() % n, rest = n - una;

		at(i * TURN);
		from_port = (uint16_t)(2000 + i);
		open_connection();
		say_n(n);
		forget();
		if (una > 0)
			arrive(ACK, 1, 1 + una, WINDOW, "");
		expect_nothing();
		for (unsigned again = 0; again < 3; again++) {
			after(deadline());
			expect_n(ACK, 1 + una, 1, rest < MSS ? rest : MSS);
			expect_nothing();
		}
		give_up();
		forget();
	}
}
END_TEST

/* However the fractions of a microsecond are rounded. */
static void about(const char *what, double is, double right, double most)
{
	must(is - right <= most && right - is <= most, "%s is %.0f microseconds, expected %.0f", what, is, right);
}

START_TEST(the_estimate_is_the_rfcs_for_any_round_trips)
{
	config.rto_min = 1;
	for (unsigned i = 0; i < 20; i++) {
		double srtt = 0, rttvar = 0;

		from_port = (uint16_t)(2000 + i);
		open_connection();
		tcp_rto_init(c);
		for (unsigned n = 0; n < 50; n++) {
			double r = 20000 + random32() % 2000000;

			rttvar = n == 0 ? r / 2 : 0.75 * rttvar + 0.25 * (srtt > r ? srtt - r : r - srtt);
			srtt = n == 0 ? r : 0.875 * srtt + 0.125 * r;
			tcp_rto_sample(c, (uint64_t)r, 1);
			about("SRTT", (double)c->rto.srtt, srtt, 50);
			about("RTTVAR", (double)c->rto.rttvar, rttvar, 50);
			if (rttvar > 10000)
				about("the RTO", (double)c->rto.rto, srtt + 4 * rttvar, 300);
		}
	}
}
END_TEST

START_TEST(pieces_of_any_length_in_any_order_make_the_whole)
{
	enum { TOTAL = 9000, PIECES = 20 };
	static uint8_t whole[TOTAL];

	open_connection();
	arrive_n(ACK, 1, 1, WINDOW, TOTAL);
	forget();
	ck_assert_uint_eq(program.len, TOTAL);
	memcpy(whole, program.got, TOTAL);
	for (unsigned i = 0; i < 60; i++) {
		uint32_t from[PIECES], end[PIECES];
		bool here[TOTAL] = { false };

		from_port = (uint16_t)(2000 + i);
		open_connection();
		program.len = 0;
		for (unsigned p = 0; p < PIECES; p++) { /* each also has some of the one behind it */
			from[p] = p * TOTAL / PIECES;
			end[p] = (p + 1) * TOTAL / PIECES + (p + 1 < PIECES ? random32() % 300 : 0);
		}
		for (unsigned waits = PIECES; waits > 0; waits--) {
			unsigned it = random32() % waits;
			uint32_t next = 0;

			forget();
			arrive_n(ACK, 1 + from[it], 1, WINDOW, end[it] - from[it]);
			for (uint32_t at = from[it]; at < end[it]; at++)
				here[at] = true;
			while (next < TOTAL && here[next])
				next++;
			expect(ACK, 1, 1 + next, "");
			ck_assert_uint_eq(program.len, next);
			from[it] = from[waits - 1];
			end[it] = end[waits - 1];
		}
		ck_assert_uint_eq(program.len, TOTAL);
		ck_assert_mem_eq(program.got, whole, TOTAL);
	}
}
END_TEST

START_TEST(the_third_duplicate_sends_the_segment_that_is_asked_for)
{
	for (unsigned i = 0; i < 60; i++) {
		uint32_t n = 5000 + random32() % 15000, una = random32() % (n - 1000);

		from_port = (uint16_t)(2000 + i);
		open_connection();
		say_n(n);
		forget();
		if (una > 0)
			arrive(ACK, 1, 1 + una, WINDOW, "");
		for (unsigned again = 0; again < 2; again++)
			arrive(ACK, 1, 1 + una, WINDOW, "");
		expect_nothing();
		arrive(ACK, 1, 1 + una, WINDOW, "");
		expect_n(ACK, 1 + una, 1, MSS);
		expect_nothing();
		give_up();
		forget();
	}
}
END_TEST

TCP_UNIT("loss_hidden", FROM(8, what_is_sent_again_begins_with_the_first_number_that_is_not_acknowledged), FROM(8, the_estimate_is_the_rfcs_for_any_round_trips),
         FROM(8, pieces_of_any_length_in_any_order_make_the_whole), FROM(8, the_third_duplicate_sends_the_segment_that_is_asked_for))
