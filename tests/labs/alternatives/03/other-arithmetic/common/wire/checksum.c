/* checksum.c: the same by other arithmetic. */
uint32_t checksum_pseudo(uint32_t src, uint32_t dst, uint8_t protocol, size_t n)
{
	return (src >> 16) + (src & 0xffff) + (dst >> 16) + (dst & 0xffff) + protocol + (uint32_t)n;
}
