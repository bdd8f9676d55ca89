/* test_settings.c: what -o NAME=VALUE sets, and what is said of one that is wrong. */
#include "console/settings.h"

#include "unit.h"

#include <stdio.h>

static uint64_t patience;
static uint32_t room;
static bool polite;

static const struct setting list[] = {
	{ "patience", SETTING_TIME, &patience, 0, 0 },
	{ "room", SETTING_NUMBER, &room, 10, 65535 },
	{ "polite", SETTING_SWITCH, &polite, 0, 0 },
	{ NULL, SETTING_TIME, NULL, 0, 0 },
};

static void begin(void)
{
	patience = 1500 * MILLISECOND;
	room = 100;
	polite = true;
}

static void apply(const char *text)
{
	char *argv[] = { "step", "-o", (char *)text, NULL };

	settings_apply(text ? 3 : 1, argv, list);
}

static void apply_in_child(void *text)
{
	begin();
	apply(text);
}

START_TEST(without_settings_nothing_changes)
{
	begin();
	apply(NULL);
	ck_assert_uint_eq(patience, 1500000);
	ck_assert_uint_eq(room, 100);
	ck_assert(polite);
}
END_TEST

START_TEST(a_time_is_kept_in_microseconds)
{
	static const struct {
		const char *text;
		uint64_t time;
	} cases[] = {
		{ "patience=200ms", 200000 }, { "patience=1.5s", 1500000 }, { "patience=0s", 0 },
		{ "patience=0.5ms", 500 },    { "patience=60s", 60000000 }, { "patience=1000000s", UINT64_C(1000000000000) },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		begin();
		apply(cases[i].text);
		must(patience == cases[i].time, "%s: %llu", cases[i].text, (unsigned long long)patience);
		ck_assert(room == 100 && polite);
	}
}
END_TEST

START_TEST(a_number_may_be_its_least_and_its_most)
{
	begin();
	apply("room=10");
	ck_assert_uint_eq(room, 10);
	apply("room=65535");
	ck_assert_uint_eq(room, 65535);
	ck_assert(patience == 1500000 && polite);
}
END_TEST

START_TEST(a_switch_is_on_or_off)
{
	begin();
	apply("polite=off");
	ck_assert(!polite);
	apply("polite=on");
	ck_assert(polite);
	ck_assert(patience == 1500000 && room == 100);
}
END_TEST

START_TEST(several_settings_are_applied_in_their_order)
{
	char *argv[] = { "step", "-o", "room=20", "-opolite=off", "-o", "room=30", NULL };

	begin();
	settings_apply(6, argv, list);
	ck_assert_uint_eq(room, 30);
	ck_assert(!polite);
	ck_assert_uint_eq(patience, 1500000);
}
END_TEST

static const char all[] = "The settings of this step:\n"
			  "  -o patience=1.5s\n"
			  "  -o room=100 (10 to 65535)\n"
			  "  -o polite=on\n";

/* Status 2, nothing on standard output; on standard error what was typed, and what there is. */
START_TEST(a_wrong_name_or_value_is_named_and_ends_the_program)
{
	static const char *const wrong[] = {
		"", "=", "=1s", "room", "help=1", "nonsense=5", "roo=20", "rooms=20", "room =20", "Room=20",
		"room=", "room=9", "room=65536", "room=-20", "room=20x", "room=x", "room=99999999999999999999", "room=4294967316",
		"patience=", "patience=5", "patience=-1s", "patience=1m", "patience=s", "patience=nans", "patience=infs",
		"patience=1000001s", "patience=1 s", "patience=1ss",
		"polite=", "polite=yes", "polite=1", "polite=ON", "polite=onn",
	};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		const struct child *c = in_child(apply_in_child, (void *)wrong[i]);
		const char *names = strstr(c->err, "The settings of this step:\n");
		char said[128];

		snprintf(said, sizeof said, "'%s' is no setting of this step, or not a value that it can have. ", wrong[i]);
		must(c->status == 2, "-o '%s': status %d", wrong[i], c->status);
		ck_assert_str_eq(c->out, "");
		must(strncmp(c->err, said, strlen(said)) == 0, "-o '%s': %s", wrong[i], c->err);
		must(names == c->err + strlen(said), "-o '%s': %s", wrong[i], c->err);
		must(strcmp(names, all) == 0, "-o '%s' was kept: %s", wrong[i], names);
	}
}
END_TEST

START_TEST(help_lists_them_all_and_is_no_failure)
{
	const struct child *c = in_child(apply_in_child, "help");

	ck_assert_int_eq(c->status, 0);
	ck_assert_str_eq(c->out, all);
	ck_assert_str_eq(c->err, "");
}
END_TEST

UNIT("settings",
     without_settings_nothing_changes, a_time_is_kept_in_microseconds, a_number_may_be_its_least_and_its_most,
     a_switch_is_on_or_off, several_settings_are_applied_in_their_order,
     a_wrong_name_or_value_is_named_and_ends_the_program, help_lists_them_all_and_is_no_failure)
