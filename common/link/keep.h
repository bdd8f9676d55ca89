/* keep.h: the capture of -w. A packet waits until all has been said of it, then
 * it is written, with that as its comment. */
#pragma once
#include "link/packet.h"
#include "link/pcapng.h"

enum { KEEP_NOTE = 2048 }; /* bytes: what is said of a packet */

struct keep {
	FILE *file; /* NULL when nothing is to be kept */
	int failed; /* errno of the first packet that could not be */
	struct packet last;
	enum pcapng_direction direction; /* of it */
	char note[KEEP_NOTE];            /* whoever has something to say of it adds it here */
};

/* Starts the capture at path; with NULL nothing is kept. -1 and errno. */
int keep_open(struct keep *k, const char *path);

/* A packet of n bytes has come or gone, at `time` (microseconds since 1970):
 * the one before it is written. -1 and errno when that failed. */
int keep_packet(struct keep *k, enum pcapng_direction direction, uint64_t time, const uint8_t *packet, size_t n);

/* Nothing more will be said of the last packet. -1 and errno as above. */
int keep_flush(struct keep *k);

int keep_close(struct keep *k);
