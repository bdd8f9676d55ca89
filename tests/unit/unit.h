/* unit.h: what the unit tests share. A test file ends with
 *
 *      UNIT("ipv4", its_tests, by_name)
 *
 * and the compiler warns of a test that is not on the list. */
#pragma once
#include <check.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* An assertion for the inside of long loops: Check keeps a record of each of
 * its own, ours costs nothing while it holds. */
#define must(holds, ...)                          \
	do {                                      \
		if (!(holds))                     \
			ck_abort_msg(__VA_ARGS__); \
	} while (0)

/* Room for n bytes, which ends where no memory is: who reads or writes one
 * byte too many is killed on the spot, with any compiler. The bytes are a copy
 * of `bytes`, or 0xee if that is NULL. They last for seven more calls. */
uint8_t *edge(const void *bytes, size_t n);

/* The same numbers in every run. */
uint32_t random32(void);
void random_bytes(uint8_t *p, size_t n);

/* What is printed on standard output between the two. */
void print_begin(void);
const char *print_end(void);

/* Runs f in a process of its own, which then ends with status 0. */
struct child {
	int status; /* the exit status, or 128 and the signal that ended it */
	char out[16384], err[4096];
};
const struct child *in_child(void (*f)(void *), void *argument);

int unit_main(const char *name, const TTest *const tests[], size_t n);

#define UNIT(name, ...)                                                  \
	int main(void)                                                   \
	{                                                                \
		const TTest *const tests[] = { __VA_ARGS__ };            \
                                                                         \
		return unit_main(name, tests, sizeof tests / sizeof *tests); \
	}
