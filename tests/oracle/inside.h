/* inside.h: what harness.c and compare.c share. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { ORACLE_TEXT = 8 << 20 }; /* bytes: no file of a test is longer */

#define ORACLE_US  "192.0.2.2"  /* the step */
#define ORACLE_END "192.0.2.99" /* nobody: the last packet goes there, and one comes from there */
#define ORACLE_END_HEX "c0000263"

struct oracle {
	int number;              /* of the step */
	char path[200];          /* all files of the test begin so */
	char program[256];
	const char *option;      /* one more for the step, or "" */
	pid_t step, tshark;
	struct counts {          /* over all tests of the program */
		unsigned long tests, frames, fields, lies;
	} *counts;
};
extern struct oracle oracle;

const char *oracle_file(const char *ending); /* stays good for seven more calls */
bool oracle_is_us(const char *addresses);    /* the first of them is the step's */
char ***oracle_fields_of(const char *path, const char *const names[]);
char *oracle_slurp(const char *path, size_t *n);
