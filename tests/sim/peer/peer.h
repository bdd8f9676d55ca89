/* peer.h: what the peer's root can do beyond the last step's. */
#pragma once
#include "tcb.h"

/* Opens a connection: see tcp/connect.h for the names. NULL if the table is full. */
struct tcb *peer_connect(struct stack *k, const struct seg *names, const struct service *service, uint64_t now);
