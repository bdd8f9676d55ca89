/* tcp_segment.h: the same by other arithmetic. */
#pragma once
static inline uint32_t seg_space(const struct seg *s)
{
	uint32_t n = (uint32_t)s->len;

	if (s->flags & SYN)
		n++;
	if (s->flags & FIN)
		n++;
	return n;
}
