/* serve.c: daytime says its line once and only then closes. */

static void close_after_peer(struct tcb *t)
{
	if (!tcp_heard_all(t))
		return;
	tcp_close(t);
}

void serve_daytime(struct tcb *t)
{
	char line[32];

	service_discard(t);
	if (t->tx.ended)
		return;
	snprintf(line, sizeof line, "%" PRIu64 "\n", t->stack->now / 1000000);
	for (size_t i = 0; line[i] != '\0'; i++)
		tcp_write(t, (const uint8_t *)&line[i], 1);
	tcp_close(t);
}
