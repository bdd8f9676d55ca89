/* choice.c: what the reader chooses. */
#include "whatif.h"

#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
	"./run.sh whatif N                the step's own question, steps 5 to 10\n"
	"./run.sh whatif N list           the packets with their numbers, to choose from\n"
	"./run.sh whatif N --drop out:4   what if the 4th packet from the step is lost\n"
	"  --dup in:3      the 3rd packet to the step arrives twice\n"
	"  --hold in:3     it arrives 50 ms late\n"
	"  --corrupt in:3  it arrives with one bit flipped\n"
	"  --page 4000     the page has so many bytes, 0 to 60000 (from step 7 on)\n"
	"  --loss 3%       a cable that loses packets in both runs, the same ones for the same seed\n"
	"  --seed 7        other lost packets; another flipped bit\n"
	"More than one packet: --drop out:4,out:6, or the option again.\n"
	"FORM=svg ./run.sh whatif N       the ladders alone, as a picture: >FILE.svg\n";

static const struct idea { /* what shows a step's idea best */
	unsigned step;
	uint32_t page;
	unsigned count;
	struct chosen chosen[2];
} ideas[] = {
	{ 5, 0, 1, { { LOST, CABLE_FROM_STEP, 1 } } },
	{ 6, 0, 1, { { HELD, CABLE_TO_STEP, 3 } } },
	{ 7, 4000, 1, { { LOST, CABLE_FROM_STEP, 3 } } },
	{ 8, 4000, 1, { { LOST, CABLE_FROM_STEP, 3 } } },
	{ 9, 20000, 1, { { LOST, CABLE_FROM_STEP, 8 } } },
	{ 10, 12000, 2, { { LOST, CABLE_FROM_STEP, 4 }, { LOST, CABLE_FROM_STEP, 6 } } },
};

static bool whole(const char *text, uint64_t most, uint64_t *value)
{
	char *behind;

	errno = 0;
	*value = strtoull(text, &behind, 10);
	return isdigit((unsigned char)*text) && *behind == '\0' && errno == 0 && *value <= most;
}

void choice_name(const struct chosen *c, char text[40])
{
	static const char *const words[] = {
		[AS_IT_IS] = "as it is", [LOST] = "lost", [TWICE] = "doubled", [HELD] = "held back", [CORRUPT] = "corrupted",
	};

	snprintf(text, 40, "%s:%" PRIu64 " %s", c->direction == CABLE_FROM_STEP ? "out" : "in", c->nth, words[c->fate]);
}

static void add(struct choice *c, struct chosen new)
{
	char name[40];

	choice_name(&new, name);
	if (c->count == CHOSEN_MOST)
		errx(2, "at most %d packets can be chosen", CHOSEN_MOST);
	for (unsigned i = 0; i < c->count; i++)
		if (c->chosen[i].direction == new.direction && c->chosen[i].nth == new.nth)
			errx(2, "%s: this packet has another fate already", name);
	c->chosen[c->count++] = new;
}

/* "in:5,out:2"; a number alone is one to the step. */
static void add_list(struct choice *c, const char *option, enum fate fate, const char *value)
{
	char list[1024], *rest = list;

	snprintf(list, sizeof list, "%s", value);
	for (char *item; (item = strsep(&rest, ",")) != NULL;) {
		struct chosen new = { .fate = fate, .direction = CABLE_TO_STEP };
		const char *number = item;

		if (strncmp(item, "out:", 4) == 0) {
			new.direction = CABLE_FROM_STEP;
			number += 4;
		} else if (strncmp(item, "in:", 3) == 0) {
			number += 3;
		}
		if (strlen(value) >= sizeof list || !whole(number, UINT64_MAX, &new.nth) || new.nth == 0)
			errx(2, "%s %s: that is no packet; type it as in %s in:3 or %s out:2", option, value, option, option);
		add(c, new);
	}
}

static void set_loss(struct choice *c, const char *value)
{
	char *behind;
	double percent = strtod(value, &behind);

	if (!isdigit((unsigned char)*value) || (strcmp(behind, "%") != 0 && *behind) || percent > 100)
		errx(2, "--loss %s: that is no percentage; type it as in --loss 3%%", value);
	c->loss = (uint32_t)(percent * CABLE_CERTAIN / 100 + 0.5);
}

