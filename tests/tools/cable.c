/* cable.c: a program that puts a bad cable (link/cable.h) between a TUN device
 * or a capture file and a step. The step has descriptor 3 as its link, one end
 * of a pair of sockets on which each message is what read(2) on a TUN gives:
 * 4 bytes of packet information, then a packet. */
#include "cable_line.h"
#include "cable_options.h"
#include "cable_step.h"
#include "link/capture.h"
#include "link/tun.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PACKET = 65535, LINE = 4096 /* packets on their way, each way */ };

struct tool {
	struct cable cable;
	struct line line[CABLE_DIRECTIONS];
	const char *from;		/* the capture file that is played, or NULL */
	struct capture capture;
	int tun, link, signals;		/* descriptors; tun is -1 beside a capture, link our end of the pair */
	pid_t step;
	bool ended;			/* nothing more comes for the step, */
	bool told;			/* and the step's end of the link says so */
	bool closed;			/* the step closed its end */
	bool blocked;			/* the step has to read before we can send */
	bool failed;
	uint8_t buf[TUN_INFO + PACKET];
};

static uint64_t clock_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

/* The n bytes in t->buf enter the cable. Only IPv4 meets with faults. */
static void enter(struct tool *t, enum cable_direction direction, size_t n)
{
	uint64_t now = clock_now();
	struct cable_fate fate = { .copies = 1, .due = { now } };

	if (n > TUN_INFO && t->buf[2] == ETHERTYPE_IPV4 >> 8 && t->buf[3] == (ETHERTYPE_IPV4 & 0xff))
		fate = cable_pass(&t->cable, direction, now, n - TUN_INFO);
	if (fate.corrupt)
		t->buf[TUN_INFO + fate.bit / 8] ^= (uint8_t)(1 << fate.bit % 8);
	for (unsigned i = 0; i < fate.copies; i++)
		line_add(&t->line[direction], fate.due[i], t->buf, n);
}

/* From the capture, with the packet information that the file does not have. */
static void play(struct tool *t)
{
	uint64_t when;
	ssize_t n = capture_next(&t->capture, &when, t->buf + TUN_INFO, PACKET);
	bool ipv6 = t->buf[TUN_INFO] >> 4 == 6;

	if (n < 0) {
		warn(errno == EPROTO ? "%s is cut short or damaged" : "%s", t->from);
		t->failed = true;
	}
	memcpy(t->buf, ipv6 ? "\0\0\x86\xdd" : "\0\0\x08\0", TUN_INFO);
	if (n > 0)
		enter(t, CABLE_TO_STEP, TUN_INFO + (size_t)n);
	t->ended = n <= 0;
}

static void read_tun(struct tool *t)
{
	ssize_t n = read(t->tun, t->buf, sizeof t->buf);

	if (n > 0)
		enter(t, CABLE_TO_STEP, (size_t)n);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		t->ended = true; /* the device is gone */
}

/* False when the step has sent no more than this for now. */
static bool read_step(struct tool *t)
{
	ssize_t n = recv(t->link, t->buf, sizeof t->buf, MSG_DONTWAIT);

	if (n > 0)
		enter(t, CABLE_FROM_STEP, (size_t)n);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		t->closed = true;
	return n > 0;
}

