/* trace_tcp.h: what the reader sees of a TCP segment.
 *
 *   192.0.2.1:40312 -> 192.0.2.2:7      SYN           seq 3906411012  win 64240  <mss 1460,sackOK>
 *
 * source -> destination, then two or more spaces apart:
 *
 *   SYN ACK    the control bits by name: SYN FIN RST PSH ACK URG ECE CWR, or none
 *   seq N      sequence number
 *   ack N      acknowledgment number, if ACK is set
 *   win N      window, as it stands in the header
 *   len N      bytes of text, if there are any
 *   urg N      urgent pointer, if URG is set
 *   <...>      the options in their order: mss N, sackOK, TS VALUE ECHO, nop, eol,
 *              wscale N, sack LEFT-RIGHT LEFT-RIGHT ..., kind N len N (one we do
 *              not know), bad kind N len N (it cannot have that length) */
#pragma once
#include "console/trace.h"
#include "wire/tcp_segment.h"

/* Adds all of it to the line. */
void trace_tcp(struct trace *t, const struct seg *s);

/* The fields of a TCP header of n bytes, one a line, for -v. */
void fields_tcp(const uint8_t *segment, size_t n);
