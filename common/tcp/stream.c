/* stream.c: see stream.h. */
#include "tcp/stream.h"

#include <assert.h>
#include <string.h>

void stream_open(struct stream *q, uint8_t *ring, size_t size)
{
	*q = (struct stream){ .ring = ring, .size = size };
}

size_t stream_room(const struct stream *q)
{
	return q->size - q->len;
}

static size_t min(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Position `at` as a place in the ring, and how many bytes follow there before
 * the ring begins anew. */
static size_t place(const struct stream *q, size_t at, size_t *straight)
{
	size_t p = q->front + at;

	if (p >= q->size)
		p -= q->size;
	*straight = q->size - p;
	return p;
}

void stream_put(struct stream *q, size_t at, const uint8_t *bytes, size_t n)
{
	size_t straight, p, first;

	assert(at + n <= q->size);
	if (n == 0)
		return;
	p = place(q, at, &straight);
	first = min(n, straight);
	memcpy(q->ring + p, bytes, first);
	memcpy(q->ring, bytes + first, n - first);
}

void stream_grow(struct stream *q, size_t n)
{
	assert(n <= stream_room(q));
	q->len += n;
}

size_t stream_write(struct stream *q, const uint8_t *bytes, size_t n)
{
	n = min(n, stream_room(q));
	stream_put(q, q->len, bytes, n);
	stream_grow(q, n);
	return n;
}

size_t stream_copy(const struct stream *q, size_t at, uint8_t *bytes, size_t n)
{
	size_t straight, p, first;

	if (at >= q->len)
		return 0;
	n = min(n, q->len - at);
	p = place(q, at, &straight);
	first = min(n, straight);
	memcpy(bytes, q->ring + p, first);
	memcpy(bytes + first, q->ring, n - first);
	return n;
}

void stream_drop(struct stream *q, size_t n)
{
	size_t straight;

	assert(n <= q->len);
	q->front = place(q, n, &straight);
	q->len -= n;
}
