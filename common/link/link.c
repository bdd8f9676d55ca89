/* link.c: see link.h. */
#include "link/link.h"

#include "link/pcapng.h"
#include "link/tun.h"
#include "wire/bytes.h"

#include <errno.h>
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

static uint64_t clock_now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

/* Time starts with the first packet. */
static uint64_t since_start(struct link *l, uint64_t now, uint64_t since_1970)
{
	if (!l->started) {
		l->started = true;
		l->epoch = now;
		l->kept_epoch = since_1970;
	}
	return now < l->epoch ? 0 : now - l->epoch;
}

int link_open(struct link *l, const struct options *o, const char **failed)
{
	memset(l, 0, sizeof *l);
	l->address = o->address;
	l->waiting = catch_signals();
	l->replaying = strpbrk(o->device, "/.");
	*failed = o->device;
	l->fd = l->replaying ? capture_open(&l->replay, o->device) : tun_open(o->device);
	if (l->fd < 0)
		return -1;
	*failed = o->capture;
	if (o->capture)
		l->kept = pcapng_create(o->capture, "TCP/IP in C: the packets of one run, and what the step said of each");
	return o->capture && !l->kept ? -1 : 0;
}

/* Puts the last packet, with all that was said of it, into the capture. */
static int keep_last(struct link *l)
{
	int result = 0;

	if (l->kept && l->last.len > 0)
		result = pcapng_packet(l->kept, l->kept_epoch + l->last.time, l->last_direction,
		                       l->last.bytes, l->last.len, l->note);
	l->last.len = 0;
	l->note[0] = '\0';
	return result;
}

static void remember(struct link *l, int direction, uint64_t time, const uint8_t *packet, size_t n)
{
	l->last.time = time;
	l->last.len = n;
	memcpy(l->last.bytes, packet, n);
	l->last_direction = direction;
}

/* The next packet of the capture that was not sent by ourselves. */
static int look_ahead(struct link *l)
{
	struct packet *p = &l->ahead;
	uint64_t when;
	ssize_t n;

	while (p->len == 0) {
		n = capture_next(&l->replay, &when, p->bytes, sizeof p->bytes);
		if (n <= 0)
			return (int)n;
		if (n >= 20 && p->bytes[0] >> 4 == 4 && get32(p->bytes + 12) == l->address)
			continue;
		p->len = (size_t)n;
		p->time = since_start(l, when, when);
		p->protocol = p->bytes[0] >> 4 == 6 ? ETHERTYPE_IPV6 : ETHERTYPE_IPV4;
	}
	return 1;
}

static int read_replay(struct link *l, struct packet *p, uint64_t deadline)
{
	int more = look_ahead(l);

	if (more < 0 || interrupted || (more == 0 && deadline == LINK_FOREVER))
		return more < 0 ? -1 : 0;
	p->len = 0;
	p->time = deadline;
	if (more == 0 || l->ahead.time > deadline)
		return 1;
	*p = l->ahead;
	l->ahead.len = 0;
	return 1;
}

/* Waits on the device: 1 when it has a packet, 0 at the deadline. */
static int wait_device(struct link *l, uint64_t deadline)
{
	struct pollfd device = { .fd = l->fd, .events = POLLIN };
	struct timespec wait;
	uint64_t left, now = clock_now(CLOCK_MONOTONIC) - l->epoch;

	left = !l->started || deadline > now ? deadline - now : 0;
	wait.tv_sec = (time_t)(left / 1000000);
	wait.tv_nsec = (long)(left % 1000000) * 1000;
	return ppoll(&device, 1, deadline == LINK_FOREVER ? NULL : &wait, &l->waiting);
}

static int read_device(struct link *l, struct packet *p, uint64_t deadline)
{
	uint8_t info[TUN_INFO];
	struct iovec parts[] = { { info, sizeof info }, { p->bytes, sizeof p->bytes } };
	int ready = interrupted ? 0 : wait_device(l, deadline);
	ssize_t n;

	p->len = 0;
	p->time = deadline;
	if (interrupted)
		return 0;
	if (ready <= 0)
		return ready < 0 ? -1 : 1;
	n = readv(l->fd, parts, 2);
	if (n <= TUN_INFO)
		return n < 0 ? -1 : 0;
	p->time = since_start(l, clock_now(CLOCK_MONOTONIC), clock_now(CLOCK_REALTIME));
	p->protocol = get16(info + 2);
	p->len = (size_t)n - TUN_INFO;
	return 1;
}

int link_read(struct link *l, struct packet *p, uint64_t deadline)
{
	int result;

	if (keep_last(l) < 0)
		return -1;
	result = l->replaying ? read_replay(l, p, deadline) : read_device(l, p, deadline);
	if (result > 0)
		remember(l, PCAPNG_IN, p->time, p->bytes, p->len);
	return result;
}

int link_write(struct link *l, uint64_t now, const uint8_t *packet, size_t n)
{
	uint8_t info[TUN_INFO] = { 0 };
	struct iovec parts[] = { { info, sizeof info }, { (uint8_t *)packet, n } };
	int result = keep_last(l);

	put16(info + 2, ETHERTYPE_IPV4);
	remember(l, PCAPNG_OUT, now, packet, n);
	if (!l->replaying && writev(l->fd, parts, 2) < 0)
		return -1;
	return result;
}

int link_close(struct link *l)
{
	int result = keep_last(l);

	if (l->kept && fclose(l->kept) != 0)
		result = -1;
	if (l->replaying)
		capture_close(&l->replay);
	else
		close(l->fd);
	return result;
}
