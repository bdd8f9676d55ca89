/* answer.h: the answers that a host owes in ICMP. */
#pragma once
#include "link/host.h"

/* Answers an ICMP message, if it is an echo request (RFC 1122, 3.2.2.6). No
 * other draws an answer, and none ever draws an error. */
void answer_icmp(struct host *h, const struct ipv4 *ip);

/* Tells the sender of a UDP datagram that no program waits for it here, and
 * any other that we do not know its protocol (RFC 1122, 3.2.2.1). */
void answer_udp(struct host *h, const struct ipv4 *ip);
void answer_unknown(struct host *h, const struct ipv4 *ip);
