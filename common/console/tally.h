/* tally.h: how many packets came, and what became of them. */
#pragma once

enum { TALLY_CAUSES = 32 };

struct tally {
	unsigned long packets, skipped, dropped;
	struct tally_cause {
		const char *what;
		unsigned long times;
	} causes[TALLY_CAUSES]; /* of what was dropped; a zero entry ends the list */
};

/* One more packet is dropped, for a reason that is a string that lasts. */
void tally_dropped(struct tally *t, const char *reason);

/* Prints it all; the last lines of every run. */
void tally_print(const struct tally *t);
