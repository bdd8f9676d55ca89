/* unit.c: see unit.h. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 8, SLOT = 1 << 17 }; /* bytes, a whole number of pages */

uint8_t *edge(const void *bytes, size_t n)
{
	static uint8_t *slots[SLOTS];
	static unsigned next;
	uint8_t **slot = &slots[next++ % SLOTS], *p;

	if (n > SLOT)
		abort();
	if (!*slot) {
		*slot = mmap(NULL, 2 * SLOT, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (*slot == MAP_FAILED || mprotect(*slot, SLOT, PROT_READ | PROT_WRITE) < 0)
			abort();
	}
	p = *slot + SLOT - n;
	if (bytes)
		memcpy(p, bytes, n);
	else
		memset(p, 0xee, n);
	return p;
}

/* Marsaglia's xorshift. */
uint32_t random32(void)
{
	static uint32_t x = 2463534242;

	x ^= x << 13;
	x ^= x >> 17;
	return x ^= x << 5;
}

void random_bytes(uint8_t *p, size_t n)
{
	while (n-- > 0)
		*p++ = (uint8_t)(random32() >> 24);
}

/* Standard output or error goes into a file meanwhile. */
static int divert(FILE *stream, FILE *into)
{
	int saved = dup(fileno(stream));

	fflush(stream);
	if (saved < 0 || !into || dup2(fileno(into), fileno(stream)) < 0)
		abort();
	return saved;
}

static void restore(FILE *stream, int saved)
{
	fflush(stream);
	dup2(saved, fileno(stream));
	close(saved);
}

static void contents(FILE *f, char *text, size_t size)
{
	rewind(f);
	text[fread(text, 1, size - 1, f)] = '\0';
	fclose(f);
}

static FILE *printed;
static int screen;

void print_begin(void)
{
	printed = tmpfile();
	screen = divert(stdout, printed);
}

const char *print_end(void)
{
	static char text[16384];

	restore(stdout, screen);
	contents(printed, text, sizeof text);
	return text;
}

const struct child *in_child(void (*f)(void *), void *argument)
{
	static struct child child;
	FILE *out = tmpfile(), *err = tmpfile();
	int status;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		divert(stdout, out);
		divert(stderr, err);
		f(argument);
		exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		abort();
	child.status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
	contents(out, child.out, sizeof child.out);
	contents(err, child.err, sizeof child.err);
	return &child;
}

int unit_main(const char *name, const TTest *const tests[], size_t n)
{
	Suite *suite = suite_create(name);
	TCase *all = tcase_create(name);
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(all, 60);
	for (size_t i = 0; i < n; i++)
		tcase_add_test(all, tests[i]);
	suite_add_tcase(suite, all);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
