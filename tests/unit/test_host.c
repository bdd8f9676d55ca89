/* test_host.c: how a host ends, and what it tells of what went wrong. Step 03 itself is run over captures. */
#include "link/host.h"

#include "link/pcapng.h"
#include "unit.h"
#include "wire/checksum.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#define US   0xc0000202
#define THEM 0xc0000201

int step_03_icmp_echo(int argc, char **argv);

static char played[64], kept[64];

/* A capture of two pings to us; the second is cut short if that is wanted. */
static void make_capture(bool cut)
{
	struct ipv4 ip = { .ttl = 64, .protocol = IPV4_ICMP, .src = THEM, .dst = US, .len = 8 };
	uint8_t ping[28] = { 0 };
	FILE *f;

	snprintf(played, sizeof played, "/tmp/test_host.%d.played.pcapng", (int)getpid());
	snprintf(kept, sizeof kept, "/tmp/test_host.%d.kept.pcapng", (int)getpid());
	ipv4_emit(ping, &ip);
	ping[20] = 8;
	ping[22] = 0xf7;
	ping[23] = 0xff;
	f = pcapng_create(played, NULL);
	for (uint64_t second = 1; second <= 2; second++)
		ck_assert_int_eq(pcapng_packet(f, second * 1000000, PCAPNG_IN, ping, sizeof ping, NULL), 0);
	if (cut)
		ck_assert_int_eq(ftruncate(fileno(f), ftell(f) - 40), 0);
	fclose(f);
}

struct run {
	const char *capture; /* for -w, or NULL */
	rlim_t room;         /* bytes that a file may have, or 0 */
	const char *out;     /* where standard output goes, or NULL */
};

static void run(void *argument)
{
	struct run *r = argument;
	char *argv[] = { "step", r->capture ? "-w" : "-v", r->capture ? (char *)r->capture : played,
	                 r->capture ? played : NULL, NULL };

	if (r->room) {
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &(struct rlimit){ r->room, r->room });
	}
	if (r->out && !freopen(r->out, "w", stdout))
		exit(99);
	exit(step_03_icmp_echo(r->capture ? 4 : 3, argv));
}

static const struct child *step(const struct run *r)
{
	const struct child *c = in_child(run, (void *)r);

	unlink(played);
	unlink(kept);
	return c;
}

START_TEST(a_run_over_a_whole_capture_ends_well)
{
	make_capture(false);
	const struct child *c = step(&(struct run){ 0 });

	ck_assert_int_eq(c->status, 0);
	ck_assert_ptr_nonnull(strstr(c->out, "2 packets: 2 IPv4, 0 skipped, 0 dropped\n"));
	ck_assert_str_eq(c->err, "");
}
END_TEST

START_TEST(a_damaged_capture_is_named_after_what_was_good)
{
	make_capture(true);
	const struct child *c = step(&(struct run){ 0 });

	ck_assert_int_eq(c->status, 1);
	ck_assert_ptr_nonnull(strstr(c->out, "1 packet: 1 IPv4, 0 skipped, 0 dropped\n"));
	ck_assert_ptr_nonnull(strstr(c->err, "played.pcapng: this is no capture (pcap or pcapng), or a damaged one"));
}
END_TEST

START_TEST(what_cannot_be_opened_is_told)
{
	make_capture(false);
	unlink(played);
	const struct child *c = step(&(struct run){ 0 });

	ck_assert_int_eq(c->status, 1);
	ck_assert_ptr_nonnull(strstr(c->err, "cannot open /tmp/test_host"));
	ck_assert_ptr_nonnull(strstr(c->err, "No such file"));
}
END_TEST

START_TEST(a_capture_that_cannot_be_kept_whole_is_told)
{
	for (rlim_t room = 250; room <= 450; room += 100) {
		make_capture(false);
		const struct child *c = step(&(struct run){ .capture = kept, .room = room });

		ck_assert_int_eq(c->status, 1);
		ck_assert_ptr_nonnull(strstr(c->err, "kept.pcapng: File too large"));
		ck_assert_ptr_null(strstr(c->err, "cannot send"));
	}
}
END_TEST

START_TEST(lines_that_nobody_could_read_are_no_success)
{
	make_capture(false);
	const struct child *c = step(&(struct run){ .out = "/dev/full" });

	ck_assert_int_eq(c->status, 1);
	ck_assert_ptr_nonnull(strstr(c->err, "standard output"));
}
END_TEST

UNIT("host", a_run_over_a_whole_capture_ends_well, a_damaged_capture_is_named_after_what_was_good,
     what_cannot_be_opened_is_told, a_capture_that_cannot_be_kept_whole_is_told,
     lines_that_nobody_could_read_are_no_success)
