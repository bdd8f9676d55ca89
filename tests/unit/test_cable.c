/* test_cable.c: the bad cable does what it was asked for, and the same again. */
#include "link/cable.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 100000, PERCENT = CABLE_CERTAIN / 100 };

static struct cable cable;

static void use(struct cable_config config)
{
	if (config.queue == 0)
		config.queue = 30;
	memset(&cable, 0, sizeof cable);
	cable.config = config;
}

static void pass_many(enum cable_direction direction, uint64_t apart)
{
	for (uint64_t i = 0; i < MANY; i++)
		cable_pass(&cable, direction, i * apart, 100);
}

/* Of 100,000 packets, within five standard deviations of `chance`? */
static void expect_rate(uint64_t count, uint32_t chance)
{
	double p = (double)chance / CABLE_CERTAIN, off = (double)count - MANY * p;

	ck_assert_msg(off * off <= 25 * MANY * p * (1 - p), "%llu of %d, asked for %g", (unsigned long long)count, MANY, p);
}

START_TEST(a_good_cable_carries_everything_at_once)
{
	use((struct cable_config){ .seed = 7 });
	for (uint64_t i = 0; i < 1000; i++) {
		struct cable_fate f = cable_pass(&cable, CABLE_TO_STEP, i, 100);

		ck_assert_uint_eq(f.copies, 1);
		ck_assert_uint_eq(f.due[0], i);
		ck_assert(!f.corrupt);
	}
	ck_assert_uint_eq(cable.way[CABLE_TO_STEP].packets, 1000);
	ck_assert_uint_eq(cable.way[CABLE_FROM_STEP].packets, 0);
}
END_TEST

START_TEST(the_rates_are_those_asked_for)
{
	for (enum cable_direction d = 0; d < CABLE_DIRECTIONS; d++) {
		use((struct cable_config){ .seed = 7, .loss = 3 * PERCENT, .dup = 1 * PERCENT, .reorder = PERCENT / 2, .corrupt = 20 * PERCENT });
		struct cable_way *w = &cable.way[d];

		pass_many(d, 1);
		ck_assert_uint_eq(w->packets, MANY);
		expect_rate(w->lost, 3 * PERCENT);
		uint64_t arrived = MANY - w->lost; /* only those can meet with more */
		expect_rate(w->doubled * MANY / arrived, 1 * PERCENT);
		expect_rate(w->reordered * MANY / arrived, PERCENT / 2);
		expect_rate(w->corrupted * MANY / arrived, 20 * PERCENT);
	}
}
END_TEST

START_TEST(a_certain_fault_hits_every_packet)
{
	use((struct cable_config){ .loss = CABLE_CERTAIN });
	pass_many(CABLE_TO_STEP, 1);
	ck_assert_uint_eq(cable.way[CABLE_TO_STEP].lost, MANY);
	use((struct cable_config){ .dup = CABLE_CERTAIN, .corrupt = CABLE_CERTAIN });
	pass_many(CABLE_TO_STEP, 1);
	ck_assert_uint_eq(cable.way[CABLE_TO_STEP].doubled, MANY);
	ck_assert_uint_eq(cable.way[CABLE_TO_STEP].corrupted, MANY);
}
END_TEST

static const struct cable_config bad = {
	.seed = 7, .loss = 10 * PERCENT, .dup = 10 * PERCENT, .reorder = 10 * PERCENT, .corrupt = 10 * PERCENT, .hold = 10, .delay = 5,
};

static void fates(struct cable_fate *fate, uint64_t seed, bool other_way_too)
{
	struct cable_config config = bad;

	config.seed = seed;
	use(config);
	for (uint64_t i = 0; i < 1000; i++) {
		fate[i] = cable_pass(&cable, CABLE_TO_STEP, i, 100);
		for (uint64_t k = 0; other_way_too && k < i % 3; k++)
			cable_pass(&cable, CABLE_FROM_STEP, i, 60);
	}
}

static unsigned differences(const struct cable_fate *a, const struct cable_fate *b)
{
	unsigned n = 0;

	for (int i = 0; i < 1000; i++)
		n += a[i].copies != b[i].copies || a[i].due[0] != b[i].due[0] || a[i].due[1] != b[i].due[1] ||
		     a[i].corrupt != b[i].corrupt || a[i].bit != b[i].bit;
	return n;
}

