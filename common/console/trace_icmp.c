/* trace_icmp.c: see trace_icmp.h. */
#include "console/trace_icmp.h"

#include "console/fields.h"

void trace_icmp(struct trace *t, const struct icmp *m)
{
	if (m->type == ICMP_ECHO_REQUEST || m->type == ICMP_ECHO_REPLY)
		trace_add(t, "  %s  id %u  seq %u  data %zu",
		          m->type == ICMP_ECHO_REQUEST ? "echo request" : "echo reply", m->id, m->seq, m->len);
	else if (m->type == ICMP_UNREACHABLE && m->code == ICMP_PORT_UNREACHABLE)
		trace_add(t, "  port unreachable");
	else if (m->type == ICMP_UNREACHABLE && m->code == ICMP_PROTOCOL_UNREACHABLE)
		trace_add(t, "  protocol unreachable");
	else
		trace_add(t, "  type %u  code %u", m->type, m->code);
}

void fields_icmp(const uint8_t *message, size_t n)
{
	static const struct field header[] = {
		{ 0, 8, FIELD_NUMBER, "type" },
		{ 8, 8, FIELD_NUMBER, "code" },
		{ 16, 16, FIELD_HEX, "checksum" },
	};
	static const struct field echo[] = {
		{ 32, 16, FIELD_NUMBER, "identifier" },
		{ 48, 16, FIELD_NUMBER, "sequence number" },
	};

	fields_print(header, sizeof header / sizeof *header, message, n);
	if (n > 0 && (message[0] == ICMP_ECHO_REQUEST || message[0] == ICMP_ECHO_REPLY))
		fields_print(echo, sizeof echo / sizeof *echo, message, n);
}
