/* hung.h: of run.c and run_unit.c, what becomes of a program that hangs in one test
 * after another. Three that took their second of the processor are enough: those
 * behind them get a fifth of that. The file `hurry` says that earlier suites had three. */
#pragma once

#include <check.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static unsigned hung;

/* In the process of a test, before it begins. */
static inline void hurry(void)
{
	struct itimerval moment = { .it_value.tv_usec = 200000 };

	if (hung >= 3)
		setitimer(ITIMER_PROF, &moment, NULL);
}

static inline bool hangs(const TestResult *r)
{
	const char *text = tr_msg(r);
	int number;

	if (tr_rtype(r) != CK_ERROR)
		return false;
	if (sscanf(text, "Received signal %d", &number) == 1)
		return number == SIGXCPU || number == SIGPROF;
	return strncmp(text, "Test timeout", 12) == 0;
}