START_TEST(the_same_seed_means_the_same_fate_whatever_goes_the_other_way)
{
	static struct cable_fate first[1000], again[1000], mixed[1000], other[1000];

	fates(first, 7, false);
	fates(again, 7, false);
	fates(mixed, 7, true);
	fates(other, 8, false);
	ck_assert_uint_eq(differences(first, again), 0);
	ck_assert_uint_eq(differences(first, mixed), 0);
	ck_assert_uint_gt(differences(first, other), 100);
}
END_TEST

START_TEST(the_two_directions_meet_with_different_fates)
{
	unsigned same = 0;

	use((struct cable_config){ .seed = 7, .loss = 50 * PERCENT });
	for (uint64_t i = 0; i < 1000; i++)
		same += cable_pass(&cable, CABLE_TO_STEP, i, 100).copies == cable_pass(&cable, CABLE_FROM_STEP, i, 100).copies;
	ck_assert_uint_gt(same, 400);
	ck_assert_uint_lt(same, 600);
}
END_TEST

START_TEST(one_fault_does_not_choose_the_packets_of_another)
{
	static bool lost[MANY];
	uint64_t both = 0;

	use((struct cable_config){ .seed = 7, .loss = 50 * PERCENT });
	for (uint64_t i = 0; i < MANY; i++)
		lost[i] = cable_pass(&cable, CABLE_TO_STEP, i, 100).copies == 0;
	use((struct cable_config){ .seed = 7, .loss = 50 * PERCENT, .dup = 50 * PERCENT, .corrupt = 50 * PERCENT });
	for (uint64_t i = 0; i < MANY; i++) {
		struct cable_fate f = cable_pass(&cable, CABLE_TO_STEP, i, 100);

		ck_assert_int_eq(f.copies == 0, lost[i]);
		both += f.copies == 2 && f.corrupt;
	}
	expect_rate(both, CABLE_CERTAIN / 8);
}
END_TEST

START_TEST(a_corruption_flips_one_bit_and_any_bit_of_the_packet)
{
	bool hit[21 * 8] = { false };

	use((struct cable_config){ .seed = 7, .corrupt = CABLE_CERTAIN });
	for (uint64_t i = 0; i < 5000; i++) {
		struct cable_fate f = cable_pass(&cable, CABLE_TO_STEP, i, 21);

		ck_assert(f.corrupt);
		ck_assert_uint_lt(f.bit, 21 * 8);
		hit[f.bit] = true;
	}
	for (int i = 0; i < 21 * 8; i++)
		ck_assert_msg(hit[i], "bit %d is never flipped", i);
	ck_assert(!cable_pass(&cable, CABLE_TO_STEP, 5000, 0).corrupt);
}
END_TEST

START_TEST(a_drop_hits_exactly_that_packet)
{
	use((struct cable_config){ .drops = 2, .drop = { { CABLE_TO_STEP, 5 }, { CABLE_FROM_STEP, 2 } } });
	for (unsigned n = 1; n <= 10; n++) {
		ck_assert_uint_eq(cable_pass(&cable, CABLE_TO_STEP, n, 100).copies, n != 5);
		ck_assert_uint_eq(cable_pass(&cable, CABLE_FROM_STEP, n, 100).copies, n != 2);
	}
	ck_assert_uint_eq(cable.way[CABLE_TO_STEP].lost, 1);
	ck_assert_uint_eq(cable.way[CABLE_FROM_STEP].lost, 1);
}
END_TEST

START_TEST(a_reordered_packet_is_late_and_of_two_copies_the_second)
{
	struct cable_fate f;

	use((struct cable_config){ .reorder = CABLE_CERTAIN, .delay = 20000, .hold = 10000 });
	f = cable_pass(&cable, CABLE_TO_STEP, 1000, 100);
	ck_assert_uint_eq(f.due[0], 31000);
	use((struct cable_config){ .dup = CABLE_CERTAIN, .reorder = CABLE_CERTAIN, .delay = 20000, .hold = 10000 });
	f = cable_pass(&cable, CABLE_TO_STEP, 1000, 100);
	ck_assert_uint_eq(f.copies, 2);
	ck_assert_uint_eq(f.due[0], 21000);
	ck_assert_uint_eq(f.due[1], 31000);
}
END_TEST

