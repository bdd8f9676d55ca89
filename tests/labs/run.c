/* run.c: runs the tests of a lab, one by one, and tells of each in the file
 * `results`: 1 or 0, its name, what went wrong and where, the ladder of what came and
 * went before. The code under test may do what it likes: a test has passed when
 * its last line was reached, not when its process ended in peace. It stands in
 * the place of tcp_unit_main. */
#include "../unit/tcp_fixture.h"
#include "hung.h"

#include <stdarg.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>

enum { RUNGS = 10, RUNG = 160 };

/* What the process of a test leaves for its parent. */
static struct shared {
	bool reached, opening; /* its last line; it is still in the handshake that it begins with */
	unsigned rungs;
	char rung[RUNGS][RUNG]; /* the last ones */
} *shared;
static uint64_t begun;

__attribute__((format(printf, 1, 2))) static void rung(const char *format, ...)
{
	char *to = shared->rung[shared->rungs++ % RUNGS];
	double late = (double)(k.now - begun) / 1e6;
	va_list values;

	if (late >= 0.001)
		to += snprintf(to, RUNG - 120, "%.3f s ", late);
	va_start(values, format);
	vsnprintf(to, 120, format, values);
	va_end(values);
}

/* "ISS+7"; 0 is no distance, for it is likely that nobody has set the number. */
static const char *far(char text[24], const char *first, uint32_t n, uint32_t from)
{
	snprintf(text, 24, n == 0 ? "0" : "%s%+d", first, (int)(n - from));
	return text;
}

static void show(const char *arrow, const struct seg *s, uint32_t seq, uint32_t ack)
{
	static const char *const names[] = { "FIN ", "SYN ", "RST ", "PSH ", "ACK ", "URG " };
	bool comes = *arrow == '-';
	char flags[32] = "", acks[32] = "", port[16] = "", a[24], b[24];
	uint16_t peers = comes ? s->sport : s->dport;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (s->flags & 1 << i)
			strcat(flags, names[i]);
	if (s->flags & ACK)
		snprintf(acks, sizeof acks, " ack %s", far(a, comes ? "ISS" : "IRS", s->ack, ack));
	if (peers != PEER_PORT)
		snprintf(port, sizeof port, " port %u", peers);
	rung("%s %sseq %s%s win %u len %zu%s", arrow, flags, far(b, comes ? "IRS" : "ISS", s->seq, seq), acks, s->wnd, s->len,
	     port);
}

/* The fixture below calls these instead of what it names: each is told, and then done. */
static void show_input(struct stack *to, struct seg *s, uint64_t now)
{
	uint64_t known = k.now;

	k.now = now;
	show("-->", s, IRS, ISS);
	k.now = known; /* to remember the time is for the student to write */
	tcp_input(to, s, now);
}
#define tcp_input show_input

static bool show_parse(struct seg *s, const struct ipv4 *ip, const char **fault)
{
	bool good = tcp_parse(s, ip, fault);

	if (good)
		show("<--", s, ISS, IRS);
	return good;
}
#define tcp_parse show_parse

#if STEP >= 6
static size_t show_write(struct tcb *t, const uint8_t *bytes, size_t n)
{
	rung("    the program writes %zu bytes", n);
	return tcp_write(t, bytes, n);
}
#define tcp_write show_write

static size_t show_read(struct tcb *t, uint8_t *buf, size_t n)
{
	size_t got = tcp_read(t, buf, n);

	if (got > 0)
		rung("    the program reads %zu bytes", got);
	return got;
}
#define tcp_read show_read
#endif

#if STEP >= 7
static void show_close(struct tcb *t)
{
	rung("    the program closes");
	tcp_close(t);
}
#define tcp_close show_close

static void show_abort(struct tcb *t)
{
	rung("    the program aborts");
	tcp_abort(t);
}
#define tcp_abort show_abort
#endif

#define open_with fixture_open_with
#define open_connection fixture_open_connection
#define at fixture_at
#define after fixture_after
void open_with(uint32_t window, const void *bytes, size_t n);
void open_connection(void);
void at(uint64_t time);
void after(uint64_t time);
#include "../unit/tcp_fixture.c"
#undef open_with
#undef open_connection
#undef at
#undef after

