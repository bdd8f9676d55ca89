/* sack.h: selective acknowledgments that we send: beside "all before this number", also which pieces
 * behind a gap are here (RFC 2018), and what has come twice (D-SACK, RFC 2883). */
#pragma once
#include "tcp/reassembly.h"

struct tcp_sack { /* 10.4 */
	bool twice; /* this piece has come twice, and its sender does not know yet */
	struct tcp_piece duplicate;
};

/* A segment has come, as it came: notes which of its text was here already. */
void tcp_sack_heard(struct tcb *t, const struct seg *s); /* 10.7 */

/* Bytes that the SACK option of the next segment will take, NOPs included. */
uint32_t tcp_sack_room(const struct tcb *t); /* 10.4 */

/* Writes it; returns its length in bytes. */
size_t tcp_sack_dress(struct tcb *t, uint8_t *options); /* 10.4 */
