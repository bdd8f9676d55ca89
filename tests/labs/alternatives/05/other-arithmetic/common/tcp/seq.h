/* seq.h: without a signed number: half of the circle lies before b, half of it behind. */
#pragma once

static inline bool seq_lt(uint32_t a, uint32_t b)
{
	return ((a - b) & UINT32_C(0x80000000)) != 0;
}

static inline bool seq_le(uint32_t a, uint32_t b)
{
	return a == b || b - a < UINT32_C(0x80000000);
}

static inline bool seq_in(uint32_t seq, uint32_t first, uint32_t n)
{
	uint32_t past = first + n;

	return first <= past ? first <= seq && seq < past : first <= seq || seq < past;
}
