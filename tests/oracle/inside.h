/* inside.h: what harness.c and compare.c share. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { ORACLE_TEXT = 8 << 20, ORACLE_LINE = 4096 }; /* bytes: no file, no line of a test is longer */
enum { ORACLE_FIELDS = 64 };                        /* of tshark's, at once */

#define ORACLE_US "192.0.2.2"   /* the step */
#define ORACLE_END "192.0.2.99" /* nobody: the last packet goes there, and one comes from there */
#define ORACLE_END_HEX "c0000263"

struct oracle {
	int number;     /* of the step */
	char path[200]; /* all files of the test begin so */
	char program[256];
	const char *option; /* one more for the step, or "" */
	char cable[1024];   /* the command that starts a cable and the step, or "" */
	const char *const *explained; /* warnings of tshark's, to a NULL, or NULL */
	pid_t step, tshark;
	struct counts { /* over all tests of the program */
		unsigned long tests, frames, fields, lies;
	} * counts;
};
extern struct oracle oracle;

const char *oracle_file(const char *ending); /* stays good for seven more calls */
bool oracle_is_us(const char *addresses);    /* the first of them is the step's */
struct line {
	const char *text;       /* as printed */
	char form[ORACLE_LINE]; /* in the one form that harness.h describes */
};
struct line *oracle_lines(void); /* what the step printed, to an empty one */

/* The next frame of one direction, ours or the kernel's, from row *at on; NULL
 * when there is none. What came after the last packet does not count, but for
 * what the step sent. */
char **oracle_next_frame(char ***rows, size_t *at, const char *const names[], bool ours);

/* One of several values of a field; what tshark does not have is "". */
const char *oracle_cell(char **row, const char *const names[], const char *field, int nth);
char ***oracle_fields_of(const char *path, const char *const names[]);
char *oracle_slurp(const char *path, size_t *n);
