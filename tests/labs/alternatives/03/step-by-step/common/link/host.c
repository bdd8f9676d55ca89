/* host.c: the same, a step at a time. */
static bool refused(struct host *h, const char *reason)
{
	trace_verdict(&h->trace, "not answered: %s", reason);
	return false;
}

static bool welcome(struct host *h, const struct ipv4 *ip)
{
	uint32_t us = h->options.address;

	if (!ipv4_is_host(ip->dst, us))
		return refused(h, "it is not for a single host");
	if (ip->dst != us)
		return refused(h, "it is for somebody else");
	if (!ipv4_is_host(ip->src, us))
		return refused(h, "its source is not a single host");
	if (ip->src == us)
		return refused(h, "its source is our own address");
	if (ipv4_is_fragment(ip))
		return refused(h, "it is a fragment");
	return true;
}
