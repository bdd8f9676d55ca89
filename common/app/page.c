/* page.c: see page.h. A request is read where it lies, in the receive queue, until it
 * is whole. */
#include "app/page.h"

#include "app/services.h"
#include "tcb.h"
#include "tcp/close.h"
#include "tcp/transmit.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REQUEST = 2048, TEXT = 512, LARGEST = 1000000000 }; /* bytes */

/* Takes the request's head off the queue, if it is there; NULL if it is not. An
 * empty line ends it; one that does not end and for which there is no more room is
 * no request. */
static char *request(struct tcb *t, char text[REQUEST]) /* 07.6 */
{
	size_t n = stream_copy(&t->rx, 0, (uint8_t *)text, REQUEST - 1);

	text[n] = '\0';
	if (!strstr(text, "\r\n\r\n") && !t->rx.ended) {
		if (n == REQUEST - 1 || stream_room(&t->rx) == 0) /* 07.7 */
			tcp_abort(t); /* 07.7 */
		return NULL;
	}
	tcp_read(t, (uint8_t *)text, n);
	return text;
}

/* How the answer begins; *left is how many more bytes follow, of which only their
 * number matters. */
static void head(const struct tcb *t, const char *asked, char text[TEXT], size_t *left) /* 07.6 */
{
	bool get = strncmp(asked, "GET /", 5) == 0;
	char page[TEXT / 2], *end;
	unsigned long n = strtoul(get ? asked + 5 : asked, &end, 10);

	*left = 0;
	if (get && asked[5] == ' ') {
		snprintf(page, sizeof page,
		         "<h1>It works</h1>\n<p>You are port %u. Our first number was %u, yours %u.</p>\n",
		         t->rport, t->iss, t->irs);
		snprintf(text, TEXT, "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\nContent-Length: %zu\r\n\r\n%s",
		         strlen(page), page);
	} else if (get && isdigit((unsigned char)asked[5]) && *end == ' ' && n <= LARGEST) {
		snprintf(text, TEXT, "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %lu\r\n\r\n", n);
		*left = n;
	} else {
		snprintf(text, TEXT, "HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n");
	}
}

/* Line after line of the alphabet, in 27 bytes each. */
static void fill(struct tcb *t) /* 07.6 */
{
	uint8_t bytes[27];
	size_t n;

	do {
		for (n = 0; n < sizeof bytes && n < t->left; n++)
			bytes[n] = (t->progress + n) % 27 == 26 ? '\n' : (uint8_t)('a' + (t->progress + n) % 27);
		n = tcp_write(t, bytes, n);
		t->progress += n;
		t->left -= n;
	} while (n > 0);
}

void service_page(struct tcb *t) /* 07.6 */
{
	char asked[REQUEST], text[TEXT];

	if (t->tx.ended)
		service_discard(t);
	else if (!t->answered && request(t, asked)) {
		head(t, asked, text, &t->left);
		tcp_write(t, (const uint8_t *)text, strlen(text));
		t->answered = true;
	}
	if (!t->answered)
		return;
	fill(t);
	if (t->left == 0)
		tcp_close(t);
}
