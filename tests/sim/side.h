/* side.h: one end of the simulated cable: a step's stack in a shared object of
 * its own, with a program behind it, seen through a table of functions. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How a side is set up, times in microseconds; and what its program does: it
 * writes `total` bytes and reads what comes, both with pauses. */
struct plan {
	uint32_t address, other; /* ours and the peer's */
	uint16_t port, other_port;
	uint32_t rcv_buffer, snd_buffer;
	uint16_t mss;
	bool scale, ts, sack, nodelay, cubic;
	uint64_t ack_delay, msl;
	uint64_t seed;
	uint32_t total;       /* bytes to write */
	uint32_t chunk;       /* at most so many at once, read or written */
	uint32_t pauses;      /* one in so many chunks is followed by a pause; 0: none */
	uint64_t pause;       /* of at most so long */
	bool close_last;      /* close only when the peer has */
	bool no_close;        /* never close */
};

struct view { /* the connection as it stands */
	const char *state;
	bool open, synchronized; /* not CLOSED; in ESTABLISHED or later */
	uint32_t iss, snd_una, snd_nxt, snd_wnd, rcv_nxt, rcv_wnd;
	uint32_t unsent;         /* bytes, and a FIN */
	bool timer;              /* the resend or the persist timer runs */
	uint32_t written, read;  /* bytes, by the program */
	bool equal;              /* what it read is what the peer wrote */
	bool heard_all, closed;
	unsigned timeouts;
	uint32_t cwnd, mss;      /* cwnd: UINT32_MAX before step 09 */
	bool sack;
};

struct world {
	void (*send)(void *user, const uint8_t *packet, size_t n);
	void (*tell)(void *user, const char *text);
	void *user;
};

struct side {
	void (*open)(const struct plan *plan, const struct world *world);
	void (*connect)(uint64_t now); /* NULL if the step cannot */
	void (*input)(const uint8_t *packet, size_t n, uint64_t now);
	void (*poll)(uint64_t now);
	uint64_t (*deadline)(void); /* UINT64_MAX: never */
	void (*look)(struct view *v);
};

extern const struct side side;
