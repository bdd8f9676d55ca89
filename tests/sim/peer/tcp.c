/* tcp.c: the root of the simulator's peer: the last step's, which can also open a connection itself. */
#include "peer.h"
#include "tcp/connect.h"

/* In SYN-SENT the SYN is what is sent again, and it carries no ACK. */
static void resend_lost(struct tcb *t, uint32_t window)
{
	if (t->state == SYN_SENT)
		tcp_syn_turn(t);
	else
		tcp_resend_lost(t, window);
}

#define tcp_resend_lost resend_lost
#define tcp_input root_input
#include "../../../steps/10-options/tcp.c"
#undef tcp_resend_lost
#undef tcp_input

struct tcb *peer_connect(struct stack *k, const struct seg *names, const struct service *service, uint64_t now)
{
	struct tcb *t;
	size_t i;

	k->now = now;
	t = tcp_connect(k, names, service);
	if (!t)
		return NULL;
	i = (size_t)(t - k->conn);
	stream_open(&t->rx, k->memory[i][0], k->config->rcv_buffer);
	stream_open(&t->tx, k->memory[i][1], k->config->snd_buffer);
	t->snd_text = t->iss + 1;
	tcp_rto_init(t);
	tcp_resend_init(t);
	tcp_persist_init(t);
	tcp_manners_init(t);
	tcp_scores_forget(t);
	tcp_congestion_init(t);
	tcp_syn(t);
	tcp_rto_sent(t, t->iss);
	tcp_resend_watch(t);
	return t;
}

/* The peer's SYN says how long segments may be, and so how large cwnd is. */
static void arrive_syn_sent(struct tcb *t, const struct seg *s)
{
	bool lost = t->resend.syn_lost;

	if (!tcp_syn_sent(t, s))
		return;
	tcp_congestion_init(t);
	if (lost)
		t->congestion.cwnd = tcp_mss(t);
}

void tcp_input(struct stack *k, struct seg *s, uint64_t now)
{
	struct tcb *t = table_find(k, s);

	if (!t || t->state != SYN_SENT) {
		root_input(k, s, now);
		return;
	}
	k->now = now;
	tcp_numbers(t);
	arrive_syn_sent(t, s);
	tcp_turn(t);
}
