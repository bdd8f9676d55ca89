/* cable_line.h: packets on their way through the cable, by the time they are due. */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct packet {
	struct packet *next, *prev;
	uint64_t due;
	size_t n;
	uint8_t bytes[];
};

struct line {
	struct packet *first, *last;
	unsigned packets;
};

/* Adds a copy of n bytes, behind all that are due at the same time or before. */
void line_add(struct line *l, uint64_t due, const void *bytes, size_t n);

/* Takes the first packet away. */
void line_remove(struct line *l);