void open_with(uint32_t window, const void *bytes, size_t n)
{
	shared->opening = true;
	fixture_open_with(window, bytes, n);
	shared->opening = false;
}

void open_connection(void)
{
	shared->opening = true;
	fixture_open_connection();
	shared->opening = false;
	shared->rungs = 0;
	rung("    after the handshake");
}

/* The clock has moved on, and perhaps nothing has happened. Before the first packet that says nothing. */
static void waited(void)
{
	if (shared->rungs == 0)
		return;
	if (strstr(shared->rung[(shared->rungs - 1) % RUNGS], "nothing more"))
		shared->rungs--;
	rung("    and nothing more");
}

void at(uint64_t time)
{
	fixture_at(time);
	waited();
}

void after(uint64_t time)
{
	fixture_after(time);
	waited();
}

int lab_main(const char *name, const struct held tests[], size_t n);

static void begin(void)
{
	set_up();
	begun = k.now;
	shared->reached = false;
	hurry();
}

static void end(void)
{
	shared->reached = true;
}

static void print(FILE *to, const char *text, size_t n)
{
	for (size_t i = 0; i < n && text[i]; i++)
		fputc((unsigned char)text[i] < ' ' || text[i] == '|' ? ' ' : text[i], to);
}

static void tell(FILE *to, const char *name, const char *fault)
{
	unsigned i = shared->rungs > RUNGS ? shared->rungs - RUNGS : 0;

	fprintf(to, "%d\t%s\t", !*fault, name);
	print(to, fault, 1000);
	fputc('\t', to);
	for (; *fault && i < shared->rungs; i++) {
		print(to, shared->rung[i % RUNGS], RUNG);
		fputc('|', to);
	}
	fputc('\n', to);
}

/* Written anew each time, by this process alone: what a test may have written there is gone. */
static void save(const char *text, size_t n)
{
	FILE *f = fopen("results", "w");

	if (!f || fwrite(text, 1, n, f) != n || fclose(f) != 0)
		abort();
}

/* Where it failed: the fixture says "line 9", and means a line of the test, or its own. */
static void explain(char *fault, size_t n, const char *suite, const TestResult *r)
{
	const char *text = tr_msg(r), *file = strrchr(tr_lfile(r), '/');
	int line = tr_lno(r), used = 0;

	if (tr_rtype(r) != CK_FAILURE || !file || !*text) {
		snprintf(fault, n, "%s", *text ? text : "it failed");
		return;
	}
	if (sscanf(text, "line %d: %n", &line, &used) == 1)
		text += used;
	if (used && !shared->opening)
		snprintf(fault, n, "test_%s.c:%d: %s", suite, line, text);
	else
		snprintf(fault, n, "%s:%d: %s", file + 1, line, text);
}

static const char *outcome(const char *name, const TTest *test)
{
	static char fault[1024];
	TCase *one = tcase_create(test->name);
	Suite *suite = suite_create(test->name);
	SRunner *runner = srunner_create(suite);
	TestResult **r;

	memset(shared, 0, sizeof *shared);
	tcase_set_timeout(one, hung < 3 ? 15 : 5);
	tcase_add_checked_fixture(one, begin, end);
	tcase_add_test(one, test);
	suite_add_tcase(suite, one);
	srunner_run_all(runner, CK_SILENT);
	r = srunner_results(runner);
	hung += hangs(r[0]);
	if (tr_rtype(r[0]) != CK_PASS)
		explain(fault, sizeof fault, name, r[0]);
	else
		snprintf(fault, sizeof fault, "%s", shared->reached ? "" : "the program ended before the test did");
	free(r);
	srunner_free(runner);
	return fault;
}

int lab_main(const char *name, const struct held tests[], size_t n)
{
	char *text;
	size_t len;
	FILE *all = open_memstream(&text, &len);

	shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (!all || shared == MAP_FAILED || prctl(PR_SET_DUMPABLE, 0) < 0)
		abort();
	hung = access("hurry", F_OK) == 0 ? 3 : 0;
	for (size_t i = 0; i < n; i++) {
		if (tests[i].first != STEP)
			continue;
		tell(all, (*tests[i].test)->name, outcome(name, *tests[i].test));
		fflush(all);
		save(text, len);
	}
	return 0;
}
