/* page.h: a web server of one page, over HTTP/1.0 (RFC 1945): enough for curl. */
#pragma once
#include "tcp/stack.h"

/* Answers GET / with a page about the connection, and GET /N with N bytes;
 * anything else is not found. Closes when all is said. */
void service_page(struct tcb *t);

/* The services, which close when the peer has. */
void serve_echo(struct tcb *t);
void serve_discard(struct tcb *t);
void serve_chargen(struct tcb *t);
