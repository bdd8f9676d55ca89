/* seq.h: sequence numbers lie on a circle: 4294967295 is followed by 0, so that
 * < says nothing about which of two came first. Their distance does, as long as
 * they are less than 2^31 apart (RFC 9293, 3.4). */
#pragma once
#include <stdbool.h>
#include <stdint.h>

/* Does a come before b? */
static inline bool seq_lt(uint32_t a, uint32_t b) /* 05.3 */
{
	return (int32_t)(a - b) < 0;
}

/* Does a come before b, or is it b? */
static inline bool seq_le(uint32_t a, uint32_t b) /* 05.4 */
{
	return (int32_t)(a - b) <= 0;
}

/* Is seq one of the n numbers from `first` on? */
static inline bool seq_in(uint32_t seq, uint32_t first, uint32_t n) /* 05.7 */
{
	return seq - first < n;
}
