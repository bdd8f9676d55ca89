/* main.c: the same, a step at a time. */
static void show(struct trace *t, const uint8_t *packet, size_t n)
{
	const char *why = NULL;
	struct ipv4 header;

	if (ipv4_parse(&header, packet, n, &why)) {
		trace_packet(t, &header);
		trace_ipv4(t, &header);
		trace_end(t);
	} else {
		trace_dropped(t, why);
	}
}

static void input(struct trace *t, const struct packet *p)
{
	if (p->protocol == ETHERTYPE_IPV4) {
		show(t, p->bytes, p->len);
		if (t->fields)
			fields_ipv4(p->bytes, p->len);
		trace_bytes(t, p->bytes, p->len);
	} else {
		trace_skipped(t, p->protocol, p->len);
	}
}
