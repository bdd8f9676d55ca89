/* state.c: see state.h. */
#include "tcp/state.h"

#include "tcb.h"

#include <stdarg.h>
#include <stdio.h>

enum { TRACE_TEXT = 256 };

const char *tcp_state_name(enum tcp_state s)
{
	static const char *const names[] = {
		"CLOSED", "LISTEN", "SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", "FIN-WAIT-1",
		"FIN-WAIT-2", "CLOSE-WAIT", "CLOSING", "LAST-ACK", "TIME-WAIT",
	};

	return names[s];
}

static void tell(const struct tcb *t, bool numbers, const char *format, va_list values)
{
	const struct stack *k = t->stack;
	struct tcp_event e = {
		.laddr = t->laddr, .raddr = t->raddr, .lport = t->lport, .rport = t->rport,
		.timer = k->timer, .numbers = numbers,
	};
	char text[TRACE_TEXT];

	if (!k->world.trace)
		return;
	vsnprintf(text, sizeof text, format, values);
	e.text = text;
	k->world.trace(k->world.user, &e);
}

void tcp_trace(const struct tcb *t, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	tell(t, false, format, values);
	va_end(values);
}

void tcp_trace_numbers(const struct tcb *t, const char *format, ...) /* 05.5 */
{
	va_list values;

	va_start(values, format);
	tell(t, true, format, values);
	va_end(values);
}

void tcp_set_state(struct tcb *t, enum tcp_state s) /* 05.2 */
{
	tcp_trace(t, "%s -> %s", tcp_state_name(t->state), tcp_state_name(s));
	t->state = s;
}

void tcp_delete(struct tcb *t, const char *why) /* 05.5 */
{
	tcp_trace(t, "%s", why);
	tcp_set_state(t, CLOSED);
}
