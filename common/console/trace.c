/* trace.c: see trace.h. */
#include "console/trace.h"

#include "console/hexdump.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void trace_init(struct trace *t, const struct options *o, char *note, size_t note_size)
{
	*t = (struct trace){
		.colour = isatty(STDOUT_FILENO), .quiet = o->quiet, .fields = o->fields && !o->quiet,
		.hex = o->hex && !o->quiet, .note = note, .note_size = note_size
	};
	setvbuf(stdout, NULL, _IOLBF, 0);
}

void trace_arrival(struct trace *t, uint64_t now)
{
	t->tally.packets++;
	t->now = now;
}

void trace_add(struct trace *t, const char *format, ...)
{
	size_t used = strlen(t->line);
	va_list values;

	va_start(values, format);
	vsnprintf(t->line + used, TRACE_LINE - used, format, values);
	va_end(values);
}

void trace_note(struct trace *t, const char *text)
{
	size_t used = t->note ? strlen(t->note) : 0;

	if (t->note)
		snprintf(t->note + used, t->note_size - used, "%s%s", used ? "\n" : "", text);
}

static void end_line(struct trace *t, const char *colour)
{
	unsigned long seconds = (unsigned long)(t->now / 1000000);
	unsigned long micros = (unsigned long)(t->now % 1000000);

	if (!t->quiet)
		printf("%3lu.%06lu  %s%s%s\n", seconds, micros, colour, t->line, *colour ? "\033[0m" : "");
	trace_note(t, t->line);
	t->line[0] = '\0';
	t->outgoing = false;
}

void trace_end(struct trace *t)
{
	end_line(t, t->colour && t->outgoing ? "\033[36m" : "");
}

static const char *protocol_name(uint8_t protocol)
{
	switch (protocol) {
	case 1: return "ICMP";
	case 2: return "IGMP";
	case 6: return "TCP";
	case 17: return "UDP";
	case 47: return "GRE";
	case 132: return "SCTP";
	default: return NULL;
	}
}

void trace_packet(struct trace *t, const struct ipv4 *ip)
{
	char src[TRACE_ADDRESS], dst[TRACE_ADDRESS];
	const char *name = protocol_name(ip->protocol);

	trace_add(t, "%-15s -> %-15s  %5zu bytes", trace_address(src, ip->src),
	          trace_address(dst, ip->dst), IPV4_HEADER + ip->options_len + ip->len);
	if (name)
		trace_add(t, "  %s", name);
	else
		trace_add(t, "  protocol %u", ip->protocol);
}

void trace_ipv4(struct trace *t, const struct ipv4 *ip)
{
	trace_add(t, "  ttl %u  id 0x%04x", ip->ttl, ip->id);
	if (ip->df)
		trace_add(t, "  DF");
	if (ip->mf)
		trace_add(t, "  MF");
	if (ip->offset)
		trace_add(t, "  offset %u", ip->offset);
	if (ip->tos)
		trace_add(t, "  tos 0x%02x", ip->tos);
	if (ip->options_len)
		trace_add(t, "  options %zu", ip->options_len);
}

void trace_skipped(struct trace *t, uint16_t ethertype, size_t n)
{
	t->tally.skipped++;
	if (ethertype == 0x86dd)
		trace_add(t, "IPv6  %zu bytes  skipped", n);
	else
		trace_add(t, "not IP  %zu bytes  protocol 0x%04x  skipped", n, ethertype);
	trace_end(t);
}

void trace_verdict(struct trace *t, const char *format, ...)
{
	char text[TRACE_LINE];
	va_list values;

	va_start(values, format);
	vsnprintf(text, sizeof text, format, values);
	va_end(values);
	if (!t->quiet)
		printf("            %s\n", text);
	trace_note(t, text);
}

void trace_dropped(struct trace *t, const char *reason)
{
	trace_add(t, "%s%s  %s", *t->line ? "  " : "", t->outgoing ? "wrong" : "dropped", reason);
	if (!t->outgoing)
		tally_dropped(&t->tally, reason);
	end_line(t, t->colour ? "\033[31m" : "");
}

void trace_bytes(const struct trace *t, const uint8_t *packet, size_t n)
{
	if (t->hex)
		hexdump(stdout, packet, n);
}

const char *trace_address(char text[TRACE_ADDRESS], uint32_t a)
{
	snprintf(text, TRACE_ADDRESS, "%u.%u.%u.%u", a >> 24 & 255, a >> 16 & 255, a >> 8 & 255, a & 255);
	return text;
}
