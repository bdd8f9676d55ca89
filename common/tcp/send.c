/* send.c: see send.h. */
#include "tcp/send.h"

#include "tcb.h"
#include "tcp/root.h" /* 05.3 */
#include "tcp/seq.h"  /* 05.3 */

static void leave(struct stack *k, const struct seg *s)
{
	uint8_t packet[IPV4_MAX];

	k->world.send(k->world.user, packet, tcp_emit(packet, s));
}

void tcp_send(struct tcb *t, uint32_t seq, uint8_t flags, const uint8_t *text, size_t n) /* 05.3 */
{
	uint8_t options[TCP_OPTIONS_MAX];
	struct seg s = {
		.src = t->laddr, .dst = t->raddr, .sport = t->lport, .dport = t->rport,
		.seq = seq, .flags = flags, .data = text, .len = n,
	};
	uint32_t end = seq + seg_space(&s);

	if (flags & ACK)
		s.ack = t->rcv_nxt;
	tcp_dress(t, &s, options);
	if (seq_lt(t->snd_nxt, end))
		t->snd_nxt = end;
	leave(t->stack, &s);
	tcp_numbers(t); /* 05.5 */
}

void tcp_ack(struct tcb *t) /* 05.7 */
{
	tcp_send(t, t->snd_nxt, ACK, NULL, 0);
}

void tcp_reset(struct stack *k, const struct seg *s)
{
	struct seg r = { .src = s->dst, .dst = s->src, .sport = s->dport, .dport = s->sport };

	if (s->flags & RST)
		return;
	if (s->flags & ACK) {
		r.seq = s->ack;
		r.flags = RST;
	} else {
		r.ack = s->seq + seg_space(s);
		r.flags = RST | ACK;
	}
	leave(k, &r);
}
