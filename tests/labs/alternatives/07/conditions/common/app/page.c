/* page.c: the request is searched byte by byte, and the page written a byte at a time. */

static bool ends(const char *text, size_t n)
{
	for (size_t i = 0; i + 4 <= n; i++)
		if (memcmp(text + i, "\r\n\r\n", 4) == 0)
			return true;
	return false;
}

static char *request(struct tcb *t, char text[REQUEST])
{
	size_t n = stream_copy(&t->rx, 0, (uint8_t *)text, REQUEST - 1);

	if (ends(text, n) || t->rx.ended) {
		tcp_read(t, (uint8_t *)text, n);
		text[n] = '\0';
		return text;
	}
	if (n >= REQUEST - 1 || t->rx.len == t->rx.size)
		tcp_abort(t);
	return NULL;
}

static void fill(struct tcb *t)
{
	for (; t->left > 0; t->left--, t->progress++) {
		uint8_t byte = (uint8_t) "abcdefghijklmnopqrstuvwxyz\n"[t->progress % 27];

		if (tcp_write(t, &byte, 1) == 0)
			return;
	}
}

void service_page(struct tcb *t)
{
	char asked[REQUEST], text[TEXT];

	if (t->tx.ended) {
		service_discard(t);
		return;
	}
	if (!t->answered) {
		if (!request(t, asked))
			return;
		t->answered = true;
		head(t, asked, text, &t->left);
		tcp_write(t, (const uint8_t *)text, strlen(text));
	}
	fill(t);
	if (t->left == 0)
		tcp_close(t);
}
