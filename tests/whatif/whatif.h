/* whatif.h: what the files of whatif share: the choice, and a run as rows. */
#pragma once
#include "end.h"
#include "link/cable.h"
#include "wire/tcp_segment.h"

#define SECOND UINT64_C(1000000)

enum { PEER, STEP };
enum { CHOSEN_MOST = 64, ROWS_MOST = 3000, NOTE = 200, PAGE_MOST = 60000 };
enum { HOLD = 50000 }; /* microseconds */

enum fate { AS_IT_IS, LOST, TWICE, HELD, CORRUPT };

struct chosen { /* one packet, and what becomes of it */
	enum fate fate;
	enum cable_direction direction;
	uint64_t nth;
};

struct choice {
	unsigned step;
	bool list; /* one run, to choose from */
	uint64_t seed;
	uint32_t loss, page;
	unsigned count;
	struct chosen chosen[CHOSEN_MOST];
};

struct row { /* one line of a ladder: a segment that leaves, or news from an end */
	uint64_t at;
	unsigned from;
	bool segment;
	uint64_t nth; /* of the packets in its direction */
	enum fate fate;
	uint8_t flags;
	bool again;             /* nothing in it is new */
	uint32_t seq, ack, len; /* numbers count from the ISNs */
	uint32_t cwnd;          /* of the step, with text that it sends, from step 09 on; or 0 */
	char text[NOTE];        /* the news; of a segment, its SACK blocks */
};

struct run {
	unsigned rows;
	struct row row[ROWS_MOST];
	uint64_t last;            /* when the last thing happened */
	bool still;               /* nothing will ever happen again */
	struct view view[2];
	size_t heard;             /* bytes that the peer has read */
	bool whole;               /* and they are the whole answer */
	bool used[CHOSEN_MOST];   /* the packets chosen that there were */
	uint64_t packets[CABLE_DIRECTIONS];
};

/* Reads the command line; a bad one is told, and is the end. */
void choice_read(struct choice *c, int argc, char **argv);
/* "out:4" and so on, with what becomes of it. */
void choice_name(const struct chosen *c, char text[40]);
/* What the peer does to this step, in a sentence for the reader. */
const struct talk *choice_talk(const struct choice *c, char text[80]);

/* Runs the conversation with the first `count` packets of those chosen changed. */
void run_begin(const struct end *step, const struct end *peer);
void run_once(struct run *r, const struct choice *c, unsigned count);

/* The ladders, as rows for tests/tools/ladder.awk: two side by side, or one. */
void show_both(const struct choice *c, const struct run *a, const struct run *b);
void show_list(const struct choice *c, const struct run *a);
