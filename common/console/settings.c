/* settings.c: see settings.h. */
#include "console/settings.h"

#include "console/options.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool set_time(const char *text, uint64_t *value)
{
	char *unit;
	double number = strtod(text, &unit);

	if (unit == text || !(number >= 0 && number <= 1e6))
		return false;
	if (strcmp(unit, "ms") == 0)
		number *= MILLISECOND;
	else if (strcmp(unit, "s") == 0)
		number *= SECOND;
	else
		return false;
	*value = (uint64_t)number;
	return true;
}

static bool set_number(const char *text, const struct setting *s)
{
	char *end;
	unsigned long number = strtoul(text, &end, 10);

	if (end == text || *end || *text == '-' || number < s->least || number > s->most)
		return false;
	*(uint32_t *)s->value = (uint32_t)number;
	return true;
}

static bool set_switch(const char *text, bool *value)
{
	bool on = strcmp(text, "on") == 0;

	if (!on && strcmp(text, "off") != 0)
		return false;
	*value = on;
	return true;
}

static bool set(const char *text, const struct setting *s)
{
	switch (s->kind) {
	case SETTING_TIME: return set_time(text, s->value);
	case SETTING_NUMBER: return set_number(text, s);
	default: return set_switch(text, s->value);
	}
}

static void explain(const char *text, const struct setting *list)
{
	bool asked = strcmp(text, "help") == 0;
	FILE *out = asked ? stdout : stderr;

	if (!asked)
		fprintf(out, "'%s' is no setting of this step, or not a value that it can have. ", text);
	fprintf(out, "The settings of this step:\n");
	for (const struct setting *s = list; s->name; s++)
		switch (s->kind) {
		case SETTING_TIME:
			fprintf(out, "  -o %s=%gs\n", s->name, (double)*(uint64_t *)s->value / SECOND);
			break;
		case SETTING_NUMBER:
			fprintf(out, "  -o %s=%u (%u to %u)\n", s->name, *(uint32_t *)s->value, s->least, s->most);
			break;
		case SETTING_SWITCH: fprintf(out, "  -o %s=%s\n", s->name, *(bool *)s->value ? "on" : "off"); break;
		}
	exit(asked ? 0 : 2);
}

void settings_apply(int argc, char **argv, const struct setting *list)
{
	struct options o = options_parse(argc, argv);

	for (const char *const *text = o.settings; *text; text++) {
		const struct setting *s = list;
		const char *equals = strchr(*text, '=');

		while (s->name && (!equals || strlen(s->name) != (size_t)(equals - *text) ||
		                   strncmp(s->name, *text, (size_t)(equals - *text)) != 0))
			s++;
		if (!s->name || !set(equals + 1, s))
			explain(*text, list);
	}
}
