/* main.c: take the IPv4 header of every packet apart. */
#include "console/fields.h" /* 02.2 */
#include "console/options.h"
#include "console/trace.h"
#include "link/link.h"
#include "link/tun.h"
#include "wire/ipv4.h" /* 02.3 */

#include <err.h>
#include <errno.h>

static void show(struct trace *t, const uint8_t *packet, size_t n) /* 02.3 */
{
	struct ipv4 ip;
	const char *fault;

	if (!ipv4_parse(&ip, packet, n, &fault)) {
		trace_dropped(t, fault);
		return;
	}
	trace_packet(t, &ip);
	trace_ipv4(t, &ip); /* 02.5 */
	trace_end(t);
}

static void input(struct trace *t, const struct packet *p)
{
	if (p->protocol != ETHERTYPE_IPV4) {
		trace_skipped(t, p->protocol, p->len);
		return;
	}
	show(t, p->bytes, p->len);          /* 02.3 */
	if (t->fields)                      /* 02.2 */
		fields_ipv4(p->bytes, p->len);  /* 02.2 */
	trace_bytes(t, p->bytes, p->len);
}

int main(int argc, char **argv)
{
	static struct link link;
	static struct packet packet;
	struct options o = options_parse(argc, argv);
	struct trace t;
	const char *failed;
	int got;

	if (link_open(&link, &o, &failed) < 0)
		errx(1, "cannot open %s: %s", failed, capture_error(errno));
	trace_init(&t, &o, link.keep.note, KEEP_NOTE);

	while ((got = link_read(&link, &packet, LINK_FOREVER)) > 0) {
		trace_arrival(&t, packet.time);
		input(&t, &packet);
	}
	if (got < 0)
		errx(1, "%s: %s", o.device, capture_error(errno));
	tally_print(&t.tally);
	if (link_close(&link) < 0)
		err(1, "%s", o.capture);
}
