/* replay.h: a capture that is played again, in place of a device. */
#pragma once
#include "link/capture.h"
#include "link/packet.h"

#include <stdbool.h>
#include <stdint.h>

struct replay {
	struct capture capture;
	uint32_t address;    /* ours: what we sent ourselves is left out */
	struct packet ahead; /* the next packet, if its len is not 0 */
	bool started;        /* there was a packet, the first one at */
	uint64_t epoch;      /* this time, in microseconds since 1970 */
	uint64_t now;        /* the last one's, in microseconds since then */
};

/* Opens the capture at path. -1 and errno as capture_open. */
int replay_open(struct replay *r, const char *path, uint32_t address);

/* The next packet, or the deadline, as link_read gives them; the packets' own
 * times are the time, and nothing waits. */
int replay_read(struct replay *r, struct packet *p, uint64_t deadline);
