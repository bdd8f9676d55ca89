/* services.c: see services.h. */
#include "app/services.h"

#include "tcb.h"
#include "tcp/transmit.h" /* 06.4 */

#include <string.h> /* 06.6 */

enum {
	PIECE = 4096, /* bytes moved at once */
	LINE = 74,    /* of chargen, with its end */ /* 06.6 */
};

void service_echo(struct tcb *t) /* 06.4 */
{
	uint8_t bytes[PIECE];
	size_t n, room;

	do {
		room = stream_room(&t->tx);
		n = tcp_read(t, bytes, room < PIECE ? room : PIECE);
		tcp_write(t, bytes, n);
	} while (n > 0);
}

/* With `pace` set, discard is a slow reader: so many bytes in each tenth of a second. */
static void read_slowly(struct tcb *t) /* 06.8 */
{
	uint8_t bytes[PIECE];
	size_t pace = t->stack->config->pace;

	if (t->stack->now < t->wake)
		return;
	tcp_read(t, bytes, pace < PIECE ? pace : PIECE);
	t->wake = t->rx.len > 0 ? t->stack->now + 100000 : 0;
}

void service_discard(struct tcb *t)
{
	uint8_t bytes[PIECE];

	if (t->stack->config->pace > 0) { /* 06.8 */
		read_slowly(t);
		return;
	}
	while (tcp_read(t, bytes, PIECE) > 0)
		;
}

/* Lines of 72 characters, each begins one character later than the one before. */
static void line(uint8_t bytes[LINE], size_t at) /* 06.6 */
{
	static const char characters[] =
		" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
		" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefg";

	memcpy(bytes, characters + at % 95, LINE - 2);
	bytes[LINE - 2] = '\r';
	bytes[LINE - 1] = '\n';
}

void service_chargen(struct tcb *t) /* 06.6 */
{
	uint8_t bytes[LINE];
	size_t begun, n;

	service_discard(t);
	do {
		begun = t->progress % LINE;
		line(bytes, t->progress / LINE);
		n = tcp_write(t, bytes + begun, LINE - begun);
		t->progress += n;
	} while (n > 0);
}
