/* trace_tcp.c: the same, a step at a time. */
static void trace_option(struct trace *t, const struct tcp_option *o)
{
	if (o->bad)
		trace_add(t, "bad kind %u len %u", o->kind, o->len);
	else if (o->kind == 0)
		trace_add(t, "eol");
	else if (o->kind == 1)
		trace_add(t, "nop");
	else if (o->kind == 2)
		trace_add(t, "mss %u", get16(o->data));
	else if (o->kind == 3)
		trace_add(t, "wscale %u", *o->data);
	else if (o->kind == 4)
		trace_add(t, "sackOK");
	else if (o->kind == 8)
		trace_add(t, "TS %u %u", get32(o->data), get32(o->data + 4));
	else if (o->kind != 5)
		trace_add(t, "kind %u len %u", o->kind, o->len);
	else
		for (int i = 0; i < (o->len - 2) / 8; i++)
			trace_add(t, "%s%u-%u", i ? " " : "sack ", get32(o->data + 8 * i), get32(o->data + 8 * i + 4));
}

static void trace_options(struct trace *t, const struct seg *s)
{
	struct tcp_option o;
	size_t at = 0;

	if (s->options_len == 0)
		return;
	trace_add(t, "  <");
	for (int i = 0; tcp_option_next(s, &at, &o); i++) {
		if (i > 0)
			trace_add(t, ",");
		trace_option(t, &o);
	}
	trace_add(t, ">");
}
