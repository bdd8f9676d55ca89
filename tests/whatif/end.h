/* end.h: one end of a conversation that is run twice: a side of the simulator,
 * but with a program of the book behind it in place of the simulator's own. */
#pragma once
#include "side.h"

enum { HEARD_MOST = 1 << 17 };

/* What the peer does. The step has the service behind its port. */
struct talk {
	const char *text; /* says this, */
	size_t len;
	size_t answer;    /* reads until it has so many bytes, or to the end of all, if it is 0, */
	bool resets;      /* and then ends with a RST in place of a FIN, */
	uint64_t patience; /* after so long */
};

struct end {
	const struct side *side;
	void (*begin)(const struct talk *talk); /* to be called after side->open */
	size_t (*heard)(const uint8_t **bytes); /* what the peer has read so far */
};

extern const struct end whatif_end;
