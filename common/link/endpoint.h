/* endpoint.h: a host with a TCP behind it: joins the two. */
#pragma once
#include "link/host.h"
#include "tcp/stack.h"

/* What a stack needs of the world, when that is this host. */
struct tcp_world endpoint_world(struct host *h);

/* Waits for what comes next, a packet or a deadline of the stack, and sees to
 * it. False when no more will come. */
bool endpoint_next(struct host *h, struct stack *k);
