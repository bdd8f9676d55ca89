/* test_tun.c: how a TUN device is asked for. The kernel's side is played here:
 * open, ioctl and close are ours, so that no device is needed. */
#include "link/tun.h"

#include "unit.h"

#include <errno.h>
#include <linux/fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <linux/ioctl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int open(const char *path, int flags, ...);
int ioctl(int fd, unsigned long request, ...);

static struct kernel {
	bool plays;
	int open_fails, ioctl_fails; /* with this errno, or 0 */
	unsigned opened, asked, closed;
	int fd, flags;
	unsigned long request;
	struct ifreq device;
} kernel;

int open(const char *path, int flags, ...)
{
	if (!kernel.plays || strcmp(path, "/dev/net/tun") != 0)
		return (int)syscall(SYS_openat, AT_FDCWD, path, flags, 0600);
	kernel.opened++;
	kernel.flags = flags;
	errno = kernel.open_fails;
	return kernel.open_fails ? -1 : (kernel.fd = (int)syscall(SYS_openat, AT_FDCWD, "/dev/null", flags, 0));
}

int ioctl(int fd, unsigned long request, ...)
{
	va_list more;

	va_start(more, request);
	kernel.asked++;
	kernel.request = request;
	if (fd == kernel.fd && request == TUNSETIFF)
		kernel.device = *va_arg(more, struct ifreq *);
	va_end(more);
	errno = kernel.ioctl_fails;
	return kernel.ioctl_fails ? -1 : 0;
}

/* It may change errno, as the real one may. */
int close(int fd)
{
	kernel.closed += kernel.plays && fd == kernel.fd;
	if (kernel.plays)
		errno = EIO;
	return (int)syscall(SYS_close, fd);
}

static int ask(const char *name, int open_fails, int ioctl_fails)
{
	int fd;

	kernel = (struct kernel){ .plays = true, .fd = -1, .open_fails = open_fails, .ioctl_fails = ioctl_fails };
	fd = tun_open(name);
	kernel.plays = false;
	return fd;
}

START_TEST(a_device_is_asked_for_by_its_name)
{
	static const char *const names[] = { "tun0", "t", "fifteen-letters" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		int fd = ask(names[i], 0, 0);

		must(kernel.opened == 1 && (kernel.flags & O_ACCMODE) == O_RDWR, "/dev/net/tun is not opened to read and write");
		must(kernel.request == TUNSETIFF, "no TUNSETIFF for the descriptor that was opened");
		ck_assert_str_eq(kernel.device.ifr_name, names[i]);
		ck_assert_int_eq(kernel.device.ifr_flags, IFF_TUN);
		ck_assert_int_eq(fd, kernel.fd);
		ck_assert_uint_eq(kernel.closed, 0);
		close(fd);
	}
}
END_TEST

START_TEST(a_device_that_may_not_be_opened_is_told)
{
	ck_assert_int_eq(ask("tun0", EACCES, 0), -1);
	ck_assert_int_eq(errno, EACCES);
	ck_assert_uint_eq(kernel.asked, 0);
}
END_TEST

START_TEST(a_device_that_may_not_be_made_is_told_and_nothing_stays_open)
{
	ck_assert_int_eq(ask("tun0", 0, EPERM), -1);
	ck_assert_int_eq(errno, EPERM);
	ck_assert_uint_eq(kernel.opened, 1);
	ck_assert_uint_eq(kernel.closed, 1);
}
END_TEST

START_TEST(a_descriptor_stands_for_itself)
{
	char name[16];
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	snprintf(name, sizeof name, "fd:%d", ends[0]);
	ck_assert_int_eq(ask(name, 0, 0), ends[0]);
	close(ends[0]);
	close(ends[1]);
	ck_assert_int_eq(ask(name, 0, 0), -1);
	ck_assert_int_eq(errno, EBADF);
	ck_assert_uint_eq(kernel.opened, 0);
}
END_TEST

START_TEST(what_can_be_no_devices_name_is_refused)
{
	static const char *const names[] = { "sixteen-letters-", "a-much-longer-name-than-any", "a/b", "ping.pcapng", "fd:x", "fd:3x" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		must(ask(names[i], 0, 0) == -1, "%s is taken", names[i]);
		must(errno == ENODEV, "%s: errno is %d", names[i], errno);
		must(kernel.opened == 0, "%s: the device was opened", names[i]);
	}
}
END_TEST

UNIT("tun",
     a_device_is_asked_for_by_its_name, a_device_that_may_not_be_opened_is_told,
     a_device_that_may_not_be_made_is_told_and_nothing_stays_open, a_descriptor_stands_for_itself,
     what_can_be_no_devices_name_is_refused)
