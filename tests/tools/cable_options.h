/* cable_options.h: the command line of the cable tool. */
#pragma once
#include "link/cable.h"

struct cable_options {
	struct cable_config config;
	bool faults;		/* was any asked for? */
	const char *tun, *from;	/* one of them is given, the other NULL */
	char **step;		/* the command to run, NULL at its end */
};

/* Exits with status 2, and says what was wrong and what to type, if it makes no sense. */
struct cable_options cable_options(int argc, char **argv);
