/* checksum.c: the same by other arithmetic. */
uint32_t checksum_add(uint32_t sum, const void *bytes, size_t n)
{
	const uint8_t *p = bytes;

	for (size_t i = 0; i < n; i++)
		sum += i % 2 ? p[i] : p[i] * 256u;
	return sum;
}

uint16_t checksum_finish(uint32_t sum)
{
	sum = (sum >> 16) + (sum & 0xffff);
	sum += sum >> 16;
	return (uint16_t)(0xffff - (sum & 0xffff));
}

uint16_t checksum_update(uint16_t sum, uint16_t before, uint16_t after)
{
	uint32_t s = 0xffffu - sum;

	s += 0xffffu - before;
	s += after;
	return checksum_finish(s);
}
