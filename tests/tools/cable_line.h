/* cable_line.h: packets on their way through the cable, by the time they are due. */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct parcel {
	struct parcel *next, *prev;
	uint64_t due;
	size_t n;
	uint8_t bytes[];
};

struct line {
	struct parcel *first, *last;
	unsigned packets;
};

/* Adds a copy of n bytes, behind all that are due at the same time or before. */
void line_add(struct line *l, uint64_t due, const void *bytes, size_t n);

/* When is the first of them due? UINT64_MAX if there is none. */
uint64_t line_due(const struct line *l);

/* Takes the first packet away. */
void line_remove(struct line *l);
