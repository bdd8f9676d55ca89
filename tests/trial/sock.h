/* sock.h: sockets over the last step's TCP: a trial of what step 11 needs. A
 * socket is a connection that a program has in its hands: its place in the table
 * is kept, though it be over, until the program closes it. */
#pragma once
#include "tcb.h"

#include <sys/types.h>

enum { SOCK_READ = 1, SOCK_WRITE = 2, SOCK_OVER = 4, PORTS = 8 };

struct sockets {
	struct stack stack; /* the first, so that a connection leads here */
	struct service services[PORTS + 1];
	uint16_t port; /* the last one that sock_connect took */
};

bool sock_listen(struct sockets *n, uint16_t port);
struct tcb *sock_accept(struct sockets *n, uint16_t port); /* NULL: nobody waits */
struct tcb *sock_connect(struct sockets *n, uint32_t from, uint32_t address, uint16_t port);

/* So many bytes were moved; of reading, 0 is the end. -1 and errno: EAGAIN, or
 * how it ended. */
ssize_t sock_read(struct tcb *t, uint8_t *bytes, size_t n);
ssize_t sock_write(struct tcb *t, const uint8_t *bytes, size_t n);

/* Which of reading and writing would say something else than EAGAIN; is it over? */
unsigned sock_ready(const struct tcb *t);

void sock_shutdown(struct tcb *t); /* nothing more will be written */
void sock_close(struct tcb *t);    /* nor read: t is the program's no more */
