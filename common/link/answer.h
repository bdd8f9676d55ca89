/* answer.h: the answers that a host owes in ICMP. */
#pragma once
#include "link/host.h"

/* Answers an ICMP message, if it is an echo request (RFC 1122, 3.2.2.6). No
 * other draws an answer, and none ever draws an error. */
void answer_icmp(struct host *h, const struct ipv4 *ip);

/* Tells the sender that its packet found nobody here: `code` is
 * ICMP_PORT_UNREACHABLE or ICMP_PROTOCOL_UNREACHABLE (RFC 1122, 3.2.2.1). */
void answer_unreachable(struct host *h, const struct ipv4 *ip, uint8_t code);
