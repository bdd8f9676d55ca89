/* serve.c: see serve.h. */
#include "app/serve.h"

#include "app/services.h"
#include "tcb.h"
#include "tcp/close.h"
#include "tcp/transmit.h"

#include <inttypes.h>
#include <stdio.h>

static void close_after_peer(struct tcb *t) /* 07.2 */
{
	if (tcp_heard_all(t))
		tcp_close(t);
}

void serve_echo(struct tcb *t)
{
	service_echo(t);
	close_after_peer(t); /* 07.2 */
}

void serve_discard(struct tcb *t)
{
	service_discard(t);
	close_after_peer(t); /* 07.2 */
}

void serve_chargen(struct tcb *t)
{
	service_chargen(t);
	close_after_peer(t); /* 07.2 */
}

void serve_daytime(struct tcb *t) /* 07.3 */
{
	char line[32];
	int n = snprintf(line, sizeof line, "%" PRIu64 "\n", t->stack->now / 1000000);

	if (!t->tx.ended)
		tcp_write(t, (const uint8_t *)line, (size_t)n);
	tcp_close(t);
	service_discard(t);
}
