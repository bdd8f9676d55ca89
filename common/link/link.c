/* link.c: see link.h. */
#include "link/link.h"

#include "link/tun.h"

#include <errno.h>
#include <string.h>
#include <time.h>

int link_open(struct link *l, const struct options *o, const char **failed)
{
	int opened;

	memset(l, 0, sizeof *l);
	l->device.fd = -1;
	*failed = o->device;
	if (strpbrk(o->device, "/."))
		opened = replay_open(&l->replay, o->device, o->address);
	else
		opened = device_open(&l->device, o->device);
	if (opened < 0 || device_signals(&l->device) < 0)
		return -1;
	*failed = o->capture;
	if (l->device.fd < 0 && o->capture && capture_is(&l->replay.capture, o->capture)) {
		errno = EEXIST; /* else it would be emptied before it is read */
		return -1;
	}
	return keep_open(&l->keep, o->capture);
}

uint64_t link_date(const struct link *l)
{
	return l->device.fd < 0 ? l->replay.epoch : l->date;
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

	if (l->device.fd < 0)
		return 0;
	if (deadline == LINK_FOREVER)
		return LINK_FOREVER;
	now = time_now(l);
	return deadline > now ? deadline - now : 0;
}

int link_read(struct link *l, struct packet *p, uint64_t deadline)
{
	int result = keep_flush(&l->keep) < 0 ? -1 : device_read(&l->device, p, time_left(l, deadline));

	if (result <= 0)
		return result;
	p->time = p->len > 0 ? time_now(l) : deadline;
	if (l->device.fd < 0)
		result = replay_read(&l->replay, p, deadline);
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
	if (l->device.fd >= 0)
		time_now(l);
	keep_packet(&l->keep, PCAPNG_OUT, link_date(l) + now, packet, n);
	return l->device.fd < 0 ? 0 : device_write(&l->device, ETHERTYPE_IPV4, packet, n);
}

int link_close(struct link *l)
{
	device_close(&l->device);
	if (l->device.fd < 0)
		capture_close(&l->replay.capture);
	return keep_close(&l->keep);
}