START_TEST(a_bottleneck_sends_one_packet_after_the_other)
{
	use((struct cable_config){ .rate = 8000000, .queue = 100, .delay = 7 }); /* a byte takes a microsecond */
	ck_assert_uint_eq(cable_pass(&cable, CABLE_TO_STEP, 1000, 100).due[0], 1107);
	ck_assert_uint_eq(cable_pass(&cable, CABLE_TO_STEP, 1000, 50).due[0], 1157);
	ck_assert_uint_eq(cable_pass(&cable, CABLE_TO_STEP, 1149, 50).due[0], 1207);
	ck_assert_uint_eq(cable_pass(&cable, CABLE_FROM_STEP, 1149, 50).due[0], 1206);
	ck_assert_uint_eq(cable_pass(&cable, CABLE_TO_STEP, 5000, 50).due[0], 5057);
	use((struct cable_config){ .rate = 7000000 }); /* 800 / 7 microseconds, rounded up */
	ck_assert_uint_eq(cable_pass(&cable, CABLE_TO_STEP, 0, 100).due[0], 115);
}
END_TEST

START_TEST(a_full_queue_loses_the_packet_that_comes)
{
	use((struct cable_config){ .rate = 8000000, .queue = 3 });
	for (unsigned n = 1; n <= 5; n++)
		ck_assert_uint_eq(cable_pass(&cable, CABLE_TO_STEP, 0, 100).copies, n <= 3);
	ck_assert_uint_eq(cable_pass(&cable, CABLE_TO_STEP, 99, 100).copies, 0);
	ck_assert_uint_eq(cable_pass(&cable, CABLE_TO_STEP, 100, 100).due[0], 400); /* the first has left */
	ck_assert_uint_eq(cable_pass(&cable, CABLE_TO_STEP, 100, 100).copies, 0);
	ck_assert_uint_eq(cable.way[CABLE_TO_STEP].overflowed, 4);
	ck_assert_uint_eq(cable.way[CABLE_TO_STEP].lost, 0);
}
END_TEST

START_TEST(a_bottleneck_never_sends_faster_than_its_rate)
{
	uint64_t carried = 0, last = 0;

	use((struct cable_config){ .rate = 10000000, .queue = CABLE_QUEUE });
	for (uint64_t i = 0; i < MANY; i++) {
		struct cable_fate f = cable_pass(&cable, CABLE_TO_STEP, i * 100, 1500);

		if (f.copies == 0)
			continue;
		ck_assert_uint_gt(f.due[0], last);
		last = f.due[0];
		carried += 1500 * 8;
		ck_assert_uint_ge(last * 10, carried);
	}
	ck_assert_uint_ge(carried, last * 10 * 999 / 1000);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("cable");
	TCase *c = tcase_create("fate");
	SRunner *r = srunner_create(s);

	tcase_add_test(c, a_good_cable_carries_everything_at_once);
	tcase_add_test(c, the_rates_are_those_asked_for);
	tcase_add_test(c, a_certain_fault_hits_every_packet);
	tcase_add_test(c, the_same_seed_means_the_same_fate_whatever_goes_the_other_way);
	tcase_add_test(c, the_two_directions_meet_with_different_fates);
	tcase_add_test(c, one_fault_does_not_choose_the_packets_of_another);
	tcase_add_test(c, a_corruption_flips_one_bit_and_any_bit_of_the_packet);
	tcase_add_test(c, a_drop_hits_exactly_that_packet);
	tcase_add_test(c, a_reordered_packet_is_late_and_of_two_copies_the_second);
	tcase_add_test(c, a_bottleneck_sends_one_packet_after_the_other);
	tcase_add_test(c, a_full_queue_loses_the_packet_that_comes);
	tcase_add_test(c, a_bottleneck_never_sends_faster_than_its_rate);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
