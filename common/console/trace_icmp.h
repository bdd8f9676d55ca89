/* trace_icmp.h: what the reader sees of an ICMP message. The fields that end
 * its line (trace.h has those before):
 *
 *   echo request, echo reply   then: id N  seq N  data N  (bytes of data)
 *   port unreachable           destination unreachable, code 3
 *   protocol unreachable       destination unreachable, code 2
 *   type N  code N             any other message */
#pragma once
#include "console/trace.h"
#include "wire/icmp.h"

/* Adds these fields to the line that trace_packet has begun. */
void trace_icmp(struct trace *t, const struct icmp *m);

/* The fields of an ICMP message of n bytes, one a line, for -v. */
void fields_icmp(const uint8_t *message, size_t n);
