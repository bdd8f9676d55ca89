/* harness.h: holds what a step prints against what tshark captured of the same
 * packets. A test makes the kernel send something, and names, for each field of
 * the step's lines, tshark's field:
 *
 *	oracle_start(3, "ping", NULL);
 *	oracle_run(0, "ping -c 3 192.0.2.2");
 *	oracle_stop();
 *	oracle_compare(kinds);
 *	oracle_judge();
 *
 * Everything happens in a network namespace of its own. A line is first brought
 * into one form: the time goes, source and destination are named, each TCP
 * option stands by itself, and what came of the packet follows on the same line:
 *
 *	src 192.0.2.1  src port 5  dst 192.0.2.2  dst port 7  SYN  seq 9  <mss 1460>  <TS 7 0>  not answered */
#pragma once
#include <check.h>
#include <stddef.h>
#include <stdint.h>

struct shown {              /* one field of a line, and tshark's name for it */
	const char *ours;   /* "ttl #": a value, which counts as 0 where it is not shown; * skips one; "DF": words */
	const char *theirs; /* "ip.ttl" */
	const char *means;  /* for words: they stand there exactly when theirs fits this pattern, as of fnmatch(3) */
	long times, plus;   /* ours = theirs * times + plus; 0 times is once, a negative one divides */
	int nth;            /* which one, when theirs comes more than once: 0 is the first */
	int byte;           /* ours is this byte of theirs, counted from 1: for what tshark shows as bytes only */
};

struct kind {                      /* what a frame's line must show; the first kind that fits counts */
	const char *field, *fits;  /* tshark's field and a pattern for it; "" fits a frame without the field */
	const struct shown *shown; /* all that the line shows, to an empty one */
};

/* The main of a test program: its tests, to a NULL, in the namespace. */
int oracle_main(char **argv, const char *name, const TTest *const tests[]);

/* A new tun0 with tshark on it, then the step, with one more option or NULL. */
void oracle_start(int step, const char *name, const char *option);

/* The same, with the cable tool (tests/tools/cable.c) and these options of it between
 * tun0 and the step. What the kernel sent and what the step got are two things
 * then: after oracle_stop() the step's own capture is what tshark reads. */
void oracle_start_behind(int step, const char *name, const char *cable);
void oracle_run(int status, const char *command);                    /* by sh; -1: any exit status */
void oracle_inject(unsigned protocol, const void *packet, size_t n); /* the kernel sends these very bytes */
void oracle_await(const char *text);                                 /* until the step has printed this */
void oracle_stop(void);

/* Every line has its frame, every frame its line, every field is equal; and a
 * lie about any field of any line would have been noticed. */
void oracle_compare(const struct kind kinds[]);

/* What no table can say: check is called for each line, as printed and in the
 * one form, and its frame: tshark's fields, of which the first three must be
 * frame.number, ip.src and ip.dst. */
typedef void oracle_check(const char *text, const char *form, char **row, void *data);
void oracle_each(const char *const names[], oracle_check *check, void *data);

/* tshark finds nothing wrong with what the step sent; returns how many frames. */
size_t oracle_judge(void);

/* But for these warnings, which begin so, to a NULL: they are right in themselves in
 * the scenario that oracle_start() began, and there only. */
void oracle_explain(const char *const warnings[]);
#define WARNS_RESET   "Connection reset (RST)"
#define WARNS_FULL    "TCP window specified by the receiver is now completely full"
#define WARNS_OUT_OF_ORDER "This frame is a (suspected) out-of-order segment"
#define WARNS_TWICE   "D-SACK Sequence"

/* The step's own capture has the same packets at the times that it printed;
 * replayed, it and tshark's capture give the same lines again. Its summary
 * counts them. */
void oracle_replay(void);

/* tshark's fields (names, to a NULL) of each frame of the capture: a row of
 * values a frame, to a NULL; several values are separated by '|'. */
char ***oracle_fields(const char *const names[]);
void oracle_count(unsigned long frames, unsigned long equal_fields, unsigned long lies_noticed);
char **oracle_bytes(void);       /* each frame's bytes in hexadecimal, up to the last packet; to a NULL */
const char *oracle_output(void); /* all that the step printed */
