/* serve.h: the small programs again, now that a connection ends. */
#pragma once
#include "tcp/stack.h"

/* The services of app/services, which close when the peer has. */
void serve_echo(struct tcb *t);
void serve_discard(struct tcb *t);
void serve_chargen(struct tcb *t);

/* Says what time it is, in seconds since 1970, and closes first (RFC 867, port 13). */
void serve_daytime(struct tcb *t);
