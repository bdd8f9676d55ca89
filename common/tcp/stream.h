/* stream.h: a queue of bytes in a ring: written at its end, dropped at its
 * front. Positions count from the front. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stream {
	uint8_t *ring;   /* size bytes of somebody else's memory */
	size_t size;
	size_t front;    /* where in the ring the first byte is */
	size_t len;      /* bytes in the queue */
	bool ended;      /* no more will be written */
};

void stream_open(struct stream *q, uint8_t *ring, size_t size);

/* How many more bytes there is room for. */
size_t stream_room(const struct stream *q);

/* Adds up to n bytes, as many as there is room for; returns how many. */
size_t stream_write(struct stream *q, const uint8_t *bytes, size_t n);

/* Copies up to n bytes from position `at` on; returns how many there were. */
size_t stream_copy(const struct stream *q, size_t at, uint8_t *bytes, size_t n);

/* Takes away the first n bytes, of at least as many. */
void stream_drop(struct stream *q, size_t n);

/* Puts n bytes to position `at` without making the queue longer; stream_grow
 * then takes in n bytes that were put behind its end. All within the room. */
void stream_put(struct stream *q, size_t at, const uint8_t *bytes, size_t n);
void stream_grow(struct stream *q, size_t n);
