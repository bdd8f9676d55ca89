/* sock.c: see sock.h. */
#include "sock.h"

#include "peer.h"
#include "tcp/close.h"
#include "tcp/root.h"
#include "tcp/table.h"
#include "tcp/transmit.h"

#include <errno.h>

enum { FIRST_PORT = 49152, ORPHAN = 60000000 /* microseconds in FIN-WAIT-2 */ };

/* Nobody reads any more: who still sends text hears that it is lost (RFC 9293,
 * 3.6.1), and nobody waits for ever for the peer to close. */
static void orphan(struct tcb *t)
{
	if (t->state == FIN_WAIT_2 && t->wake == 0)
		t->wake = t->stack->now + ORPHAN;
	if (t->rx.len > 0 || (t->state == FIN_WAIT_2 && t->wake <= t->stack->now))
		tcp_abort(t);
}

/* A connection that nobody has met yet waits to be accepted. */
static void run(struct tcb *t)
{
	if (t->answered && !t->kept)
		orphan(t);
	else
		t->kept = true;
}

bool sock_listen(struct sockets *n, uint16_t port)
{
	struct service *v = n->services;

	while (v < n->services + PORTS && v->port != 0)
		v++;
	if (v == n->services + PORTS)
		return false;
	*v = (struct service){ port, run };
	n->stack.services = n->services;
	return true;
}

struct tcb *sock_accept(struct sockets *n, uint16_t port)
{
	struct stack *k = &n->stack;
	struct tcb *first = NULL;

	for (struct tcb *t = k->conn; t < k->conn + k->used; t++)
		if (t->kept && !t->answered && t->lport == port && (!first || t->opened < first->opened))
			first = t;
	if (first)
		first->answered = true;
	return first;
}

struct tcb *sock_connect(struct sockets *n, uint32_t from, uint32_t address, uint16_t port)
{
	static const struct service outgoing = { 0, run };
	struct seg names = { .src = address, .dst = from, .sport = port };
	struct tcb *t;

	do {
		n->port = n->port < FIRST_PORT || n->port == UINT16_MAX ? FIRST_PORT : n->port + 1;
		names.dport = n->port;
	} while (table_find(&n->stack, &names));
	t = peer_connect(&n->stack, &names, &outgoing, n->stack.now);
	if (t)
		t->answered = t->kept = true;
	return t;
}

static ssize_t failed(int error)
{
	errno = error;
	return -1;
}

static ssize_t over(const struct tcb *t)
{
	bool in_time = t->stack->now - t->opened < t->stack->config->r2;

	if (t->rcv_nxt == 0) /* it never began */
		return failed(in_time ? ECONNREFUSED : ETIMEDOUT);
	return failed(ECONNRESET);
}

ssize_t sock_read(struct tcb *t, uint8_t *bytes, size_t n)
{
	if (t->state == CLOSED && !t->rx.ended && t->rx.len == 0)
		return over(t);
	if (tcp_heard_all(t) || n == 0)
		return 0;
	n = tcp_read(t, bytes, n);
	if (t->owed == ACK_NOW) /* the window has opened */
		tcp_turn(t);
	return n ? (ssize_t)n : failed(EAGAIN);
}

ssize_t sock_write(struct tcb *t, const uint8_t *bytes, size_t n)
{
	if (t->tx.ended)
		return failed(EPIPE);
	if (t->state == CLOSED)
		return over(t);
	n = tcp_write(t, bytes, n);
	tcp_turn(t);
	return n ? (ssize_t)n : failed(EAGAIN);
}

unsigned sock_ready(const struct tcb *t)
{
	if (t->state == CLOSED)
		return SOCK_OVER | SOCK_READ | SOCK_WRITE;
	return (t->rx.len > 0 || t->rx.ended ? SOCK_READ : 0u) |
	       (t->state >= ESTABLISHED && (t->tx.ended || stream_room(&t->tx) > 0) ? SOCK_WRITE : 0u);
}

void sock_shutdown(struct tcb *t)
{
	if (t->state < ESTABLISHED)
		return;
	tcp_close(t);
	tcp_turn(t);
}

void sock_close(struct tcb *t)
{
	t->kept = false;
	if (t->state == CLOSED)
		return;
	if (t->state < ESTABLISHED) /* RFC 9293, 3.10.4 */
		tcp_delete(t, "closed before it was open");
	else if (t->rx.len > 0)
		tcp_abort(t); /* its sender hears that this is lost */
	else
		tcp_close(t);
	tcp_turn(t);
}
