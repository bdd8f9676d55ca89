/* compare.c: holds the lines of a step against tshark's fields; see harness.h. */
#include "harness.h"
#include "inside.h"

#include <fnmatch.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Does the column that starts here fit? The value is what # stands for. */
static size_t fits_at(const char *at, const char *ours, size_t *value, size_t *length)
{
	size_t n = 0;

	*length = 0;
	for (; *ours; ours++) {
		size_t run = strspn(at + n, "0123456789abcdefABCDEFx.");

		if (*ours != '#' && *ours != '*' && at[n++] != *ours)
			return 0;
		if ((*ours == '#' || *ours == '*') && run == 0)
			return 0;
		if (*ours == '#') {
			*value = n;
			*length = run;
		}
		n += *ours == '#' || *ours == '*' ? run : 0;
	}
	return at[n] == '\0' || strncmp(at + n, "  ", 2) == 0 ? n : 0;
}

/* Looks for the column that fits, n bytes long. */
static char *find(char *form, const char *ours, size_t *n, size_t *value, size_t *length)
{
	for (char *at = form; *at; at++) {
		bool column = at == form || (at - form >= 2 && strncmp(at - 2, "  ", 2) == 0);

		*n = column ? fits_at(at, ours, value, length) : 0;
		if (*n)
			return at;
	}
	return NULL;
}

/* Numbers are equal as numbers, whatever their base; all else as text. */
static bool equal(const struct shown *s, const char *ours, const char *theirs)
{
	char *end, *end2;
	long long mine = strtoll(ours, &end, 0), right = strtoll(theirs, &end2, 0);

	if (s->byte > 0 && *theirs) {
		unsigned byte = 0;

		sscanf(theirs + strnlen(theirs, 2 * (size_t)s->byte - 2), "%2x", &byte);
		return *end == '\0' && mine == byte;
	}
	if (*end || *end2)
		return strcmp(ours, theirs) == 0;
	if (s->times < 0)
		right /= -s->times;
	else if (s->times > 0)
		right *= s->times;
	return mine == (*theirs ? right + s->plus : 0);
}

/* Holds a line against its frame; why says what is wrong. */
static bool holds(const char *line, char **row, const char *const names[], const struct shown *s, char *why)
{
	char form[ORACLE_LINE], left[ORACLE_LINE];

	snprintf(form, ORACLE_LINE, "%s", line);
	snprintf(left, ORACLE_LINE, "%s", line);
	for (; s->ours; s++) {
		size_t n, value, length = 0;
		char ours[256] = "0", *at = find(left, s->ours, &n, &value, &length);
		const char *theirs = oracle_cell(row, names, s->theirs, s->nth);

		if (!at && (at = find(form, s->ours, &n, &value, &length))) /* beside a value already seen */
			at = left + (at - form);
		if (at && length)
			snprintf(ours, sizeof ours, "%.*s", (int)length, form + (at - left) + value);
		if (s->means ? (at != NULL) != (fnmatch(s->means, theirs, FNM_EXTMATCH) == 0)
		             : !equal(s, ours, theirs)) {
			sprintf(why,
			        "%s: tshark has %s = '%s'%s%s%s, our line %s%s\n  likely cause: the part that reads "
			        "or prints this field; or the step left out or made up a line before",
			        s->ours, s->theirs, theirs, s->means ? " (it stands for '" : "",
			        s->means ? s->means : "", s->means ? "')" : "", at ? "shows " : "does not show it",
			        !at      ? ""
			        : length ? ours
			                 : "it");
			return false;
		}
		for (; at; at = s->means ? find(left, s->ours, &n, &value, &length) : NULL)
			memset(at, ' ', n);
	}
	sprintf(why, "nothing of tshark's is named for '%s'", left + strspn(left, " "));
	return left[strspn(left, " ")] == '\0';
}

