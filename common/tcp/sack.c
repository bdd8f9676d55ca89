/* sack.c: see sack.h. */
#include "tcp/sack.h"

#include "tcb.h"
#include "tcp/seq.h"
#include "wire/bytes.h"

enum { BLOCK = 8 }; /* bytes of a block: its first number, and the first after it */

static uint32_t later(uint32_t a, uint32_t b) /* 10.7 */
{
	return seq_lt(a, b) ? b : a;
}

static uint32_t earlier(uint32_t a, uint32_t b) /* 10.7 */
{
	return seq_lt(a, b) ? a : b;
}

/* Notes what the text has in common with the piece, if it has. */
static void note_common(struct tcb *t, const struct tcp_piece *text, const struct tcp_piece *piece) /* 10.7 */
{
	struct tcp_piece common = { later(text->from, piece->from), earlier(text->to, piece->to) };

	if (!seq_lt(common.from, common.to))
		return;
	t->sack.twice = true;
	t->sack.duplicate = common;
}

void tcp_sack_heard(struct tcb *t, const struct seg *s) /* 10.7 */
{
	const struct tcp_piece text = { s->seq, s->seq + (uint32_t)s->len }, old = { s->seq, t->rcv_nxt };
	const struct tcp_reassembly *r = &t->reassembly;

	if (!t->options.sack || s->len == 0)
		return;
	for (unsigned i = 0; i < r->count; i++)
		note_common(t, &text, &r->piece[i]);
	note_common(t, &text, &old);
}

static unsigned blocks(const struct tcb *t) /* 10.4 */
{
	unsigned n = t->reassembly.count + t->sack.twice, most = t->options.ts ? 3 : 4;

	return !t->options.sack ? 0 : n < most ? n : most;
}

uint32_t tcp_sack_room(const struct tcb *t) /* 10.4 */
{
	return blocks(t) > 0 ? 4 + BLOCK * blocks(t) : 0;
}

/* A FIN that is held takes the number behind its text (RFC 2018, 3: the edges are numbers). */
static struct tcp_piece with_fin(const struct tcb *t, struct tcp_piece piece) /* 10.4 */
{
	piece.to += t->reassembly.fin && t->reassembly.fin_seq == piece.to;
	return piece;
}

static uint8_t *put_block(uint8_t *p, struct tcp_piece piece) /* 10.4 */
{
	put32(p, piece.from);
	put32(p + 4, piece.to);
	return p + BLOCK;
}

/* A duplicate goes first, then the pieces, the one that grew last before the
 * others: when ACKs are lost, each piece is told of several times. */
size_t tcp_sack_dress(struct tcb *t, uint8_t *options) /* 10.4 */
{
	const struct tcp_piece *piece = t->reassembly.piece;
	unsigned n = blocks(t);
	uint8_t *p = options;

	if (n == 0)
		return 0;
	*p++ = OPT_NOP;
	*p++ = OPT_NOP;
	*p++ = OPT_SACK;
	*p++ = (uint8_t)(2 + BLOCK * n);
	if (t->sack.twice) /* 10.7 */
		p = put_block(p, t->sack.duplicate); /* 10.7 */
	for (unsigned i = t->sack.twice; i < n; i++)
		p = put_block(p, with_fin(t, *piece++));
	t->sack.twice = false; /* 10.7 */
	return (size_t)(p - options);
}
