/* show.h: all there is to say of a packet, for hosts that know ICMP and TCP. */
#pragma once
#include "console/trace.h"

/* Prints the packet's line and, if they are asked for, its fields and bytes. It
 * is n bytes long, *ip is its header. */
void show_packet(struct trace *t, const struct ipv4 *ip, const uint8_t *packet, size_t n);
