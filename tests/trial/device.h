/* device.h: a TUN device as step 13 may use it: non-blocking, read until it has no
 * more, and if wanted with a virtio-net header before each packet, so that packets
 * of 64 kB pass both ways and no one computes their checksums. */
#pragma once
#include "tcb.h"

struct device {
	int fd;
	bool header; /* the virtio-net header */
	bool trust;  /* with it: leave checksums of TCP to the kernel */
	bool fast;   /* a faster checksum */
	unsigned lose; /* one packet in so many, each way, or 0 */
	uint64_t sent; /* packets, lost ones too */
	uint64_t in, out, bytes_in, bytes_out; /* packets, and bytes of IPv4 */
	size_t most_in, most_out;              /* the largest packets */
	size_t most_cut;                       /* the longest text of the segments that one was to be cut into */
	uint64_t dropped;                      /* in: bad, or not TCP */
};

extern uint32_t burst_mss; /* the root's */

/* -1 and errno on failure. */
int device_open(struct device *d, const char *name);

struct tcp_world device_world(struct device *d);
uint64_t device_now(void);

/* Waits for packets, or for the deadline of the stack, and sees to them. */
void device_turn(struct device *d, struct stack *k);
