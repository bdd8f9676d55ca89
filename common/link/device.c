/* device.c: see device.h. */
#include "link/device.h"

#include "link/tun.h"
#include "wire/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/uio.h>
#include <unistd.h>

enum { BATCH = 64 }; /* packets that are read before we look for signals */

int device_open(struct device *d, const char *name)
{
	d->fd = tun_open(name);
	return d->fd < 0 ? -1 : fcntl(d->fd, F_SETFL, O_RDWR | O_NONBLOCK);
}

/* Makes of SIGINT and SIGTERM something to wait for beside the packets. */
int device_signals(struct device *d)
{
	sigset_t ends;

	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigprocmask(SIG_BLOCK, &ends, NULL);
	d->signals = signalfd(-1, &ends, SFD_CLOEXEC);
	return d->signals < 0 ? -1 : 0;
}

/* One packet, if it is there: else -1 and EAGAIN. */
static int read_packet(struct device *d, struct packet *p)
{
	uint8_t info[TUN_INFO];
	struct iovec parts[] = { { info, sizeof info }, { p->bytes, sizeof p->bytes } };
	ssize_t n = readv(d->fd, parts, 2);

	if (n <= TUN_INFO)
		return n < 0 ? -1 : 0;
	p->protocol = get16(info + 2);
	p->len = (size_t)n - TUN_INFO;
	return 1;
}

static int wait_and_read(struct device *d, struct packet *p, uint64_t left)
{
	struct pollfd on[] = { { .fd = d->signals, .events = POLLIN }, { .fd = d->fd, .events = POLLIN } };
	struct timespec wait = { (time_t)(left / 1000000), (long)(left % 1000000) * 1000 };

	d->unwaited = 0;
	if (ppoll(on, 2, left == LINK_FOREVER ? NULL : &wait, NULL) < 0)
		return -1;
	if (on[0].revents)
		return 0;
	return on[1].revents && left > 0 ? read_packet(d, p) : 1;
}

/* To wait costs almost as much as to read, so we wait only when nothing is
 * there; and now and then all the same, for a flood must not hide a signal. */
int device_read(struct device *d, struct packet *p, uint64_t left)
{
	int result;

	p->len = 0;
	if (d->fd < 0)
		left = 0;
	if (left > 0 && d->unwaited++ < BATCH)
		result = read_packet(d, p);
	else
		result = wait_and_read(d, p, left);
	while (result < 0 && errno == EAGAIN)
		result = wait_and_read(d, p, left);
	return result;
}

int device_write(struct device *d, uint16_t protocol, const uint8_t *packet, size_t n)
{
	uint8_t info[TUN_INFO] = { 0 };
	struct iovec parts[] = { { info, sizeof info }, { (uint8_t *)packet, n } };
	struct pollfd room = { .fd = d->fd, .events = POLLOUT };
	ssize_t written;

	put16(info + 2, protocol);
	while ((written = writev(d->fd, parts, 2)) < 0 && errno == EAGAIN)
		poll(&room, 1, -1);
	return written < 0 ? -1 : 0;
}

void device_close(struct device *d)
{
	close(d->signals);
	if (d->fd >= 0)
		close(d->fd);
}
