/* trace_tcp.c: see trace_tcp.h. */
#include "console/trace_tcp.h"

#include "console/fields.h"
#include "wire/bytes.h"

#include <stdio.h>

enum { TRACE_FLAGS = 40 };

static const char *flag_names(char text[TRACE_FLAGS], uint8_t flags)
{
	static const struct {
		uint8_t flag;
		const char *name;
	} names[] = {
		{ SYN, "SYN" }, { FIN, "FIN" }, { RST, "RST" }, { PSH, "PSH" },
		{ ACK, "ACK" }, { URG, "URG" }, { ECE, "ECE" }, { CWR, "CWR" },
	};
	size_t used = 0;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (flags & names[i].flag)
			used += (size_t)sprintf(text + used, "%s%s", used ? " " : "", names[i].name);
	return flags ? text : "none";
}

static void trace_option(struct trace *t, const struct tcp_option *o) /* 04.3 */
{
	if (o->bad) {
		trace_add(t, "bad kind %u len %u", o->kind, o->len);
		return;
	}
	switch (o->kind) {
	case OPT_EOL: trace_add(t, "eol"); break;
	case OPT_NOP: trace_add(t, "nop"); break;
	case OPT_MSS: trace_add(t, "mss %u", get16(o->data)); break;
	case OPT_WSCALE: trace_add(t, "wscale %u", o->data[0]); break;
	case OPT_SACK_OK: trace_add(t, "sackOK"); break;
	case OPT_TS: trace_add(t, "TS %u %u", get32(o->data), get32(o->data + 4)); break;
	case OPT_SACK:
		trace_add(t, "sack");
		for (size_t i = 0; i + 2 < o->len; i += 8)
			trace_add(t, " %u-%u", get32(o->data + i), get32(o->data + i + 4));
		break;
	default: trace_add(t, "kind %u len %u", o->kind, o->len);
	}
}

static void trace_options(struct trace *t, const struct seg *s) /* 04.3 */
{
	struct tcp_option o;
	size_t at = 0;

	for (const char *before = "  <"; tcp_option_next(s, &at, &o); before = ",") {
		trace_add(t, "%s", before);
		trace_option(t, &o);
	}
	if (s->options_len > 0)
		trace_add(t, ">");
}

void trace_tcp(struct trace *t, const struct seg *s)
{
	char address[TRACE_ADDRESS], end[TRACE_ADDRESS + 8], flags[TRACE_FLAGS];

	snprintf(end, sizeof end, "%s:%u", trace_address(address, s->src), s->sport);
	trace_add(t, "%-15s -> ", end);
	snprintf(end, sizeof end, "%s:%u", trace_address(address, s->dst), s->dport);
	trace_add(t, "%-15s  %-12s", end, flag_names(flags, s->flags));
	trace_add(t, "  seq %u", s->seq);
	if (s->flags & ACK)
		trace_add(t, "  ack %u", s->ack);
	trace_add(t, "  win %u", s->wnd);
	if (s->len)
		trace_add(t, "  len %zu", s->len);
	if (s->flags & URG)
		trace_add(t, "  urg %u", s->urg);
	trace_options(t, s); /* 04.3 */
}

void fields_tcp(const uint8_t *segment, size_t n)
{
	static const struct field header[] = {
		{ 0, 16, FIELD_NUMBER, "source port" },
		{ 16, 16, FIELD_NUMBER, "destination port" },
		{ 32, 32, FIELD_NUMBER, "sequence number" },
		{ 64, 32, FIELD_NUMBER, "acknowledgment number" },
		{ 96, 4, FIELD_NUMBER, "data offset" },
		{ 100, 4, FIELD_NUMBER, "reserved" },
		{ 104, 1, FIELD_NUMBER, "CWR" },
		{ 105, 1, FIELD_NUMBER, "ECE" },
		{ 106, 1, FIELD_NUMBER, "URG" },
		{ 107, 1, FIELD_NUMBER, "ACK" },
		{ 108, 1, FIELD_NUMBER, "PSH" },
		{ 109, 1, FIELD_NUMBER, "RST" },
		{ 110, 1, FIELD_NUMBER, "SYN" },
		{ 111, 1, FIELD_NUMBER, "FIN" },
		{ 112, 16, FIELD_NUMBER, "window" },
		{ 128, 16, FIELD_HEX, "checksum" },
		{ 144, 16, FIELD_NUMBER, "urgent pointer" },
	};

	fields_print(header, sizeof header / sizeof *header, segment, n);
}