/* Lets out at both ends what is due. */
static void leave(struct tool *t)
{
	struct line *to = &t->line[CABLE_TO_STEP], *from = &t->line[CABLE_FROM_STEP];
	uint64_t now = clock_now();

	t->blocked = false;
	while (line_due(to) <= now) {
		if (!t->closed && send(t->link, to->first->bytes, to->first->n, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 &&
		    (errno == EAGAIN || errno == ENOBUFS)) {
			t->blocked = true;
			break;
		}
		line_remove(to);
	}
	for (; line_due(from) <= now; line_remove(from))
		if (t->tun >= 0 && write(t->tun, from->first->bytes, from->first->n) < 0)
			warn("the kernel refuses a packet of %zu bytes", from->first->n);
	if (t->ended && !to->first && !t->told)
		t->told = shutdown(t->link, SHUT_WR) == 0 || t->closed;
}

/* How long until a packet is due? NULL when none is on its way. */
static struct timespec *next_due(const struct tool *t, struct timespec *wait)
{
	uint64_t to = t->blocked ? UINT64_MAX : line_due(&t->line[CABLE_TO_STEP]);
	uint64_t from = line_due(&t->line[CABLE_FROM_STEP]), due = to < from ? to : from, now = clock_now();

	if (due == UINT64_MAX)
		return NULL;
	due = due > now ? due - now : 0;
	*wait = (struct timespec){ .tv_sec = (time_t)(due / 1000000), .tv_nsec = (long)(due % 1000000) * 1000 };
	return wait;
}

/* A signal for us is one for the step, which then ends, and so do we. One typed
 * at the terminal (SI_KERNEL) it has had itself. True when the step has ended. */
static bool read_signal(struct tool *t, int *status)
{
	struct signalfd_siginfo s;

	if (read(t->signals, &s, sizeof s) != sizeof s)
		return false;
	if (s.ssi_signo != SIGCHLD && s.ssi_code != SI_KERNEL)
		kill(t->step, (int)s.ssi_signo);
	return waitpid(t->step, status, WNOHANG) == t->step;
}

/* Carries packets until the step has ended: its status, as waitpid has it. */
static int carry(struct tool *t)
{
	int status;

	for (;;) {
		while (t->from && !t->ended && t->line[CABLE_TO_STEP].packets < LINE)
			play(t);
		leave(t);

		bool room_to = !t->ended && t->line[CABLE_TO_STEP].packets < LINE;
		bool room_from = !t->closed && t->line[CABLE_FROM_STEP].packets < LINE;
		struct timespec wait;
		struct pollfd p[] = {
			{ .fd = t->signals, .events = POLLIN },
			{ .fd = room_to ? t->tun : -1, .events = POLLIN },
			{ .fd = t->closed ? -1 : t->link,
			  .events = (short)((room_from ? POLLIN : 0) | (t->blocked ? POLLOUT : 0)) },
		};

		if (ppoll(p, 3, next_due(t, &wait), NULL) < 0 && errno != EINTR)
			err(1, "poll");
		if (p[0].revents && read_signal(t, &status))
			return status;
		if (p[1].revents)
			read_tun(t);
		if (p[2].revents & (POLLIN | POLLHUP))
			read_step(t);
	}
}

static void open_other_end(struct tool *t, const struct cable_options *o)
{
	t->from = o->from;
	t->tun = -1;
	if (t->from && capture_open(&t->capture, t->from) < 0)
		err(1, errno == EPROTO ? "%s is no capture (pcap or pcapng)" : "cannot play %s", t->from);
	if (!t->from && ((t->tun = tun_open(o->tun)) < 0 || fcntl(t->tun, F_SETFL, O_NONBLOCK) < 0))
		err(1, "cannot open the TUN device %s", o->tun);
}

static void report(const char *before, const struct cable_way *w, const char *direction)
{
	fprintf(stderr, "%s %" PRIu64 "%s (%" PRIu64 " lost, %" PRIu64 " doubled, %" PRIu64 " reordered, %" PRIu64 " corrupted",
	        before, w->packets, direction, w->lost, w->doubled, w->reordered, w->corrupted);
	if (w->overflowed > 0)
		fprintf(stderr, ", %" PRIu64 " lost at the full queue", w->overflowed);
	fprintf(stderr, ")");
}

int main(int argc, char **argv)
{
	static struct tool t;
	struct cable_options o = cable_options(argc, argv);
	int status;

	t.cable.config = o.config;
	open_other_end(&t, &o);
	t.step = step_start(o.step, &t.link, &t.signals);
	status = carry(&t);
	while (read_step(&t))
		; /* its last words */
	leave(&t);
	if (o.faults) {
		report("cable:", &t.cable.way[CABLE_TO_STEP], " packets to the step");
		report(",", &t.cable.way[CABLE_FROM_STEP], " from it");
		fprintf(stderr, "\n");
	}
	status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
	return status == 0 && t.failed ? 1 : status;
}
