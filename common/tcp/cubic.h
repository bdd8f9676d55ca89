/* cubic.h: CUBIC, the default of Linux, Windows and Apple (RFC 9438): cwnd grows as a
 * cubic function of the time since the last loss, whatever the round trip. */
#pragma once
#include "tcp/congestion.h"

extern const struct tcp_algorithm tcp_cubic;

struct tcp_cubic {
	bool growing;        /* since this time: */
	uint64_t began;      /* an epoch begins when avoidance does */
	uint32_t origin;     /* W_max, where the last loss was, in bytes */
	int64_t k;           /* milliseconds from `began` until cwnd is there again */
	uint32_t estimate;   /* what Reno would have by now, in bytes, */
	uint32_t counted;    /* and bytes acknowledged that it has not grown by yet */
	uint32_t last;       /* cwnd at the loss before */
};
