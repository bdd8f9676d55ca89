/* services.c: see services.h. */
#include "app/services.h"

#include "tcb.h"
#include "tcp/transmit.h" /* 06.4 */

enum { PIECE = 4096 }; /* bytes moved at once */

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
static uint8_t character(size_t at) /* 06.6 */
{
	size_t line = at / 74, column = at % 74;

	if (column >= 72)
		return column == 72 ? '\r' : '\n';
	return (uint8_t)(' ' + (line + column) % 95);
}

void service_chargen(struct tcb *t) /* 06.6 */
{
	uint8_t bytes[74];
	size_t n;

	service_discard(t);
	do {
		for (n = 0; n < sizeof bytes; n++)
			bytes[n] = character(t->progress + n);
		n = tcp_write(t, bytes, n);
		t->progress += n;
	} while (n > 0);
}
