/* tun.c: see tun.h. */
#include "link/tun.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

int tun_open(const char *name)
{
	struct ifreq request = { .ifr_flags = IFF_TUN };
	char more;
	int fd;

	if (sscanf(name, "fd:%d%c", &fd, &more) == 1)
		return fcntl(fd, F_GETFD) < 0 ? -1 : fd;
	if (strlen(name) >= IFNAMSIZ || strpbrk(name, "/.:")) {
		errno = ENODEV;
		return -1;
	}
	strcpy(request.ifr_name, name);
	fd = open("/dev/net/tun", O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return -1;
	if (ioctl(fd, TUNSETIFF, &request) < 0) {
		int saved = errno;

		close(fd);
		errno = saved;
		return -1;
	}
	return fd;
}
