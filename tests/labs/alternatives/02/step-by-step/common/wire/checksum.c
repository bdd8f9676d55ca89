/* checksum.c: the same, a step at a time. */
uint32_t checksum_add(uint32_t sum, const void *bytes, size_t n)
{
	const uint8_t *p = bytes;
	const uint8_t *end = p + n;

	while (end - p > 1) {
		uint16_t word = get16(p);

		sum += word;
		p += 2;
	}
	if (p < end) {
		uint8_t last[2] = { *p, 0 };

		sum += get16(last);
	}
	return sum;
}

uint16_t checksum_finish(uint32_t sum)
{
	uint32_t rest = sum % 0xffff;

	if (sum != 0 && rest == 0)
		return 0;
	return (uint16_t)~rest;
}

uint16_t checksum_update(uint16_t sum, uint16_t before, uint16_t after)
{
	uint32_t total = (uint16_t)~sum;

	total = (uint16_t)~checksum_finish(total + (uint16_t)~before);
	return checksum_finish(total + after);
}
