/* link.c: see link.h. */
#include "link/link.h"

#include "link/tun.h"
#include "wire/bytes.h"

#include <poll.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;

static void interrupt(int signal)
{
	(void)signal;
	interrupted = 1;
}

/* Both signals stay blocked except while we wait, so that none slips in
 * between a look at `interrupted` and the wait. */
static sigset_t catch_signals(void)
{
	struct sigaction action = { .sa_handler = interrupt };
	sigset_t ends, waiting;

	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigprocmask(SIG_BLOCK, &ends, &waiting);
	sigdelset(&waiting, SIGINT);
	sigdelset(&waiting, SIGTERM);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	return waiting;
}

int link_open(struct link *l, const struct options *o, const char **failed)
{
	int opened;

	memset(l, 0, sizeof *l);
	l->fd = -1;
	l->waiting = catch_signals();
	*failed = o->device;
	if (strpbrk(o->device, "/."))
		opened = replay_open(&l->replay, o->device, o->address);
	else
		opened = l->fd = tun_open(o->device);
	if (opened < 0)
		return -1;
	*failed = o->capture;
	return keep_open(&l->keep, o->capture);
}

static uint64_t clock_now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

/* Time starts with the first packet; the wall's clock is read once, for it may
 * be set while we run. */
static uint64_t time_now(struct link *l)
{
	uint64_t now = clock_now(CLOCK_MONOTONIC);

	if (!l->started) {
		l->started = true;
		l->epoch = now;
		l->date = clock_now(CLOCK_REALTIME);
	}
	return now - l->epoch;
}

/* Waits on the device: 1 when it has a packet, 0 at the deadline, -1 for a
 * signal. Before the first packet there is no time, and so no deadline. */
static int wait_device(struct link *l, uint64_t deadline)
{
	struct pollfd device = { .fd = l->fd, .events = POLLIN };
	struct timespec wait;
	uint64_t now, left;

	if (deadline == LINK_FOREVER || !l->started)
		return ppoll(&device, 1, NULL, &l->waiting);
	now = time_now(l);
	left = deadline > now ? deadline - now : 0;
	wait.tv_sec = (time_t)(left / 1000000);
	wait.tv_nsec = (long)(left % 1000000) * 1000;
	return ppoll(&device, 1, &wait, &l->waiting);
}

static int read_device(struct link *l, struct packet *p, uint64_t deadline)
{
	uint8_t info[TUN_INFO];
	struct iovec parts[] = { { info, sizeof info }, { p->bytes, sizeof p->bytes } };
	int ready = wait_device(l, deadline);
	ssize_t n;

	p->len = 0;
	p->time = deadline;
	if (ready <= 0)
		return ready < 0 ? -1 : 1;
	n = readv(l->fd, parts, 2);
	if (n <= TUN_INFO)
		return n < 0 ? -1 : 0;
	p->time = time_now(l);
	p->protocol = get16(info + 2);
	p->len = (size_t)n - TUN_INFO;
	return 1;
}

/* A time of this run as one of the calendar. */
static uint64_t dated(const struct link *l, uint64_t time)
{
	return time + (l->fd < 0 ? l->replay.epoch : l->date);
}

int link_read(struct link *l, struct packet *p, uint64_t deadline)
{
	int result;

	if (keep_flush(&l->keep) < 0)
		return -1;
	result = l->fd < 0 ? replay_read(&l->replay, p, deadline) : read_device(l, p, deadline);
	if (interrupted)
		return 0;
	if (result > 0 && p->len > 0 && keep_packet(&l->keep, PCAPNG_IN, dated(l, p->time), p->bytes, p->len) < 0)
		return -1;
	return result;
}

int link_write(struct link *l, uint64_t now, const uint8_t *packet, size_t n)
{
	uint8_t info[TUN_INFO] = { 0 };
	struct iovec parts[] = { { info, sizeof info }, { (uint8_t *)packet, n } };
	int kept = keep_packet(&l->keep, PCAPNG_OUT, dated(l, now), packet, n);

	put16(info + 2, ETHERTYPE_IPV4);
	if (l->fd >= 0 && writev(l->fd, parts, 2) < 0)
		return -1;
	return kept;
}

int link_close(struct link *l)
{
	if (l->fd < 0)
		capture_close(&l->replay.capture);
	else
		close(l->fd);
	return keep_close(&l->keep);
}
