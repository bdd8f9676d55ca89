/* open.c: see open.h. */
#include "tcp/open.h"

#include "tcb.h"
#include "tcp/send.h"  /* 05.3 */
#include "tcp/table.h" /* 05.2 */
#include "wire/bytes.h" /* 05.6 */

/* Zero would let us send nothing for ever. */
uint16_t tcp_mss_offered(const struct seg *s) /* 05.6 */
{
	struct tcp_option o;
	uint16_t mss = MSS_DEFAULT;

	for (size_t at = 0; tcp_option_next(s, &at, &o);)
		if (o.kind == OPT_MSS && !o.bad && get16(o.data) > 0)
			mss = get16(o.data);
	return mss;
}

uint32_t tcp_initial_sequence(const struct stack *k) /* 05.3 */
{
	return (uint32_t)(k->now / 4);
}

struct tcb *tcp_listen(struct stack *k, const struct seg *s) /* 05.2 */
{
	struct tcb *t;

	if (s->flags & RST)
		return NULL;
	if (s->flags & ACK) { /* 05.4 */
		tcp_reset(k, s);
		return NULL;
	}
	if (!(s->flags & SYN) || !(t = table_add(k, s)))
		return NULL;
	t->state = LISTEN;
	t->service = table_service(k, s);
	t->irs = s->seq;
	t->rcv_nxt = s->seq + 1;
	t->rcv_wnd = k->config->rcv_buffer;
	t->snd_wnd = s->wnd;
	t->snd_wl1 = s->seq;
	t->iss = t->snd_una = t->snd_nxt = tcp_initial_sequence(k);                             /* 05.3 */
	t->snd_mss = tcp_mss_offered(s) < k->config->mss ? tcp_mss_offered(s) : k->config->mss; /* 05.6 */
	tcp_set_state(t, SYN_RECEIVED);
	return t;
}

void tcp_syn_ack(struct tcb *t) /* 05.3 */
{
	tcp_send(t, t->iss, SYN | ACK, NULL, 0);
}

bool tcp_repeated_syn(struct tcb *t, const struct seg *s) /* 05.7 */
{
	bool repeated = t->state == SYN_RECEIVED && (s->flags & (SYN | ACK | RST)) == SYN && s->seq == t->irs;

	if (repeated)
		tcp_syn_ack(t);
	return repeated;
}

size_t tcp_mss_option(uint8_t *options, uint16_t mss) /* 05.6 */
{
	options[0] = OPT_MSS;
	options[1] = 4;
	put16(options + 2, mss);
	return 4;
}
