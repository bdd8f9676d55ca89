/* settings.h: what a step lets a reader change: -o NAME=VALUE. */
#pragma once
#include <stdint.h>

enum { MILLISECOND = 1000, SECOND = 1000000 }; /* in microseconds */

enum setting_kind {
	SETTING_TIME,   /* uint64_t, microseconds; written as 200ms, 1.5s */
	SETTING_NUMBER, /* uint32_t */
	SETTING_SWITCH, /* bool; written as on, off */
};

struct setting {
	const char *name; /* NULL ends a list */
	enum setting_kind kind;
	void *value;
	uint32_t least, most; /* of a number */
};

/* Puts the settings of the command line where the list says; to be called before
 * a device is opened. On a bad one, or on "help", it says what there is and exits. */
void settings_apply(int argc, char **argv, const struct setting *list);
