/* ipv4.c: the same by other arithmetic. */
static size_t header_length(const uint8_t *p)
{
	return (size_t)(p[0] % 16) << 2;
}

static const char *ipv4_fault(const uint8_t *p, size_t n)
{
	const char *fault = NULL;
	size_t header, total;

	if (n < 20)
		return "too short for an IPv4 header";
	header = header_length(p);
	total = p[2] * 256u + p[3];
	if ((p[0] & 0xf0) != 0x40)
		fault = "version is not 4";
	else if (header < 20)
		fault = "IHL is less than 5";
	else if (total < header)
		fault = "total length is less than the header's";
	else if (total > n)
		fault = "total length is more than was read";
	else if (checksum_finish(checksum_add(0, p, header)))
		fault = "header checksum is wrong";
	return fault;
}

bool ipv4_is_fragment(const struct ipv4 *ip)
{
	return !(ip->offset == 0 && !ip->mf);
}
