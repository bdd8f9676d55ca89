/* replay.c: see replay.h. */
#include "link/replay.h"

#include "link/tun.h"
#include "wire/ipv4.h"

/* After the last packet, timers may go on for this long (microseconds): some
 * are set anew for ever. */
#define AFTERWARDS (600 * 1000000ull)

int replay_open(struct replay *r, const char *path, uint32_t address)
{
	r->address = address;
	r->started = false;
	r->now = 0;
	r->ahead.len = 0;
	return capture_open(&r->capture, path);
}

static bool is_ours(const struct replay *r, const uint8_t *packet, size_t n)
{
	struct ipv4 ip;
	const char *fault;

	return ipv4_parse(&ip, packet, n, &fault) && ip.src == r->address;
}

/* Reads on to the next packet that was not sent by ourselves. */
static int look_ahead(struct replay *r)
{
	struct packet *p = &r->ahead;
	uint64_t when;
	ssize_t n;

	while (p->len == 0) {
		n = capture_next(&r->capture, &when, p->bytes, sizeof p->bytes);
		if (n <= 0)
			return (int)n;
		if (is_ours(r, p->bytes, (size_t)n))
			continue;
		if (!r->started)
			r->epoch = when;
		r->started = true;
		p->len = (size_t)n;
		if (when > r->epoch + r->now) /* time never runs backwards, whatever a file says */
			r->now = when - r->epoch;
		p->time = r->now;
		p->protocol = p->bytes[0] >> 4 == 6 ? ETHERTYPE_IPV6 : ETHERTYPE_IPV4;
	}
	return 1;
}

int replay_read(struct replay *r, struct packet *p, uint64_t deadline)
{
	int more = look_ahead(r);

	if (more < 0 || (more == 0 && (deadline == LINK_FOREVER || deadline > r->now + AFTERWARDS)))
		return more;
	if (more == 0 || r->ahead.time >= deadline) {
		p->len = 0;
		p->time = deadline;
		return 1;
	}
	*p = r->ahead;
	r->ahead.len = 0;
	return 1;
}
