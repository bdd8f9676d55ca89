/* root.c: the root of the trial: the last step's, which can also open a connection
 * (as the simulator's peer can), and which may hand the device more than a segment
 * of text at once, for the kernel to cut up. */
#include "tcp/root.h"
#include "tcp/transmit.h"

enum { BURST = 64000 }; /* bytes of text; with its headers it fits an IPv4 packet */

bool burst;
uint32_t burst_mss; /* of what is in the air just now, or 0 */
static uint32_t output_burst(struct tcb *t, uint32_t window);

#define tcp_mss mss_of_segment
#define tcp_output output_burst
uint32_t mss_of_segment(const struct tcb *t);
#include "peer/tcp.c"
#undef tcp_mss
#undef tcp_output

/* Congestion control, Nagle and recovery go on counting in segments; only what
 * is sent for the first time leaves in bursts. */
uint32_t tcp_mss(const struct tcb *t)
{
	uint32_t mss = mss_of_segment(t);

	return burst_mss ? BURST / mss * mss : mss;
}

static uint32_t output_burst(struct tcb *t, uint32_t window)
{
	uint32_t sent;

	burst_mss = burst ? mss_of_segment(t) : 0;
	sent = tcp_output(t, window);
	burst_mss = 0;
	return sent;
}
