/* test_link.c: packets that come from a descriptor or from a capture, their
 * time, and the capture that is kept of them. */
#include "link/link.h"

#include "link/pcapng.h"
#include "link/tun.h"
#include "unit.h"
#include "wire/bytes.h"
#include "wire/ipv4.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define US   0xc0000202
#define THEM 0xc0000201

static struct link l;
static struct packet p;
static int kernel; /* the other end of the cable */

/* A file of this process alone, "kept" or "played". */
static const char *file(const char *what)
{
	static char names[2][64];
	char *name = names[what[0] == 'k'];

	snprintf(name, sizeof names[0], "/tmp/test_link.%d.%s.pcapng", (int)getpid(), what);
	return name;
}

/* The link is one end of a pair of sockets, ours is the other. */
static void open_pair(const char *capture)
{
	static char device[16];
	struct options o = { .device = device, .capture = capture, .address = US };
	const char *failed;
	int ends[2];

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
	snprintf(device, sizeof device, "fd:%d", ends[0]);
	kernel = ends[1];
	ck_assert_int_eq(link_open(&l, &o, &failed), 0);
}

static void close_pair(void)
{
	ck_assert_int_eq(link_close(&l), 0);
	close(kernel);
}

/* A message of n bytes behind the packet information: 24 01 24 02 ... */
static void give(uint16_t protocol, size_t n)
{
	static uint8_t message[TUN_INFO + PACKET_MAX];

	put16(message + 2, protocol);
	for (size_t i = 0; i < n; i++)
		message[TUN_INFO + i] = (uint8_t)(i + 1);
	ck_assert_int_eq(send(kernel, message, TUN_INFO + n, 0), (ssize_t)(TUN_INFO + n));
}

static uint64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

START_TEST(the_packet_information_is_split_off)
{
	static const uint16_t protocols[] = { ETHERTYPE_IPV4, ETHERTYPE_IPV6, 0x0806, 0 };

	open_pair(NULL);
	for (size_t i = 0; i < 4; i++) {
		give(protocols[i], 20 + i);
		ck_assert_int_eq(link_read(&l, &p, LINK_FOREVER), 1);
		ck_assert_uint_eq(p.protocol, protocols[i]);
		ck_assert_uint_eq(p.len, 20 + i);
		ck_assert_mem_eq(p.bytes, "\x01\x02\x03\x04", 4);
		ck_assert_uint_eq(p.bytes[19 + i], 20 + i);
	}
	close_pair();
}
END_TEST

