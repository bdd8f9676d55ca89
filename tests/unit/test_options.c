/* test_options.c: the command line that all steps share. */
#include "console/options.h"

#include "unit.h"

#include <stdio.h>
#include <unistd.h>

enum { ARGUMENTS = 10 };

/* What the command line `step ARGUMENTS` means. */
static struct options options_of(const char *const arguments[])
{
	static char words[ARGUMENTS][64], *argv[ARGUMENTS + 1];
	int argc = 0;

	argv[argc++] = strcpy(words[0], "step");
	for (; arguments[argc - 1]; argc++)
		argv[argc] = strcpy(words[argc], arguments[argc - 1]);
	argv[argc] = NULL;
	return options_parse(argc, argv);
}

#define OPTIONS(...) options_of((const char *const[]){ __VA_ARGS__, NULL })

START_TEST(without_arguments_we_are_192_0_2_2_on_tun0)
{
	struct options o = OPTIONS(NULL);

	ck_assert_str_eq(o.device, "tun0");
	ck_assert_uint_eq(o.address, 0xc0000202);
	ck_assert_ptr_null(o.capture);
	ck_assert(!o.fields && !o.hex && !o.quiet);
}
END_TEST

START_TEST(each_flag_sets_its_own_field_alone)
{
	struct options o = OPTIONS("-v");

	ck_assert(o.fields && !o.hex && !o.capture && o.address == 0xc0000202);
	o = OPTIONS("-x");
	ck_assert(!o.fields && o.hex && !o.capture && o.address == 0xc0000202);
	ck_assert(!o.quiet);
	o = OPTIONS("-q");
	ck_assert(o.quiet && !o.fields && !o.hex);
	o = OPTIONS("-w", "a.pcapng");
	ck_assert(!o.fields && !o.hex && o.address == 0xc0000202);
	ck_assert_str_eq(o.capture, "a.pcapng");
	ck_assert_str_eq(o.device, "tun0");
	o = OPTIONS("-a", "10.1.255.77");
	ck_assert(!o.fields && !o.hex && !o.capture);
	ck_assert_uint_eq(o.address, 0x0a01ff4d);
}
END_TEST

START_TEST(all_flags_together_with_a_device)
{
	struct options o = OPTIONS("-vx", "-a", "198.51.100.2", "-w", "kept.pcapng", "fd:3");

	ck_assert(o.fields && o.hex);
	ck_assert_uint_eq(o.address, 0xc6336402);
	ck_assert_str_eq(o.capture, "kept.pcapng");
	ck_assert_str_eq(o.device, "fd:3");
}
END_TEST

START_TEST(a_device_may_stand_before_the_flags)
{
	struct options o = OPTIONS("ping.pcapng", "-v");

	ck_assert_str_eq(o.device, "ping.pcapng");
	ck_assert(o.fields);
}
END_TEST

static void parse(void *arguments)
{
	options_of(arguments);
}

/* Status 2, nothing on standard output, and on standard error what was wrong and what to type. */
static void refused(const char *const arguments[], const char *because)
{
	const struct child *c = in_child(parse, (void *)arguments);

	ck_assert_int_eq(c->status, 2);
	ck_assert_str_eq(c->out, "");
	ck_assert_msg(strstr(c->err, because) != NULL, "no '%s' in: %s", because, c->err);
	ck_assert_ptr_nonnull(strstr(c->err, "usage: step [-a ADDRESS] [-o NAME=VALUE] [-q] [-v] [-w FILE] [-x] [DEVICE]\n"));
}

#define REFUSED(because, ...) refused((const char *const[]){ __VA_ARGS__, NULL }, because)

START_TEST(a_bad_address_is_named)
{
	REFUSED("step: '192.0.2' is no IPv4 address; one looks like 192.0.2.2\n", "-a", "192.0.2");
	REFUSED("'192.0.2.256' is no IPv4 address", "-a", "192.0.2.256");
	REFUSED("'192.0.2.2x' is no IPv4 address", "-a", "192.0.2.2x");
	REFUSED("'fe80::1' is no IPv4 address", "-a", "fe80::1");
	REFUSED("'' is no IPv4 address", "-a", "");
	REFUSED("'localhost' is no IPv4 address", "-a", "localhost");
}
END_TEST

START_TEST(a_second_device_is_named)
{
	REFUSED("step: one device is enough: what is 'tun1'?\n", "tun0", "tun1");
}
END_TEST

START_TEST(an_unknown_flag_or_a_missing_value_is_named)
{
	REFUSED("'z'", "-z");
	REFUSED("'w'", "-w");
	REFUSED("'a'", "-a");
}
END_TEST

UNIT("options",
     without_arguments_we_are_192_0_2_2_on_tun0, each_flag_sets_its_own_field_alone, all_flags_together_with_a_device,
     a_device_may_stand_before_the_flags, a_bad_address_is_named, a_second_device_is_named,
     an_unknown_flag_or_a_missing_value_is_named)