static void set(struct choice *c, const char *option, const char *value)
{
	static const struct {
		const char *option;
		enum fate fate;
	} fates[] = { { "--drop", LOST }, { "--dup", TWICE }, { "--hold", HELD }, { "--corrupt", CORRUPT } };
	uint64_t page;

	for (size_t i = 0; i < sizeof fates / sizeof *fates; i++)
		if (!strcmp(option, fates[i].option)) {
			add_list(c, option, fates[i].fate, value);
			return;
		}
	if (!strcmp(option, "--loss")) {
		set_loss(c, value);
	} else if (!strcmp(option, "--seed")) {
		if (!whole(value, UINT64_MAX, &c->seed))
			errx(2, "--seed %s: that is not a number", value);
	} else if (c->step < 7) {
		errx(2, "step %u has no page: --page is for step 7 and later", c->step);
	} else if (!whole(value, PAGE_MOST, &page)) {
		errx(2, "--page %s: that is not a number from 0 to %d", value, PAGE_MOST);
	} else {
		c->page = (uint32_t)page;
	}
}

static bool is_option(const char *text)
{
	static const char *const names[] = { "--drop", "--dup", "--hold", "--corrupt", "--loss", "--seed", "--page" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(text, names[i]))
			return true;
	return false;
}

static const struct idea *read_step(struct choice *c, const char *text)
{
	uint64_t n;

	if (!text || !strcmp(text, "help") || !strcmp(text, "--help")) {
		fputs(usage, text ? stdout : stderr);
		exit(text ? 0 : 2);
	}
	if (strchr(text, '.'))
		errx(2, "whatif %s: whatif runs whole steps, not micro-steps; try: ./run.sh whatif %.*s", text,
		     (int)strcspn(text, "."), text);
	for (size_t i = 0; whole(text, 99, &n) && i < sizeof ideas / sizeof *ideas; i++)
		if (ideas[i].step == n) {
			c->step = (unsigned)n;
			return &ideas[i];
		}
	errx(2, "whatif %s: a conversation can be run again in steps 5 to 10; try: ./run.sh whatif 7", text);
}

void choice_read(struct choice *c, int argc, char **argv)
{
	const struct idea *idea;

	*c = (struct choice){ .seed = 7 };
	idea = read_step(c, argv[1]);
	c->page = idea->page;
	for (int i = 2; i < argc; i++) {
		char option[1100], *value;

		snprintf(option, sizeof option, "%s", argv[i]);
		value = strchr(option, '=');
		if (value)
			*value++ = '\0';
		if (!strcmp(argv[i], "list"))
			c->list = true;
		else if (!is_option(option))
			errx(2, "what is '%s'? ./run.sh whatif help shows all of it", argv[i]);
		else if (!value && !(value = argv[++i]))
			errx(2, "%s needs a value", option);
		else
			set(c, option, value);
	}
	if (c->list && c->count > 0)
		errx(2, "list shows the run without a change: leave out the packets, or list");
	if (c->count == 0)
		for (unsigned i = 0; i < idea->count; i++)
			add(c, idea->chosen[i]);
}

const struct talk *choice_talk(const struct choice *c, char text[80])
{
	static char request[80], lines[6000];
	static struct talk talk;

	talk = (struct talk){ .text = lines, .resets = c->step < 7, .patience = c->step < 7 ? 100000 : 0 };
	if (c->step >= 7) {
		talk.text = request;
		snprintf(request, sizeof request, c->page ? "GET /%u HTTP/1.0\r\n\r\n" : "GET / HTTP/1.0\r\n\r\n", c->page);
		talk.len = strlen(request);
		snprintf(text, 80, "asks port 80 for: %.*s", (int)talk.len - 4, request);
	} else if (c->step == 6) {
		for (size_t i = 0; i < sizeof lines; i++)
			lines[i] = i % 27 == 26 ? '\n' : (char)('a' + i % 27);
		talk.len = talk.answer = sizeof lines;
		snprintf(text, 80, "sends %zu bytes to port 7, which echoes them, and ends with a RST", talk.len);
	} else {
		snprintf(text, 80, "connects to port 7, and ends with a RST");
	}
	return &talk;
}