/* A line that is wrong in one field: its value is another, or it is gone, or there. */
static void tell_a_lie(char *lie, const char *form, const struct shown *s)
{
	size_t n, value, length;
	char *at;

	snprintf(lie, ORACLE_LINE - 100, "%s", form);
	at = find(lie, s->ours, &n, &value, &length);
	if (!at) {
		strcat(strcat(lie, "  "), s->ours);
		for (char *p = lie + strlen(form); *p; p++)
			*p = *p == '#' || *p == '*' ? '1' : *p;
	} else if (length > 0) {
		char *last = at + value + length - 1;

		*last = (char)(*last == '9' ? '8' : *last + 1);
	}
	for (; at && length == 0; at = find(lie, s->ours, &n, &value, &length))
		memset(at, ' ', n);
}

static void lies_found(const char *form, char **row, const char *const names[], const struct shown *shown)
{
	char lie[ORACLE_LINE], why[2 * ORACLE_LINE];

	for (const struct shown *s = shown; s->ours; s++) {
		tell_a_lie(lie, form, s);
		ck_assert_msg(!holds(lie, row, names, shown, why), "frame %s: nobody noticed that this is not so:\n%s",
		              row[0], lie);
		oracle.counts->lies++;
	}
}

static const struct shown *shown_for(char **row, const char *const names[], const struct kind *k)
{
	while (k->field && fnmatch(k->fits, oracle_cell(row, names, k->field, 0), FNM_EXTMATCH) != 0)
		k++;
	return k->shown;
}

/* tshark wants each name once. */
static void add_name(const char *names[], const char *name)
{
	size_t n = 0;

	while (names[n] && strcmp(names[n], name) != 0)
		n++;
	ck_assert_uint_lt(n, ORACLE_FIELDS);
	names[n] = name;
}

static void name_fields(const char *names[], const struct kind *kinds)
{
	add_name(names, "frame.number");
	add_name(names, "ip.src");
	add_name(names, "ip.dst");
	for (const struct kind *k = kinds; k->field; k++) {
		add_name(names, k->field);
		for (const struct shown *s = k->shown; s->ours; s++)
			add_name(names, s->theirs);
	}
}

void oracle_each(const char *const names[], oracle_check *check, void *data)
{
	size_t at[2] = { 0, 0 };
	char ***rows = oracle_fields(names);

	for (struct line *l = oracle_lines(); l->text; l++) {
		bool ours = strncmp(l->form, "src " ORACLE_US " ", strlen("src " ORACLE_US " ")) == 0;
		char **row = oracle_next_frame(rows, &at[ours], names, ours);

		ck_assert_msg(row, "tshark has no frame for this line:\n%s", l->text);
		check(l->text, l->form, row, data);
	}
	for (int ours = 0; ours < 2; ours++) {
		char **row = oracle_next_frame(rows, &at[ours], names, ours);

		ck_assert_msg(!row, "the step printed no line for frame %s of %s", row ? row[0] : "", oracle.path);
	}
}

struct comparison {
	const char *names[ORACLE_FIELDS + 1];
	const struct kind *kinds;
	size_t frames, wrong;
};

static void compare_one(const char *text, const char *form, char **row, void *data)
{
	struct comparison *c = data;
	const struct shown *shown = shown_for(row, c->names, c->kinds);
	char why[2 * ORACLE_LINE];

	ck_assert_msg(shown, "frame %s is of a kind that this test does not name; our line:\n%s", row[0], text);
	c->frames++;
	if (!holds(form, row, c->names, shown, why)) {
		fprintf(stderr, "frame %s: %s\n  our line: %s\n", row[0], why, text);
		c->wrong++;
		return;
	}
	for (const struct shown *s = shown; s->ours; s++)
		oracle.counts->fields++;
	lies_found(form, row, c->names, shown);
}

void oracle_compare(const struct kind kinds[])
{
	struct comparison c = { .kinds = kinds };

	name_fields(c.names, kinds);
	oracle_each(c.names, compare_one, &c);
	oracle.counts->frames += c.frames;
	ck_assert_msg(c.frames > 0 && c.wrong == 0, "%zu of %zu lines are not as tshark has them", c.wrong, c.frames);
}
