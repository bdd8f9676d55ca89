/* compare.c: holds the lines of a step against tshark's fields; see harness.h. */
#include "harness.h"
#include "inside.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 64, FRAMES = 2000, LINE = 4096 };

struct line {
	const char *text;   /* as printed */
	char form[LINE];    /* in the one form that harness.h describes */
	uint64_t time;
};

bool oracle_is_us(const char *addresses)
{
	size_t n = strcspn(addresses, "|");

	return n == strlen(ORACLE_US) && strncmp(addresses, ORACLE_US, n) == 0;
}

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

/* One of several values; what tshark does not have is "". */
static const char *nth(const char *values, int i)
{
	static char text[8][256];
	static int turn;
	char *one = text[turn++ % 8];

	for (; i > 0 && values; i--)
		values = strchr(values, '|') ? strchr(values, '|') + 1 : NULL;
	snprintf(one, sizeof text[0], "%.*s", values ? (int)strcspn(values, "|") : 0, values ? values : "");
	return strcmp(one, "True") == 0 ? "1" : strcmp(one, "False") == 0 ? "0" : one;
}

static const char *cell(char **row, const char *const names[], const char *field, int i)
{
	int column = 0;

	while (strcmp(names[column], field) != 0)
		column++;
	return nth(row[column], i);
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
	char form[LINE], left[LINE];

	snprintf(form, LINE, "%s", line);
	snprintf(left, LINE, "%s", line);
	for (; s->ours; s++) {
		size_t n, value, length = 0;
		char ours[256] = "0", *at = find(left, s->ours, &n, &value, &length);
		const char *theirs = cell(row, names, s->theirs, s->nth);

		if (!at && (at = find(form, s->ours, &n, &value, &length))) /* beside a value already seen */
			at = left + (at - form);
		if (at && length)
			snprintf(ours, sizeof ours, "%.*s", (int)length, form + (at - left) + value);
		if (s->means ? (at != NULL) != (fnmatch(s->means, theirs, FNM_EXTMATCH) == 0) : !equal(s, ours, theirs)) {
			sprintf(why, "%s: tshark has %s = '%s'%s%s%s, our line %s%s\n  likely cause: the part that reads "
			        "or prints this field; or the step left out or made up a line before", s->ours, s->theirs,
			        theirs, s->means ? " (it stands for '" : "", s->means ? s->means : "", s->means ? "')" : "",
			        at ? "shows " : "does not show it", !at ? "" : length ? ours : "it");
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

	snprintf(lie, LINE - 100, "%s", form);
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
	char lie[LINE], why[2 * LINE];

	for (const struct shown *s = shown; s->ours; s++) {
		tell_a_lie(lie, form, s);
		ck_assert_msg(!holds(lie, row, names, shown, why), "frame %s: nobody noticed that this is not so:\n%s",
		              row[0], lie);
		oracle.counts->lies++;
	}
}

/* tshark's lines for the capture at path, with these options; to an empty one. */
static char **tshark(const char *path, const char *options)
{
	char command[4096];
	char **lines = calloc(ORACLE_TEXT / 8, sizeof *lines), *line = NULL;
	size_t size = 0, n = 0;
	FILE *f;

	snprintf(command, sizeof command, "tshark -r %s -2 -n -o ip.defragment:FALSE -o ip.check_checksum:TRUE "
	         "-o tcp.check_checksum:TRUE -o udp.check_checksum:TRUE %s 2>/dev/null", path, options);
	f = popen(command, "r");
	while (getline(&line, &size, f) > 0) {
		line[strcspn(line, "\n")] = '\0';
		lines[n++] = strdup(line);
	}
	free(line);
	ck_assert_msg(pclose(f) == 0, "this failed: %s", command);
	return lines;
}

char ***oracle_fields_of(const char *path, const char *const names[])
{
	char options[3072] = "-T fields -E 'aggregator=|'", **lines;
	char ***rows = calloc(FRAMES + 1, sizeof *rows);

	for (int i = 0; names[i]; i++)
		strcat(strcat(options, " -e "), names[i]);
	lines = tshark(path, options);
	for (size_t f = 0; lines[f]; f++) {
		ck_assert_uint_lt(f, FRAMES);
		rows[f] = calloc(FIELDS, sizeof **rows);
		for (int i = 0; names[i]; i++)
			rows[f][i] = strsep(&lines[f], "\t");
	}
	return rows;
}

char ***oracle_fields(const char *const names[])
{
	return oracle_fields_of(oracle_file(".pcapng"), names);
}

char **oracle_bytes(void)
{
	char **lines = tshark(oracle_file(".pcapng"), "-T jsonraw -j frame");
	char **bytes = calloc(FRAMES + 1, sizeof *bytes);

	for (size_t i = 0, n = 0; lines[i]; i++)
		if (strstr(lines[i], "\"frame_raw\"")) {
			bytes[n] = strchr(lines[i + 1], '"') + 1;
			bytes[n][strcspn(bytes[n], "\"")] = '\0';
			if (strncmp(bytes[n] + 2 * 16, ORACLE_END_HEX, 8) == 0)
				break;
			ck_assert_uint_lt(++n, FRAMES);
		}
	return bytes;
}

/* Adds to the form: each TCP flag and option by itself; and a row of -v's table,
 * whose last two columns are a name and a value. */
static void add_form(char *form, const char *text, bool table)
{
	const char *p = text + strlen(text);

	for (int columns = 0; table && p > text && columns < 2; p--)
		columns += p[-1] == ' ' && p[-2] == ' ' && p[0] != ' ';
	strcat(form, "  ");
	for (form += strlen(form), p = table ? p + 1 : text + strspn(text, " "); *p; p++)
		if (*p == ' ' && isupper((unsigned char)p[-1]) && isupper((unsigned char)p[1]))
			form = stpcpy(form, "  ");
		else if (*p == ',' && strchr(p, '>'))
			form = stpcpy(form, ">  <");
		else if (!table || p[0] != ' ' || p[1] != ' ')
			form = stpcpy(form, (char[]){ *p, '\0' });
}

static void name_ends(char *form, const char *text)
{
	char src[16], dst[16];
	unsigned from, to;
	int n = 0;

	*form = '\0';
	if (sscanf(text, "%15[0-9.]:%u -> %15[0-9.]:%u%n", src, &from, dst, &to, &n) == 4)
		sprintf(form, "src %s  src port %u  dst %s  dst port %u", src, from, dst, to);
	else if (sscanf(text, "%15[0-9.] -> %15[0-9.]%n", src, dst, &n) == 2)
		sprintf(form, "src %s  dst %s", src, dst);
	add_form(form, text + n, false);
}

/* What the step printed, to an empty one; what came after the last packet does
 * not count, but for what the step itself sent. */
static struct line *read_lines(const char *path)
{
	size_t n, count = 0;
	struct line *lines = calloc(FRAMES + 1, sizeof *lines), *last = NULL;
	bool ended = false;

	for (char *all = oracle_slurp(path, &n), *text; (text = strsep(&all, "\n"));) {
		unsigned long seconds, micros;
		int at = 0;

		if (sscanf(text, "%lu.%6lu  %n", &seconds, &micros, &at) == 2 && at > 0) {
			last = NULL;
			if (ended && !strstr(text, ORACLE_US " "))
				continue;
			ck_assert_uint_lt(count, FRAMES);
			last = &lines[count++];
			*last = (struct line){ .text = text, .time = seconds * 1000000 + micros };
			name_ends(last->form, text + at);
			ended = ended || strstr(text, ORACLE_END);
		} else if (text[0] != ' ') {
			last = NULL; /* the summary */
		} else if (last) {
			add_form(last->form, text, isdigit((unsigned char)text[strspn(text, " ")]));
		}
	}
	return lines;
}

/* The next frame of this direction; after the last packet only ours count. */
static char **next_frame(char ***rows, size_t *at, const char *const names[], bool ours)
{
	for (char **row; (row = rows[*at]); ++*at) {
		const char *src = cell(row, names, "ip.src", 0);
		bool ended = *at > 0 && strstr(cell(rows[*at - 1], names, "ip.dst", 0), ORACLE_END);

		if (!ours && (ended || strcmp(src, ORACLE_END) == 0))
			return NULL;
		if (oracle_is_us(src) == ours)
			return rows[(*at)++];
	}
	return NULL;
}

static const struct shown *shown_for(char **row, const char *const names[], const struct kind *k)
{
	while (k->field && fnmatch(k->fits, cell(row, names, k->field, 0), FNM_EXTMATCH) != 0)
		k++;
	return k->shown;
}

/* tshark wants each name once. */
static void add_name(const char *names[], const char *name)
{
	size_t n = 0;

	while (names[n] && strcmp(names[n], name) != 0)
		n++;
	ck_assert_uint_lt(n, FIELDS);
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

	for (struct line *l = read_lines(oracle_file(".out")); l->text; l++) {
		bool ours = strncmp(l->form, "src " ORACLE_US " ", strlen("src " ORACLE_US " ")) == 0;
		char **row = next_frame(rows, &at[ours], names, ours);

		ck_assert_msg(row, "tshark has no frame for this line:\n%s", l->text);
		check(l->text, l->form, row, data);
	}
	for (int ours = 0; ours < 2; ours++) {
		char **row = next_frame(rows, &at[ours], names, ours);

		ck_assert_msg(!row, "the step printed no line for frame %s of %s", row ? row[0] : "", oracle.path);
	}
}

struct comparison {
	const char *names[FIELDS + 1];
	const struct kind *kinds;
	size_t frames, wrong;
};

static void compare_one(const char *text, const char *form, char **row, void *data)
{
	struct comparison *c = data;
	const struct shown *shown = shown_for(row, c->names, c->kinds);
	char why[2 * LINE];

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
