/* bytes.h: the same by other arithmetic. */
#pragma once
static inline uint16_t get16(const uint8_t *p)
{
	return (uint16_t)(p[0] * 256 + p[1]);
}

static inline uint32_t get32(const uint8_t *p)
{
	uint32_t v = 0;

	for (int i = 0; i < 4; i++)
		v = v * 256 + p[i];
	return v;
}
