/* cable.h: a bad cable, as a pure function: what becomes of a packet depends on
 * the seed, its direction and its number in that direction, and on nothing
 * else, so that a run can be had again. Whoever calls keeps the packets and the
 * time (microseconds, from any start): the cable tool beside a real clock, the
 * simulator in virtual time. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cable_direction { CABLE_TO_STEP, CABLE_FROM_STEP, CABLE_DIRECTIONS };
enum { CABLE_CERTAIN = 1000000, CABLE_DROPS = 64, CABLE_QUEUE = 1000 };

struct cable_config {
	uint64_t seed;
	uint32_t loss, dup, reorder, corrupt;	/* chances, in parts of CABLE_CERTAIN */
	uint64_t delay;				/* microseconds, for every packet */
	uint64_t hold;				/* more of them, for a packet that is reordered:
						 * those sent within this time pass it */
	uint64_t rate;				/* bits a second; 0: no bottleneck */
	unsigned queue;				/* packets before the bottleneck, with the one
						 * that is leaving; 1 to CABLE_QUEUE */
	unsigned drops;				/* packets lost by their number, from 1 */
	struct cable_drop {
		enum cable_direction direction;
		uint64_t nth;
	} drop[CABLE_DROPS];
};

struct cable {
	struct cable_config config;
	struct cable_way {
		uint64_t packets, lost, overflowed, doubled, reordered, corrupted;
		uint64_t queued;		/* packets that the queue ever took */
		uint64_t leaves[CABLE_QUEUE];	/* when the last of them leave it, a ring */
	} way[CABLE_DIRECTIONS];
};

struct cable_fate {
	unsigned copies;	/* that arrive: 0, 1 or 2 */
	uint64_t due[2];	/* when each of them does */
	bool corrupt;		/* is one bit flipped, in every copy, */
	size_t bit;		/* and which: bit % 8 of byte bit / 8 */
};

/* The fate of the next packet, of `bytes` bytes, that enters the cable at now
 * (per direction, never earlier than the packet before it). Counts it. */
struct cable_fate cable_pass(struct cable *c, enum cable_direction direction, uint64_t now, size_t bytes);
