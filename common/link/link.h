/* link.h: where packets come from and go to, from step 02 on: the TUN device,
 * a descriptor, or a capture that is played again. It knows the time, so that
 * nothing behind it has to, and it keeps the capture that -w asks for. */
#pragma once
#include "console/options.h"
#include "link/device.h"
#include "link/keep.h"
#include "link/packet.h"
#include "link/replay.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct link {
	struct device device; /* when it is none, packets come from */
	struct replay replay;
	bool started;     /* time has, */
	uint64_t epoch;   /* at this one of our clock's microseconds, */
	uint64_t date;    /* and at this one since 1970 */
	uint64_t now;     /* the last time that link_read gave */
	struct keep keep; /* the capture of -w */
};

/* Opens what o->device names, and the capture of -w. From then on SIGINT and
 * SIGTERM end link_read. -1 and errno on failure; *failed is what could not be
 * opened. */
int link_open(struct link *l, const struct options *o, const char **failed);

/* Waits for the next packet, but not past the deadline (on packet.time's
 * scale). 1: here it is; with len 0 it is the deadline, which goes first when
 * both are there. 0: no more will come. -1 and errno: it failed. p->time never
 * runs backwards. */
int link_read(struct link *l, struct packet *p, uint64_t deadline);

/* Sends an IPv4 packet of n bytes at time `now`. -1 and errno on failure. */
int link_write(struct link *l, uint64_t now, const uint8_t *packet, size_t n);

/* Time 0 of this run, in microseconds since 1970; known once time has started. */
uint64_t link_date(const struct link *l);

/* Finishes the capture and closes all. -1 and errno if it is not whole. */
int link_close(struct link *l);