START_TEST(the_longest_packet_comes_whole)
{
	int room = 1 << 20;

	open_pair(NULL);
	setsockopt(kernel, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
	give(ETHERTYPE_IPV4, PACKET_MAX);
	ck_assert_int_eq(link_read(&l, &p, LINK_FOREVER), 1);
	ck_assert_uint_eq(p.len, PACKET_MAX);
	ck_assert_uint_eq(p.bytes[PACKET_MAX - 1], PACKET_MAX & 255);
	close_pair();
}
END_TEST

START_TEST(time_starts_with_the_first_packet)
{
	open_pair(NULL);
	usleep(2000);
	give(ETHERTYPE_IPV4, 20);
	ck_assert_int_eq(link_read(&l, &p, LINK_FOREVER), 1);
	ck_assert_uint_eq(p.time, 0);
	usleep(2000);
	give(ETHERTYPE_IPV4, 20);
	ck_assert_int_eq(link_read(&l, &p, LINK_FOREVER), 1);
	ck_assert_uint_ge(p.time, 2000);
	close_pair();
}
END_TEST

START_TEST(when_the_other_side_is_gone_no_more_will_come)
{
	open_pair(NULL);
	give(ETHERTYPE_IPV4, 20);
	close(kernel);
	ck_assert_int_eq(link_read(&l, &p, LINK_FOREVER), 1);
	ck_assert_int_eq(link_read(&l, &p, LINK_FOREVER), 0);
	ck_assert_int_eq(link_read(&l, &p, LINK_FOREVER), 0);
	ck_assert_int_eq(link_close(&l), 0);
}
END_TEST

START_TEST(at_the_deadline_comes_a_packet_of_no_bytes)
{
	uint64_t before;

	open_pair(NULL);
	give(ETHERTYPE_IPV4, 20);
	ck_assert_int_eq(link_read(&l, &p, LINK_FOREVER), 1);
	ck_assert_uint_eq(p.len, 20);
	before = now();
	ck_assert_int_eq(link_read(&l, &p, 30000), 1);
	ck_assert_uint_eq(p.len, 0);
	ck_assert_uint_eq(p.time, 30000);
	ck_assert_uint_ge(now() - before, 20000);
	close_pair();
}
END_TEST

START_TEST(a_deadline_that_has_passed_does_not_wait_and_goes_before_a_packet)
{
	open_pair(NULL);
	give(ETHERTYPE_IPV4, 20);
	ck_assert_int_eq(link_read(&l, &p, LINK_FOREVER), 1);
	usleep(1000);
	ck_assert_int_eq(link_read(&l, &p, 1), 1);
	ck_assert_uint_eq(p.len, 0);
	give(ETHERTYPE_IPV4, 20);
	ck_assert_int_eq(link_read(&l, &p, 1), 1);
	ck_assert_uint_eq(p.len, 0);
	ck_assert_int_eq(link_read(&l, &p, LINK_FOREVER), 1);
	ck_assert_uint_eq(p.len, 20);
	close_pair();
}
END_TEST

START_TEST(time_never_runs_backwards)
{
	uint64_t came;

	open_pair(NULL);
	give(ETHERTYPE_IPV4, 20);
	ck_assert_int_eq(link_read(&l, &p, LINK_FOREVER), 1);
	usleep(2000);
	give(ETHERTYPE_IPV4, 20);
	ck_assert_int_eq(link_read(&l, &p, LINK_FOREVER), 1);
	came = p.time;
	ck_assert_uint_ge(came, 2000);
	ck_assert_int_eq(link_read(&l, &p, 1), 1);
	ck_assert(p.len == 0 && p.time == came);
	close_pair();
}
END_TEST

START_TEST(a_deadline_comes_though_no_packet_ever_did)
{
	open_pair(NULL);
	ck_assert_int_eq(link_read(&l, &p, 1000), 1);
	ck_assert(p.len == 0 && p.time == 1000);
	close_pair();
}
END_TEST

START_TEST(what_is_sent_has_the_packet_information_before_it)
{
	uint8_t got[64];

	open_pair(NULL);
	ck_assert_int_eq(link_write(&l, 0, (const uint8_t *)"packet", 6), 0);
	ck_assert_int_eq(recv(kernel, got, sizeof got, MSG_DONTWAIT), 10);
	ck_assert_mem_eq(got, "\x00\x00\x08\x00packet", 10);
	close_pair();
}
END_TEST

START_TEST(what_the_other_side_has_no_room_for_yet_is_not_lost)
{
	enum { PACKETS = 1000 };
	static uint8_t packet[1400];
	pid_t child;
	int status;

	open_pair(NULL);
	child = fork();
	if (child == 0) {
		int got = 0;

		close(l.device.fd);
		usleep(20000); /* so that it fills */
		while (recv(kernel, packet, sizeof packet, 0) > 0)
			got++;
		_exit(got == PACKETS ? 0 : 1);
	}
	for (int i = 0; i < PACKETS; i++)
		ck_assert_int_eq(link_write(&l, 0, packet, sizeof packet), 0);
	close_pair();
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
}
END_TEST

/* In a process of its own, for who writes to a closed socket may be killed. */
static void sent_to_nobody(void *unused)
{
	(void)unused;
	signal(SIGPIPE, SIG_DFL);
	open_pair(NULL);
	close(kernel);
	printf("failed %d", link_write(&l, 0, (const uint8_t *)"packet", 6));
	printf(" %d", errno == EPIPE);
	printf(", ended %d", link_read(&l, &p, LINK_FOREVER));
}

START_TEST(sending_when_the_other_side_is_gone_fails_and_does_not_kill)
{
	const struct child *c = in_child(sent_to_nobody, NULL);

	ck_assert_int_eq(c->status, 0);
	ck_assert_str_eq(c->out, "failed -1 1, ended 0");
}
END_TEST

/* One packet of a pcapng file, as our own pcapng.c writes it. */
struct kept {
	uint64_t when;
	size_t len;
	uint8_t first;
	uint32_t direction;
	char comment[100];
};

static size_t read_kept(const char *path, struct kept *k, size_t most)
{
	static uint8_t bytes[65536];
	FILE *f = fopen(path, "rb");
	size_t n = fread(bytes, 1, sizeof bytes, f), count = 0;
	uint32_t head[7];
	uint16_t option[2];

	fclose(f);
	for (size_t at = 0; at < n; at += head[1]) {
		size_t o;

		memcpy(head, bytes + at, sizeof head);
		if (head[0] != 6)
			continue;
		ck_assert_uint_lt(count, most);
		k[count] = (struct kept){ .when = (uint64_t)head[3] << 32 | head[4], .len = head[5], .first = bytes[at + 28] };
		for (o = at + 28 + (head[5] + 3) / 4 * 4; o < at + head[1] - 4; o += 4 + (option[1] + 3u) / 4 * 4) {
			memcpy(option, bytes + o, 4);
			if (option[0] == 1)
				memcpy(k[count].comment, bytes + o + 4, option[1]);
			if (option[0] == 2)
				memcpy(&k[count].direction, bytes + o + 4, 4);
		}
		count++;
	}
	return count;
}

START_TEST(the_capture_holds_both_directions_and_what_was_said_of_each)
{
	struct kept k[4];
	time_t today = time(NULL);

	open_pair(file("kept"));
	give(ETHERTYPE_IPV4, 21);
	ck_assert_int_eq(link_read(&l, &p, LINK_FOREVER), 1);
	strcpy(l.keep.note, "a request");
	ck_assert_int_eq(link_write(&l, 5, (const uint8_t *)"xreply", 6), 0);
	strcpy(l.keep.note, "a reply\nand more");
	ck_assert_int_eq(link_read(&l, &p, 100), 1); /* a deadline is no packet */
	ck_assert_uint_eq(p.len, 0);
	give(ETHERTYPE_IPV6, 22);
	ck_assert_int_eq(link_read(&l, &p, LINK_FOREVER), 1);
	close_pair();

	ck_assert_uint_eq(read_kept(file("kept"), k, 4), 3);
	unlink(file("kept"));
	ck_assert(k[0].len == 21 && k[0].first == 1 && k[0].direction == 1);
	ck_assert(k[1].len == 6 && k[1].first == 'x' && k[1].direction == 2);
	ck_assert(k[2].len == 22 && k[2].direction == 1);
	ck_assert_str_eq(k[0].comment, "a request");
	ck_assert_str_eq(k[1].comment, "a reply\nand more");
	ck_assert_str_eq(k[2].comment, "");
	ck_assert_uint_eq(k[1].when - k[0].when, 5);
	ck_assert_uint_lt(k[0].when / 1000000 - (uint64_t)today, 5);
}
END_TEST

START_TEST(a_note_said_before_any_packet_is_for_the_next_one)
{
	struct kept k[2];

	open_pair(file("kept"));
	ck_assert_int_eq(link_read(&l, &p, 1000), 1);
	strcpy(l.keep.note, "a timer");
	ck_assert_int_eq(link_write(&l, p.time, (const uint8_t *)"again", 5), 0);
	close_pair();
	ck_assert_uint_eq(read_kept(file("kept"), k, 2), 1);
	unlink(file("kept"));
	ck_assert_str_eq(k[0].comment, "a timer");
}
END_TEST

START_TEST(what_cannot_be_opened_is_named)
{
	struct options o = { .device = "/no/such/capture" };
	const char *failed;

	ck_assert_int_eq(link_open(&l, &o, &failed), -1);
	ck_assert(errno == ENOENT && failed == o.device);
	o.device = "/dev/null";
	ck_assert_int_eq(link_open(&l, &o, &failed), -1);
	ck_assert(errno == EPROTO && failed == o.device);
	o.device = "a-name-longer-than-any-device-has";
	ck_assert_int_eq(link_open(&l, &o, &failed), -1);
	ck_assert(errno == ENODEV && failed == o.device);
	o.device = "fd:0x";
	ck_assert_int_eq(link_open(&l, &o, &failed), -1);
	ck_assert(errno == ENODEV && failed == o.device);
	o.device = "fd:-1";
	ck_assert_int_eq(link_open(&l, &o, &failed), -1);
	ck_assert(errno == EBADF && failed == o.device);
	o.device = "fd:0";
	o.capture = "/no/such/folder/x.pcapng";
	ck_assert_int_eq(link_open(&l, &o, &failed), -1);
	ck_assert(errno == ENOENT && failed == o.capture);
	o.capture = "/dev/full";
	ck_assert_int_eq(link_open(&l, &o, &failed), -1);
	ck_assert(errno == ENOSPC && failed == o.capture);
}
END_TEST

START_TEST(the_name_of_a_file_is_no_device)
{
	ck_assert_int_eq(tun_open("ping.pcapng"), -1);
	ck_assert_int_eq(errno, ENODEV);
	ck_assert_int_eq(tun_open("./tun0"), -1);
	ck_assert_int_eq(errno, ENODEV);
}
END_TEST

START_TEST(a_capture_is_not_kept_over_itself)
{
	struct options o = { .device = file("played"), .capture = file("kept") };
	const char *failed;

	fclose(pcapng_create(o.device, NULL));
	ck_assert_int_eq(symlink(o.device, o.capture), 0);
	ck_assert_int_eq(link_open(&l, &o, &failed), -1);
	ck_assert(errno == EEXIST && failed == o.capture);
	unlink(o.capture);
	unlink(o.device);
}
END_TEST

START_TEST(a_descriptor_that_is_not_open_cannot_be_opened)
{
	struct options o = { .device = "fd:987" };
	const char *failed;

	ck_assert_int_eq(link_open(&l, &o, &failed), -1);
	ck_assert_int_eq(errno, EBADF);
}
END_TEST

/* In a process of its own: opens the link, is sent the signal, and says how link_read ended. */
static void interrupted_before_it_waits(void *signal)
{
	open_pair(NULL);
	raise(*(int *)signal);
	printf("alive %d", link_read(&l, &p, LINK_FOREVER));
}

static void interrupted_while_it_waits(void *signal)
{
	open_pair(NULL);
	if (fork() == 0) {
		usleep(50000);
		kill(getppid(), *(int *)signal);
		_exit(0);
	}
	printf("alive %d", link_read(&l, &p, LINK_FOREVER));
}

START_TEST(sigint_and_sigterm_end_link_read_and_nothing_else)
{
	int signals[] = { SIGINT, SIGTERM };

	for (int i = 0; i < 2; i++) {
		ck_assert_str_eq(in_child(interrupted_before_it_waits, &signals[i])->out, "alive 0");
		ck_assert_str_eq(in_child(interrupted_while_it_waits, &signals[i])->out, "alive 0");
	}
}
END_TEST

/* In a process of its own: a packet always waits, as under a flood. */
static void interrupted_in_a_flood(void *signal)
{
	int got = 1, reads = 0;

	open_pair(NULL);
	give(ETHERTYPE_IPV4, 20);
	raise(*(int *)signal);
	for (; got > 0 && reads < 100; reads++) {
		give(ETHERTYPE_IPV4, 20);
		got = link_read(&l, &p, LINK_FOREVER);
	}
	printf("ended %d", got);
}

START_TEST(sigint_ends_link_read_though_packets_keep_coming)
{
	ck_assert_str_eq(in_child(interrupted_in_a_flood, &(int){ SIGINT })->out, "ended 0");
}
END_TEST

/* As a shell's Ctrl-Z and fg do. */
static void stopped_and_continued(void *unused)
{
	(void)unused;
	open_pair(NULL);
	if (fork() == 0) {
		usleep(20000);
		kill(getppid(), SIGSTOP);
		usleep(20000);
		kill(getppid(), SIGCONT);
		usleep(20000);
		give(ETHERTYPE_IPV4, 20);
		_exit(0);
	}
	printf("%d", link_read(&l, &p, LINK_FOREVER));
	printf(" %zu", p.len);
}

START_TEST(a_step_that_was_stopped_goes_on)
{
	ck_assert_str_eq(in_child(stopped_and_continued, NULL)->out, "1 20");
}
END_TEST

/* A capture: ours, theirs, ours, IPv6, theirs; a second and 7 microseconds apart from 1.7e15 on. */
static void open_replay(const char *capture)
{
	struct options o = { .device = file("played"), .capture = capture, .address = US };
	uint64_t when = 1700000000000000;
	FILE *f = pcapng_create(file("played"), NULL);
	const char *failed;

	for (const char *c = "oto6t"; *c; c++, when += 1000007) {
		struct ipv4 ip = { .src = *c == 't' ? THEM : US, .len = 20 };
		uint8_t packet[40] = { 0 };

		ipv4_emit(packet, &ip);
		if (*c == '6')
			packet[0] = 0x60;
		ck_assert_int_eq(pcapng_packet(f, when, PCAPNG_IN, packet, sizeof packet, NULL), 0);
	}
	fclose(f);
	ck_assert_int_eq(link_open(&l, &o, &failed), 0);
	unlink(file("played"));
}

static void next_is(uint64_t deadline, uint64_t time, size_t len)
{
	ck_assert_int_eq(link_read(&l, &p, deadline), 1);
	ck_assert_uint_eq(p.time, time);
	ck_assert_uint_eq(p.len, len);
}

START_TEST(a_replay_leaves_our_own_packets_out_and_takes_its_time_from_the_frames)
{
	open_replay(NULL);
	next_is(LINK_FOREVER, 0, 40);
	ck_assert_uint_eq(p.protocol, ETHERTYPE_IPV4);
	ck_assert_uint_eq(get32(p.bytes + 12), THEM);
	next_is(LINK_FOREVER, 2000014, 40);
	ck_assert_uint_eq(p.protocol, ETHERTYPE_IPV6);
	next_is(LINK_FOREVER, 3000021, 40);
	ck_assert_int_eq(link_read(&l, &p, LINK_FOREVER), 0);
	ck_assert_int_eq(link_close(&l), 0);
}
END_TEST

START_TEST(a_deadline_before_the_next_frame_comes_first)
{
	open_replay(NULL);
	next_is(LINK_FOREVER, 0, 40);
	next_is(1000000, 1000000, 0);
	next_is(2000013, 2000013, 0);
	next_is(2000014, 2000014, 0);
	next_is(2000015, 2000014, 40);
	next_is(LINK_FOREVER, 3000021, 40);
	next_is(4000000, 4000000, 0); /* timers still run when the capture has ended, */
	next_is(603000021, 603000021, 0);
	ck_assert_int_eq(link_read(&l, &p, 603000022), 0); /* for ten minutes */
	ck_assert_int_eq(link_read(&l, &p, LINK_FOREVER), 0);
	ck_assert_int_eq(link_close(&l), 0);
}
END_TEST

/* A capture of three packets, at these times after the first one's. */
static void open_times(const char *capture, const int64_t *times, size_t n)
{
	struct options o = { .device = file("played"), .capture = capture, .address = US };
	struct ipv4 ip = { .src = THEM, .len = 20 };
	uint8_t packet[40] = { 0 };
	FILE *f = pcapng_create(file("played"), NULL);
	const char *failed;

	ipv4_emit(packet, &ip);
	for (size_t i = 0; i < n; i++)
		pcapng_packet(f, (uint64_t)(1700000000000000 + times[i]), PCAPNG_IN, packet, sizeof packet, NULL);
	fclose(f);
	ck_assert_int_eq(link_open(&l, &o, &failed), 0);
	unlink(file("played"));
}

START_TEST(time_never_runs_backwards_whatever_a_capture_says)
{
	static const int64_t times[] = { 0, 500, 100, -700, 501 };

	open_times(NULL, times, 5);
	next_is(LINK_FOREVER, 0, 40);
	next_is(LINK_FOREVER, 500, 40);
	next_is(LINK_FOREVER, 500, 40);
	next_is(LINK_FOREVER, 500, 40);
	next_is(501, 501, 0);
	next_is(LINK_FOREVER, 501, 40);
	ck_assert_int_eq(link_read(&l, &p, LINK_FOREVER), 0);
}
END_TEST

START_TEST(a_second_replay_starts_anew)
{
	static const int64_t times[] = { 0, 500, 900 };

	open_times(NULL, times, 3);
	next_is(LINK_FOREVER, 0, 40);
	next_is(100, 100, 0); /* the second is ready, and not taken */
	open_times(NULL, times, 1);
	next_is(LINK_FOREVER, 0, 40);
	ck_assert_int_eq(link_read(&l, &p, LINK_FOREVER), 0);
}
END_TEST

static void interrupted_replay(void *signal)
{
	open_replay(NULL);
	raise(*(int *)signal);
	printf("ended %d", link_read(&l, &p, LINK_FOREVER));
}

START_TEST(sigint_ends_a_replay_too)
{
	ck_assert_str_eq(in_child(interrupted_replay, &(int){ SIGINT })->out, "ended 0");
}
END_TEST

START_TEST(a_replay_sends_nothing_but_keeps_it)
{
	struct kept k[4];

	open_replay(file("kept"));
	next_is(LINK_FOREVER, 0, 40);
	ck_assert_int_eq(link_write(&l, 3, (const uint8_t *)"answer", 6), 0);
	next_is(LINK_FOREVER, 2000014, 40);
	ck_assert_int_eq(link_close(&l), 0);
	ck_assert_uint_eq(read_kept(file("kept"), k, 4), 3);
	unlink(file("kept"));
	ck_assert(k[0].when == 1700000001000007 && k[0].direction == 1);
	ck_assert(k[1].when == 1700000001000010 && k[1].direction == 2 && k[1].first == 'a');
	ck_assert(k[2].when == 1700000003000021 && k[2].direction == 1);
}
END_TEST

UNIT("link", time_never_runs_backwards_whatever_a_capture_says, a_second_replay_starts_anew,
     the_packet_information_is_split_off, the_longest_packet_comes_whole, time_starts_with_the_first_packet,
     when_the_other_side_is_gone_no_more_will_come, at_the_deadline_comes_a_packet_of_no_bytes,
     a_deadline_that_has_passed_does_not_wait_and_goes_before_a_packet, time_never_runs_backwards,
     a_deadline_comes_though_no_packet_ever_did, a_note_said_before_any_packet_is_for_the_next_one,
     the_name_of_a_file_is_no_device, a_capture_is_not_kept_over_itself, what_is_sent_has_the_packet_information_before_it,
     the_capture_holds_both_directions_and_what_was_said_of_each, what_cannot_be_opened_is_named,
     a_descriptor_that_is_not_open_cannot_be_opened, sigint_and_sigterm_end_link_read_and_nothing_else,
     sigint_ends_link_read_though_packets_keep_coming, sigint_ends_a_replay_too,
     what_the_other_side_has_no_room_for_yet_is_not_lost,
     sending_when_the_other_side_is_gone_fails_and_does_not_kill, a_step_that_was_stopped_goes_on, a_replay_leaves_our_own_packets_out_and_takes_its_time_from_the_frames,
     a_deadline_before_the_next_frame_comes_first, a_replay_sends_nothing_but_keeps_it)
