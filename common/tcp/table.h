/* table.h: the connections, each named by four numbers: address and port there,
 * address and port here (RFC 9293, 3.4.1). */
#pragma once
#include "tcp/stack.h"
#include "wire/tcp_segment.h"

/* The connection that a segment belongs to, or NULL. */
struct tcb *table_find(struct stack *k, const struct seg *s);

/* The service that listens on the segment's destination port, or NULL. */
const struct service *table_service(const struct stack *k, const struct seg *s);

/* A new connection for the segment's four numbers, all else zero. When the table
 * is full, the one that has been half open for longest yields. NULL if there is none. */
struct tcb *table_add(struct stack *k, const struct seg *s);
