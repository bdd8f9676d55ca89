/* link.c: see link.h. */
#include "link/link.h"

#include "link/tun.h"
#include "wire/bytes.h"

#include <errno.h>
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
	if (l->fd < 0 && o->capture && capture_is(&l->replay.capture, o->capture)) {
		errno = EEXIST; /* else it would be emptied before it is read */
		return -1;
	}
	return keep_open(&l->keep, o->capture);
}

uint64_t link_date(const struct link *l)
{
	return l->fd < 0 ? l->replay.epoch : l->date;
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

/* How long to wait, in microseconds. A replay does not. */
static uint64_t time_left(struct link *l, uint64_t deadline)
{
	uint64_t now;

	if (l->fd < 0)
		return 0;
	if (deadline == LINK_FOREVER)
		return LINK_FOREVER;
	now = time_now(l);
	return deadline > now ? deadline - now : 0;
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

int link_read(struct link *l, struct packet *p, uint64_t deadline)
{
	struct pollfd on[] = { { .fd = l->signals, .events = POLLIN }, { .fd = l->fd, .events = POLLIN } };
	uint64_t left = time_left(l, deadline);
	struct timespec wait = { (time_t)(left / 1000000), (long)(left % 1000000) * 1000 };
	int result = 1;

	if (keep_flush(&l->keep) < 0 || ppoll(on, 2, left == LINK_FOREVER ? NULL : &wait, NULL) < 0)
		return -1;
	if (on[0].revents)
		return 0;
	p->len = 0;
	p->time = deadline;
	if (l->fd < 0)
		result = replay_read(&l->replay, p, deadline);
	else if (on[1].revents && left > 0)
		result = read_device(l, p);
	if (p->time < l->now)
		p->time = l->now;
	l->now = p->time;
	if (result > 0 && p->len > 0 && keep_packet(&l->keep, PCAPNG_IN, link_date(l) + p->time, p->bytes, p->len) < 0)
		return -1;
	return result;
}

/* What cannot be kept is told by the next link_read: it was sent all the same. */
int link_write(struct link *l, uint64_t now, const uint8_t *packet, size_t n)
{
	uint8_t info[TUN_INFO] = { 0 };
	struct iovec parts[] = { { info, sizeof info }, { (uint8_t *)packet, n } };

	if (l->fd >= 0)
		time_now(l);
	keep_packet(&l->keep, PCAPNG_OUT, link_date(l) + now, packet, n);
	put16(info + 2, ETHERTYPE_IPV4);
	return l->fd < 0 || writev(l->fd, parts, 2) >= 0 ? 0 : -1;
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
