/* options.h: the command line, which all steps share. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum { OPTIONS_SETTINGS = 16 };

struct options {
	const char *device;  /* a TUN device, "fd:3", or a capture file to replay */
	const char *capture; /* -w: keep a capture here, or NULL */
	uint32_t address;    /* -a: who we are */
	bool quiet;          /* -q: no line for a packet, only the summary */
	bool fields;         /* -v: each header field by field */
	bool hex;            /* -x: each packet as a hex dump */
	const char *settings[OPTIONS_SETTINGS + 1]; /* -o: as they were typed; NULL ends them */
};

/* Reads the command line. The strings stay argv's. On a bad one it says what
 * was wrong and what to type, and exits with status 2. */
struct options options_parse(int argc, char **argv);
