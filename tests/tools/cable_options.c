/* cable_options.c: see cable_options.h. */
#include "cable_options.h"

#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
	"usage: cable [options] (--tun NAME | --from FILE) -- STEP [ARGUMENT]...\n"
	"Runs STEP with a bad cable, descriptor 3, as its link: STEP opens it as fd:3.\n"
	"  --tun tun0       the other end of the cable is this TUN device\n"
	"  --from a.pcapng  or a capture file, which is played as fast as STEP reads\n"
	"  --loss 3%        of the packets never arrive\n"
	"  --dup 1%         arrive twice\n"
	"  --reorder 1%     are held back for 10 ms, so that later ones pass them\n"
	"  --corrupt 1%     arrive with one bit flipped\n"
	"  --drop 5,out:2   lose the 5th IPv4 packet to STEP, and the 2nd from it\n"
	"  --delay 20ms     each way (us, ms or s)\n"
	"  --rate 10mbit    a bottleneck each way (bit, kbit, mbit or gbit a second)\n"
	"  --queue 30       packets that fit before the bottleneck (1 to 1000)\n"
	"  --seed 7         another seed, another run; the same seed, the same faults\n";

enum { HOLD = 10000, QUEUE = 30 };

struct unit {
	const char *name;
	double size;
};

/* A number of 0 or more and its unit, one of those in the list. */
static bool quantity(const char *text, const struct unit *unit, double *value)
{
	char *end;

	if (!isdigit((unsigned char)*text))
		return false;
	for (*value = strtod(text, &end); unit->name; unit++)
		if (strcmp(end, unit->name) == 0) {
			*value *= unit->size;
			return *value < 1e15;
		}
	return false;
}

static bool whole(const char *text, uint64_t min, uint64_t max, uint64_t *value)
{
	char *end;

	errno = 0;
	*value = strtoull(text, &end, 10);
	return isdigit((unsigned char)*text) && *end == '\0' && errno == 0 && *value >= min && *value <= max;
}

static bool chance(const char *text, uint32_t *parts)
{
	static const struct unit units[] = { { "%", 1 }, { "", 1 }, { 0 } };
	double percent;

	if (!quantity(text, units, &percent) || percent > 100)
		return false;
	*parts = (uint32_t)(percent * CABLE_CERTAIN / 100 + 0.5);
	return true;
}

static bool duration(const char *text, uint64_t *microseconds)
{
	static const struct unit units[] = { { "us", 1 }, { "ms", 1e3 }, { "s", 1e6 }, { 0 } };
	double value;

	if (!quantity(text, units, &value))
		return false;
	*microseconds = (uint64_t)value;
	return true;
}

static bool rate(const char *text, uint64_t *bits)
{
	static const struct unit units[] = { { "bit", 1 }, { "kbit", 1e3 }, { "mbit", 1e6 }, { "gbit", 1e9 }, { 0 } };
	double value;

	if (!quantity(text, units, &value) || value < 1)
		return false;
	*bits = (uint64_t)value;
	return true;
}

static bool queue(const char *text, unsigned *packets)
{
	uint64_t n;

	if (!whole(text, 1, CABLE_QUEUE, &n))
		return false;
	*packets = (unsigned)n;
	return true;
}

/* "5,out:2" */
static bool drops(const char *text, struct cable_config *config)
{
	char list[1024], *rest = list;

	if (strlen(text) >= sizeof list)
		return false;
	strcpy(list, text);
	for (char *item; (item = strsep(&rest, ",")) != NULL; config->drops++) {
		struct cable_drop *drop = &config->drop[config->drops];
		bool out = strncmp(item, "out:", 4) == 0;

		if (config->drops == CABLE_DROPS || !whole(item + (out ? 4 : 0), 1, UINT64_MAX, &drop->nth))
			return false;
		drop->direction = out ? CABLE_FROM_STEP : CABLE_TO_STEP;
	}
	return true;
}

enum option_name { LOSS, DUP, REORDER, CORRUPT, DROP, DELAY, RATE, QUEUE_SIZE, SEED, TUN, FROM, HELP };

static const struct option names[] = {
	{ "loss", 1, NULL, LOSS },       { "dup", 1, NULL, DUP },     { "reorder", 1, NULL, REORDER },
	{ "corrupt", 1, NULL, CORRUPT }, { "drop", 1, NULL, DROP },   { "delay", 1, NULL, DELAY },
	{ "rate", 1, NULL, RATE },       { "queue", 1, NULL, QUEUE_SIZE }, { "seed", 1, NULL, SEED },
	{ "tun", 1, NULL, TUN },         { "from", 1, NULL, FROM },   { "help", 0, NULL, HELP },
	{ 0 }
};

/* What to type, by option; NULL where anything will do. */
static const char *const right[] = {
	[LOSS] = "a percentage, as in --loss 3%",       [DUP] = "a percentage, as in --dup 1%",
	[REORDER] = "a percentage, as in --reorder 1%", [CORRUPT] = "a percentage, as in --corrupt 0.5%",
	[DROP] = "at most 64 packets by their number, as in --drop 5,out:2",
	[DELAY] = "a time, as in --delay 20ms",         [RATE] = "bits a second, as in --rate 10mbit",
	[QUEUE_SIZE] = "a number from 1 to 1000, as in --queue 30", [SEED] = "a number, as in --seed 7",
};

static bool set(struct cable_options *o, enum option_name name, const char *value)
{
	struct cable_config *c = &o->config;

	switch (name) {
	case LOSS:       return chance(value, &c->loss);
	case DUP:        return chance(value, &c->dup);
	case REORDER:    return chance(value, &c->reorder);
	case CORRUPT:    return chance(value, &c->corrupt);
	case DROP:       return drops(value, c);
	case DELAY:      return duration(value, &c->delay);
	case RATE:       return rate(value, &c->rate);
	case QUEUE_SIZE: return queue(value, &c->queue);
	case SEED:       return whole(value, 0, UINT64_MAX, &c->seed);
	case TUN:        o->tun = value; return true;
	case FROM:       o->from = value; return true;
	default:         return true;
	}
}

static void check(const struct cable_options *o)
{
	if (!*o->step)
		errx(2, "which step? Type `--` and its command at the end, as in: -- build/03-icmp-echo/step fd:3");
	if (!o->tun == !o->from)
		errx(2, "type either --tun NAME or --from FILE: the other end of the cable is one of them");
	if (o->config.queue > 0 && o->config.rate == 0)
		errx(2, "a --queue needs a --rate: without a bottleneck nothing waits");
}

struct cable_options cable_options(int argc, char **argv)
{
	struct cable_options o = { .config = { .hold = HOLD } };
	int name;

	while ((name = getopt_long(argc, argv, "+", names, NULL)) != -1) {
		if (name == HELP) {
			fputs(usage, stdout);
			exit(0);
		} else if (name == '?') {
			fputs(usage, stderr);
			exit(2);
		} else if (!set(&o, (enum option_name)name, optarg)) {
			errx(2, "--%s %s: that is not %s", names[name].name, optarg, right[name]);
		}
		o.faults = o.faults || name < SEED;
	}
	o.step = argv + optind;
	check(&o);
	if (o.config.queue == 0)
		o.config.queue = QUEUE;
	return o;
}
