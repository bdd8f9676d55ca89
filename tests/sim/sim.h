/* sim.h: what the files of the simulator share. */
#pragma once
#include "link/cable.h"
#include "side.h"

enum { PEER, STEP }; /* the two ends */
enum { LINE = 4096, TEXT_MOST = 1 << 20, HOURS_MOST = 100 };

#define SECOND UINT64_C(1000000)

enum ending { /* how the connection is to end */
	ENDS_CLOSED,
	ENDS_ACKNOWLEDGED, /* nobody closes: all is said and acknowledged, and then it is still */
	ENDS_ESTABLISHED,  /* the same, with nothing to say */
};

struct packet { /* on its way */
	uint64_t due, order;
	unsigned to;
	bool corrupt;
	size_t len;
	uint8_t *bytes;
};

/* What an end has put on the cable and what has come to it, read from the packets
 * alone: the stack is not asked. */
struct wire {
	bool begun, offered, tells; /* its SYN has left; it has had an ACK; it has sent one */
	uint32_t first, next;  /* its first byte of text; what follows all that it ever sent */
	uint32_t edge;         /* the farthest that it was ever allowed to send */
	uint32_t told;         /* the farthest that it has allowed the other to send */
	unsigned shift, mss;   /* of its SYN */
	bool scale;
	uint64_t again, lost;  /* bytes of text: sent when they were not new; lost on the way */
	unsigned timeouts;     /* and since the last of them: */
	uint32_t acked;        /* bytes of text that it knows to have arrived */
	uint32_t on_way;       /* bytes of text that are in the network now, each counted once, */
	uint8_t copies[TEXT_MOST]; /* and of each, how many copies, or that it has arrived */
};

struct end {
	const char *name;
	const struct side *side;
	struct plan plan;
	struct view view;
	struct wire wire;
	bool begun;              /* the connection has been synchronized: the edges mean something */
	bool done;               /* it has ended */
	uint32_t edge, own_edge; /* the farthest that the peer has offered, and that we have */
	uint64_t heard_at;       /* when it had read all */
};

struct sim {
	unsigned step;
	bool trace, figures;
	enum ending ending;
	bool both;                   /* both ends open the connection at once */
	uint64_t seed, random, now, origin, order, packets;
	uint64_t packets_most;
	uint64_t dark_from, dark_to; /* the cable is out */
	struct cable cable;
	struct end end[2];
	unsigned count;
	struct packet line[LINE];
	char fault[256];
};
extern struct sim sim;

/* The rule that was broken; the first is kept. */
__attribute__((format(printf, 1, 2))) void fault(const char *format, ...);
void say(const char *who, const char *text);
uint64_t roll(uint64_t n); /* from 0 to n - 1, decided by the seed */

/* Decides about cable and plans. Figures has its own cables and plans. */
void choose_run(void);
void choose_figures(void);

/* The cable: an end sends; the packet numbered i arrives. */
void wire_open(struct end *e);
void wire_send(void *user, const uint8_t *packet, size_t n);
void wire_arrive(unsigned i);
