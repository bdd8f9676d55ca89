/* device.h: packets from and to the TUN device, or a descriptor in its place. */
#pragma once
#include "link/packet.h"

struct device {
	int fd;            /* does not wait: O_NONBLOCK; -1: there is none */
	int signals;       /* has something to read when we are to end */
	unsigned unwaited; /* packets read since we last waited */
};

/* Opens what `name` names, as tun_open does. -1 and errno on failure. */
int device_open(struct device *d, const char *name);

/* From now on SIGINT and SIGTERM end device_read. -1 and errno on failure. */
int device_signals(struct device *d);

/* The next packet, for which it waits `left` microseconds at most, or
 * LINK_FOREVER. 1: here it is, its time not yet known; with len 0 the wait is
 * over, as it is at once when there is no device. 0: no more will come. -1 and
 * errno: it failed. */
int device_read(struct device *d, struct packet *p, uint64_t left);

/* Sends a packet of n bytes, and waits while there is no room for it. -1 and
 * errno on failure. */
int device_write(struct device *d, uint16_t protocol, const uint8_t *packet, size_t n);

void device_close(struct device *d);
