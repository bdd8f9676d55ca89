/* udp.c: the same by other arithmetic. */
bool udp_intact(const struct ipv4 *ip)
{
	uint32_t sum;
	size_t says;

	if (ip->len < 8)
		return false;
	says = ip->data[4] * 256u + ip->data[5];
	if (says < 8 || says > ip->len)
		return false;
	if (ip->data[6] == 0 && ip->data[7] == 0)
		return true;
	sum = checksum_add(0, ip->data, says) + checksum_pseudo(ip->src, ip->dst, 17, says);
	return checksum_finish(sum) == 0;
}
