/* link.c: see link.h. */
#include "link/link.h"

#include "link/tun.h"
#include "wire/bytes.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* Makes of SIGINT and SIGTERM something to wait for beside the packets. */
static int catch_signals(void)
{
	sigset_t ends;

	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigprocmask(SIG_BLOCK, &ends, NULL);
	return signalfd(-1, &ends, SFD_CLOEXEC);
}

int link_open(struct link *l, const struct options *o, const char **failed)
{
	int opened;

	memset(l, 0, sizeof *l);
	l->fd = -1;
	l->signals = catch_signals();
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

/* Time starts with the first packet, or whatever comes before it; the wall's
 * clock is read once, for it may be set while we run. */
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

/* How long to wait: NULL is for ever. In a replay nothing waits. */
static const struct timespec *time_left(struct link *l, uint64_t deadline, struct timespec *wait)
{
	uint64_t now, left;

	*wait = (struct timespec){ 0 };
	if (l->fd < 0)
		return wait;
	if (deadline == LINK_FOREVER)
		return NULL;
	now = time_now(l);
	left = deadline > now ? deadline - now : 0;
	wait->tv_sec = (time_t)(left / 1000000);
	wait->tv_nsec = (long)(left % 1000000) * 1000;
	return wait;
}

static int read_device(struct link *l, struct packet *p)
{
	uint8_t info[TUN_INFO];
	struct iovec parts[] = { { info, sizeof info }, { p->bytes, sizeof p->bytes } };
	ssize_t n = readv(l->fd, parts, 2);

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
	struct pollfd on[] = { { .fd = l->signals, .events = POLLIN }, { .fd = l->fd, .events = POLLIN } };
	struct timespec wait;
	int result = 1;

	if (keep_flush(&l->keep) < 0 || ppoll(on, 2, time_left(l, deadline, &wait), NULL) < 0)
		return -1;
	if (on[0].revents)
		return 0;
	p->len = 0;
	p->time = deadline;
	if (l->fd < 0)
		result = replay_read(&l->replay, p, deadline);
	else if (on[1].revents)
		result = read_device(l, p);
	if (result > 0 && p->len > 0 && keep_packet(&l->keep, PCAPNG_IN, dated(l, p->time), p->bytes, p->len) < 0)
		return -1;
	return result;
}

int link_write(struct link *l, uint64_t now, const uint8_t *packet, size_t n)
{
	uint8_t info[TUN_INFO] = { 0 };
	struct iovec parts[] = { { info, sizeof info }, { (uint8_t *)packet, n } };
	int kept;

	if (l->fd >= 0)
		time_now(l);
	kept = keep_packet(&l->keep, PCAPNG_OUT, dated(l, now), packet, n);
	put16(info + 2, ETHERTYPE_IPV4);
	if (l->fd >= 0 && writev(l->fd, parts, 2) < 0)
		return -1;
	return kept;
}

int link_close(struct link *l)
{
	close(l->signals);
	if (l->fd < 0)
		capture_close(&l->replay.capture);
	else
		close(l->fd);
	return keep_close(&l->keep);
}
