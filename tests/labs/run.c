/* run.c: runs the tests of a lab, one by one, and tells of each in the file
 * `results`: 1 or 0, its name, what went wrong. The code under test may do what it
 * likes: a test has passed when its last line was reached, not when its process
 * ended in peace. It stands in the place of tcp_unit_main. */
#include "../unit/tcp_fixture.c"

#include <sys/mman.h>
#include <sys/prctl.h>

int lab_main(const char *name, const struct held tests[], size_t n);

static volatile bool *reached;

static void begin(void)
{
	set_up();
	*reached = false;
}

static void end(void)
{
	*reached = true;
}

static void tell(FILE *to, const char *name, const char *fault)
{
	fprintf(to, "%d\t%s\t", !*fault, name);
	for (size_t i = 0; fault[i] && i < 1000; i++)
		fputc((unsigned char)fault[i] < ' ' ? ' ' : fault[i], to);
	fputc('\n', to);
}

/* Written anew each time, by this process alone: what a test may have written there is gone. */
static void save(const char *text, size_t n)
{
	FILE *f = fopen("results", "w");

	if (!f || fwrite(text, 1, n, f) != n || fclose(f) != 0)
		abort();
}

static const char *outcome(const TTest *test)
{
	static char fault[1024];
	TCase *one = tcase_create(test->name);
	Suite *suite = suite_create(test->name);
	SRunner *runner = srunner_create(suite);
	TestResult **r;

	*reached = false;
	tcase_set_timeout(one, 15);
	tcase_add_checked_fixture(one, begin, end);
	tcase_add_test(one, test);
	suite_add_tcase(suite, one);
	srunner_run_all(runner, CK_SILENT);
	r = srunner_results(runner);
	if (tr_rtype(r[0]) != CK_PASS)
		snprintf(fault, sizeof fault, "%s", *tr_msg(r[0]) ? tr_msg(r[0]) : "it failed");
	else
		snprintf(fault, sizeof fault, "%s", *reached ? "" : "the program ended before the test did");
	free(r);
	srunner_free(runner);
	return fault;
}

int lab_main(const char *name, const struct held tests[], size_t n)
{
	char *text;
	size_t len;
	FILE *all = open_memstream(&text, &len);

	(void)name;
	reached = mmap(NULL, sizeof *reached, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (!all || reached == MAP_FAILED || prctl(PR_SET_DUMPABLE, 0) < 0)
		abort();
	for (size_t i = 0; i < n; i++) {
		if (tests[i].first != STEP)
			continue;
		tell(all, (*tests[i].test)->name, outcome(*tests[i].test));
		fflush(all);
		save(text, len);
	}
	return 0;
}
