/* tcp_judge.h: what tshark knows of whole TCP connections, from step 05 on. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The bits of tshark's tcp.completeness: what it has seen of a connection. */
enum { SEEN_SYN = 1, SEEN_SYN_ACK = 2, SEEN_ACK = 4, SEEN_DATA = 8, SEEN_FIN = 16, SEEN_RST = 32 };

/* tshark's analysis of the sequence numbers has nothing to say of what we sent. */
void tcp_nothing_analysed(void);

/* So many connections to this port, of each of which tshark has seen all of seen, and none of unseen. */
void tcp_connections(unsigned port, size_t count, unsigned seen, unsigned unseen);

/* Neither end sent a byte beyond the window that the other had announced. An edge, once announced, does not move back. Returns how many bytes they sent. */
size_t tcp_windows_kept(void);

/* The text that an end of connection 0 sent, as tshark follows it, is the text in the file. */
void tcp_followed(bool ours, const char *file);

/* Of each segment of ours that carries new text: what tshark says to be in flight is
 * no more than the cwnd that the step noted in its own capture, and `more` bytes. Ends
 * with the kernel's first SACK block: from there on, cwnd bounds something else.
 * Returns how many segments that were. */
size_t tcp_cwnd_kept(uint32_t more);

/* All that a SACK block of ours tells of has come, and lies beyond the ACK, or has come
 * twice; the first block has what came last. Returns how many blocks that were. */
size_t tcp_blocks_true(void);

/* All segments but RSTs have timestamps; ours never run backwards, and echo one of the
 * kernel's, never an older one than before. Returns how many of ours there are. */
size_t tcp_timestamps_true(void);
