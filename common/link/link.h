/* link.h: where packets come from and go to, from step 02 on: the TUN device,
 * a descriptor, or a capture that is played again. It knows the time, so that
 * nothing behind it has to, and it keeps the capture that -w asks for. */
#pragma once
#include "console/options.h"
#include "link/capture.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { LINK_MAX = 65535, LINK_NOTE = 2048 }; /* bytes: a packet; what is said of it */

#define LINK_FOREVER UINT64_MAX

struct packet {
	uint64_t time;     /* when it came, in microseconds since the first one */
	uint16_t protocol; /* ETHERTYPE_IPV4, ETHERTYPE_IPV6, ... */
	size_t len;        /* of bytes; the packet information is not among them */
	uint8_t bytes[LINK_MAX];
};

struct link {
	int fd;               /* the device; unused in a replay */
	bool replaying;       /* packets come from this capture: */
	struct capture replay;
	struct packet ahead;  /* its next packet, if len is not 0 */
	uint32_t address;     /* ours; a replay leaves out what we sent */
	sigset_t waiting;     /* the signals blocked while we wait */
	bool started;         /* the first packet has come, at */
	uint64_t epoch;       /* this time of our clock */
	FILE *kept;           /* the capture of -w, or NULL */
	uint64_t kept_epoch;  /* the same time, in microseconds since 1970 */
	struct packet last;   /* the last packet, until its note is complete */
	int last_direction;
	char note[LINK_NOTE]; /* whoever has something to say of it adds it here */
};

/* Opens what o->device names, and the capture of -w. From then on SIGINT and
 * SIGTERM end link_read. -1 and errno on failure; *failed is what could not be
 * opened. */
int link_open(struct link *l, const struct options *o, const char **failed);

/* Waits for the next packet, but not past the deadline (on packet.time's
 * scale). 1: here it is; with len 0 it is the deadline. 0: no more will come.
 * -1 and errno: it failed. A replay does not wait: the packets' own times are
 * the time. */
int link_read(struct link *l, struct packet *p, uint64_t deadline);

/* Sends an IPv4 packet of n bytes at time `now`. -1 and errno on failure. */
int link_write(struct link *l, uint64_t now, const uint8_t *packet, size_t n);

/* Finishes the capture and closes all. -1 and errno if it is not whole. */
int link_close(struct link *l);
