/* fuzz_show.c: any bytes as a packet that the steps show: its line, its note
 * and all its fields, whether it is honest or not. */
#include "console/fields.h"
#include "console/show.h"
#include "mend.h"

#undef NDEBUG
#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { NOTE = 300 }; /* bytes: so few that long notes are cut */

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t n, size_t most, unsigned seed)
{
	return mutate_and_mend(data, n, most, seed);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const struct options o = { .address = 0xc0000202, .fields = true };
	static bool quiet;
	char *note = calloc(NOTE, 1);
	const char *fault;
	struct trace t;
	struct ipv4 ip;

	if (!quiet)
		quiet = freopen("/dev/null", "w", stdout);
	trace_init(&t, &o, note, NOTE);
	trace_arrival(&t, n);
	if (!ipv4_parse(&ip, p, n, &fault)) {
		trace_dropped(&t, fault);
		fields_ipv4(p, n);
		assert(strstr(note, fault));
	} else {
		show_packet(&t, &ip, p, n);
		assert(t.tally.dropped <= 1);
	}
	assert(note[0] && strlen(note) < NOTE && t.line[0] == '\0');
	trace_verdict(&t, "not answered: %s", "it is a fragment");
	tally_print(&t.tally);
	free(note);
	return 0;
}
