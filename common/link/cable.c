/* cable.c: see cable.h. */
#include "link/cable.h"

#include <assert.h>

enum fault { LOSS, DUP, REORDER, CORRUPT, BIT };

/* splitmix64: one bit of difference in x changes half of the bits of the result. */
static uint64_t mix(uint64_t x)
{
	x += 0x9e3779b97f4a7c15;
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
	x = (x ^ x >> 27) * 0x94d049bb133111eb;
	return x ^ x >> 31;
}

/* One die for each fault of each packet: asking for more of one fault does not
 * change which packets another one hits. */
static uint64_t roll(const struct cable *c, enum cable_direction direction, enum fault fault)
{
	return mix(mix(mix(mix(c->config.seed) ^ direction) ^ c->way[direction].packets) ^ fault);
}

static bool happens(const struct cable *c, enum cable_direction direction, enum fault fault, uint32_t chance)
{
	return roll(c, direction, fault) % CABLE_CERTAIN < chance;
}

static bool listed(const struct cable *c, enum cable_direction direction)
{
	for (unsigned i = 0; i < c->config.drops; i++)
		if (c->config.drop[i].direction == direction && c->config.drop[i].nth == c->way[direction].packets)
			return true;
	return false;
}

/* The bottleneck sends one packet after the other. When does this one leave it?
 * False if it finds the queue full: if the packet that came `queue` packets
 * before it, whose place in the ring it would take, is not gone yet. */
static bool bottleneck(const struct cable_config *config, struct cable_way *w, uint64_t now, size_t bytes,
                       uint64_t *leaves)
{
	uint64_t bits = (uint64_t)bytes * 8, free = now, *place;

	assert(config->queue >= 1 && config->queue <= CABLE_QUEUE);
	place = &w->leaves[w->queued % config->queue];
	if (w->queued > 0 && w->leaves[(w->queued - 1) % config->queue] > now)
		free = w->leaves[(w->queued - 1) % config->queue];
	if (w->queued >= config->queue && *place > now)
		return false;
	*place = *leaves = free + (bits * 1000000 + config->rate - 1) / config->rate;
	w->queued++;
	return true;
}

struct cable_fate cable_pass(struct cable *c, enum cable_direction direction, uint64_t now, size_t bytes)
{
	const struct cable_config *config = &c->config;
	struct cable_way *w = &c->way[direction];
	struct cable_fate fate = { .copies = 1 };
	uint64_t leaves = now;

	w->packets++;
	if (config->rate > 0 && !bottleneck(config, w, now, bytes, &leaves)) {
		w->overflowed++;
		return (struct cable_fate){ .copies = 0 };
	}
	if (listed(c, direction) || happens(c, direction, LOSS, config->loss)) {
		w->lost++;
		return (struct cable_fate){ .copies = 0 };
	}
	if (happens(c, direction, DUP, config->dup)) {
		w->doubled++;
		fate.copies = 2;
	}
	fate.due[0] = fate.due[1] = leaves + config->delay;
	if (happens(c, direction, REORDER, config->reorder)) {
		w->reordered++; /* of two copies the second is late: an old duplicate */
		fate.due[fate.copies - 1] += config->hold;
	}
	if (bytes > 0 && happens(c, direction, CORRUPT, config->corrupt)) {
		w->corrupted++;
		fate.corrupt = true;
		fate.bit = (size_t)(roll(c, direction, BIT) % (bytes * 8));
	}
	return fate;
}
