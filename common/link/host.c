/* host.c: see host.h. */
#include "link/host.h"

#include "console/fields.h"
#include "link/tun.h"

#include <err.h>
#include <errno.h>
#include <stdio.h>

static void show_nothing(struct trace *t, const struct ipv4 *ip, const uint8_t *packet, size_t n)
{
	(void)t, (void)ip, (void)packet, (void)n;
}

void host_open(struct host *h, int argc, char **argv, host_show *show)
{
	const char *failed;

	h->options = options_parse(argc, argv);
	h->show = h->options.quiet ? show_nothing : show;
	if (link_open(&h->link, &h->options, &failed) < 0)
		errx(1, "cannot open %s: %s (./run.sh doctor may know why)", failed, capture_error(errno));
	trace_init(&h->trace, &h->options, h->link.keep.note, KEEP_NOTE);
}

bool host_next(struct host *h, uint64_t deadline)
{
	int got = link_read(&h->link, &h->packet, deadline);

	h->failed = got < 0;
	if (h->failed)
		warnx("%s: %s", h->link.keep.failed ? h->options.capture : h->options.device, capture_error(errno));
	h->trace.now = h->packet.time;
	if (got > 0 && h->packet.len > 0)
		trace_arrival(&h->trace, h->packet.time);
	return got > 0;
}

static void drop(struct host *h, const char *fault)
{
	trace_dropped(&h->trace, fault);
	if (h->trace.fields)
		fields_ipv4(h->packet.bytes, h->packet.len);
	trace_bytes(&h->trace, h->packet.bytes, h->packet.len);
}

/* Silence towards whoever is not a single host is the RFC's rule (RFC 1122,
 * 3.2.1.3). It also asks us to put fragments together (3.3.2); we decline. */
static bool welcome(struct host *h, const struct ipv4 *ip) /* 03.3 */
{
	uint32_t us = h->options.address;
	const char *reason = !ipv4_is_host(ip->dst, us)   ? "it is not for a single host"
	                     : ip->dst != us              ? "it is for somebody else"
	                     : !ipv4_is_host(ip->src, us) ? "its source is not a single host"
	                     : ip->src == us              ? "its source is our own address"
	                     : ipv4_is_fragment(ip)       ? "it is a fragment"
	                                                  : NULL;

	if (reason)
		trace_verdict(&h->trace, "not answered: %s", reason);
	return !reason;
}

bool host_receive(struct host *h, struct ipv4 *ip)
{
	const struct packet *p = &h->packet;
	const char *fault;

	if (p->protocol != ETHERTYPE_IPV4) {
		trace_skipped(&h->trace, p->protocol, p->len);
		return false;
	}
	if (!ipv4_parse(ip, p->bytes, p->len, &fault)) {
		drop(h, fault);
		return false;
	}
	h->show(&h->trace, ip, p->bytes, p->len);
	if (!welcome(h, ip)) /* 03.3 */
		return false; /* 03.3 */
	return true;
}

void host_send(struct host *h, const uint8_t *packet, size_t n)
{
	struct ipv4 ip;
	const char *fault;

	if (link_write(&h->link, h->trace.now, packet, n) < 0)
		warn("cannot send a packet of %zu bytes", n);
	if (!ipv4_parse(&ip, packet, n, &fault))
		return;
	h->trace.outgoing = true;
	h->show(&h->trace, &ip, packet, n);
}

int host_close(struct host *h)
{
	tally_print(&h->trace.tally);
	if (link_close(&h->link) < 0 && !h->failed) {
		warn("%s", h->options.capture);
		h->failed = true;
	}
	if (fflush(stdout) != 0 || ferror(stdout)) {
		warnx("standard output could not be written whole");
		h->failed = true;
	}
	return h->failed ? 1 : 0;
}
