/* whatif.c: one conversation twice, the second time with another fate for one packet. */
#include "whatif.h"

#include <dlfcn.h>
#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const struct end *load(const char *program, const char *name)
{
	const char *slash = strrchr(program, '/');
	char path[4096];
	void *object, *found;

	snprintf(path, sizeof path, "%.*s/%s.so", slash ? (int)(slash - program) : 1, slash ? program : ".", name);
	object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!object || !(found = dlsym(object, "whatif_end")))
		errx(1, "%s", dlerror());
	return found;
}

/* A packet that there was in neither run has no fate. */
static void check_used(const struct choice *c, const struct run *a, const struct run *b)
{
	char name[40];

	for (unsigned i = 0; i < c->count; i++)
		if (!b->used[i]) {
			choice_name(&c->chosen[i], name);
			errx(2, "%s: there is no such packet; without a change there are %" PRIu64 " in and %" PRIu64
			     " out: see ./run.sh whatif %u list",
			     name, a->packets[CABLE_TO_STEP], a->packets[CABLE_FROM_STEP], c->step);
		}
}

int main(int argc, char **argv)
{
	static struct run a, b;
	static struct choice c;
	char step[8];

	choice_read(&c, argc, argv);
	snprintf(step, sizeof step, "%02u", c.step);
	run_begin(load(argv[0], step), load(argv[0], "peer"));
	run_once(&a, &c, 0);
	if (c.list) {
		show_list(&c, &a);
		return 0;
	}
	run_once(&b, &c, c.count);
	check_used(&c, &a, &b);
	show_both(&c, &a, &b);
	return 0;
}
