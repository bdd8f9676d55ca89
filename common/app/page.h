/* page.h: a web server of one page, over HTTP/1.0 (RFC 1945): enough for curl. */
#pragma once
#include "tcp/stack.h"

/* Answers GET / with a page about the connection, and GET /N with N bytes;
 * anything else is not found. Closes when all is said, and aborts when a request
 * has no end. */
void service_page(struct tcb *t);
