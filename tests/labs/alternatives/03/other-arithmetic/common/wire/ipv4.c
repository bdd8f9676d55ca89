/* ipv4.c: the same by other arithmetic. */
bool ipv4_is_host(uint32_t address, uint32_t us)
{
	unsigned first = address >> 24, last = address & 255;

	if (first == 0 || first == 127 || first >= 224)
		return false;
	if ((address & 0xffffff00) != (us & 0xffffff00))
		return true;
	return last > 0 && last < 255;
}

void ipv4_emit(uint8_t *p, const struct ipv4 *ip)
{
	uint16_t word = (uint16_t)(ip->offset >> 3);

	if (ip->df)
		word |= DF;
	if (ip->mf)
		word |= MF;
	put32(p + 16, ip->dst);
	put32(p + 12, ip->src);
	put16(p + 10, 0);
	p[9] = ip->protocol;
	p[8] = ip->ttl;
	put16(p + 6, word);
	put16(p + 4, ip->id);
	put16(p + 2, (uint16_t)(ip->len + 20));
	p[1] = ip->tos;
	p[0] = 0x45;
	put16(p + 10, checksum_finish(checksum_add(0, p, 20)));
}
