/* stream.c: a byte at a time, each with its place in the ring. */

void stream_put(struct stream *q, size_t at, const uint8_t *bytes, size_t n)
{
	assert(n <= q->size && at <= q->size - n);
	for (size_t i = 0; i < n; i++)
		q->ring[(q->front + at + i) % q->size] = bytes[i];
}

size_t stream_write(struct stream *q, const uint8_t *bytes, size_t n)
{
	size_t room = stream_room(q);

	if (n > room)
		n = room;
	stream_put(q, q->len, bytes, n);
	q->len += n;
	return n;
}

size_t stream_copy(const struct stream *q, size_t at, uint8_t *bytes, size_t n)
{
	size_t i = 0;

	for (; i < n && at + i < q->len; i++)
		bytes[i] = q->ring[(q->front + at + i) % q->size];
	return i;
}

void stream_drop(struct stream *q, size_t n)
{
	assert(n <= q->len);
	q->len -= n;
	q->front = (q->front + n) % q->size;
}
