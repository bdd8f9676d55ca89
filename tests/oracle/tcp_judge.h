/* tcp_judge.h: what tshark knows of whole TCP connections, from step 05 on. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* The bits of tshark's tcp.completeness: what it has seen of a connection. */
enum { SEEN_SYN = 1, SEEN_SYN_ACK = 2, SEEN_ACK = 4, SEEN_DATA = 8, SEEN_FIN = 16, SEEN_RST = 32 };

/* tshark's analysis of the sequence numbers has nothing to say of what we sent. */
void tcp_nothing_analysed(void);

/* So many connections to this port, of each of which tshark has seen all of seen, and none of unseen. */
void tcp_connections(unsigned port, size_t count, unsigned seen, unsigned unseen);

/* Neither end sent a byte beyond the window that the other had announced; no window was
 * scaled. An edge, once announced, does not move back. Returns how many bytes they sent. */
size_t tcp_windows_kept(void);

/* The text that an end of connection 0 sent, as tshark follows it, is the text in the file. */
void tcp_followed(bool ours, const char *file);
