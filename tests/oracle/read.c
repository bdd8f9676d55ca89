/* read.c: reads what is to be compared: the step's lines, tshark's fields. */
#include "harness.h"
#include "inside.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FRAMES = 2000 };

bool oracle_is_us(const char *addresses)
{
	size_t n = strcspn(addresses, "|");

	return n == strlen(ORACLE_US) && strncmp(addresses, ORACLE_US, n) == 0;
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

const char *oracle_cell(char **row, const char *const names[], const char *field, int i)
{
	int column = 0;

	while (strcmp(names[column], field) != 0)
		column++;
	return nth(row[column], i);
}

/* tshark's lines for the capture at path, with these options; to an empty one. */
static char **tshark(const char *path, const char *options)
{
	char command[4096];
	char **lines = calloc(ORACLE_TEXT / 8, sizeof *lines), *line = NULL;
	size_t size = 0, n = 0;
	FILE *f;

	snprintf(command, sizeof command,
	         "tshark -r %s -2 -n -o ip.defragment:FALSE -o ip.check_checksum:TRUE "
	         "-o tcp.check_checksum:TRUE -o tcp.relative_sequence_numbers:FALSE -o udp.check_checksum:TRUE %s 2>/dev/null",
	         path, options);
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
		rows[f] = calloc(ORACLE_FIELDS, sizeof **rows);
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

/* From step 05 on, what became of a connection stands below the packet: in the
 * frame there is nothing to hold it against. */
static bool of_connection(const char *text)
{
	const char *word = text + strspn(text, " ");

	return oracle.number >= 5 && !isdigit((unsigned char)*word) && strncmp(word, "not answered", 12) != 0 &&
	       strncmp(word, "dropped: ", 9) != 0;
}

/* A timer's line has a time, but no packet: its ends are A -- B. */
static bool of_timer(const char *text)
{
	return strstr(text, " -- ") && !strstr(text, " -> ");
}

struct line *oracle_lines(void)
{
	size_t n, count = 0;
	struct line *lines = calloc(FRAMES + 1, sizeof *lines), *last = NULL;
	bool ended = false;

	for (char *all = oracle_slurp(oracle_file(".out"), &n), *text; (text = strsep(&all, "\n"));) {
		unsigned long seconds, micros;
		int at = 0;

		if (sscanf(text, "%lu.%6lu  %n", &seconds, &micros, &at) == 2 && at > 0) {
			last = NULL;
			if (of_timer(text))
				continue;
			if (ended && !strstr(text, ORACLE_US " "))
				continue;
			ck_assert_uint_lt(count, FRAMES);
			last = &lines[count++];
			*last = (struct line){ .text = text };
			name_ends(last->form, text + at);
			ended = ended || strstr(text, ORACLE_END);
		} else if (text[0] != ' ') {
			last = NULL; /* the summary */
		} else if (last && !of_connection(text)) {
			add_form(last->form, text, isdigit((unsigned char)text[strspn(text, " ")]));
		}
	}
	return lines;
}

char **oracle_next_frame(char ***rows, size_t *at, const char *const names[], bool ours)
{
	for (char **row; (row = rows[*at]); ++*at) {
		const char *src = oracle_cell(row, names, "ip.src", 0);
		bool ended = *at > 0 && strstr(oracle_cell(rows[*at - 1], names, "ip.dst", 0), ORACLE_END);

		if (!ours && (ended || strcmp(src, ORACLE_END) == 0))
			return NULL;
		if (oracle_is_us(src) == ours)
			return rows[(*at)++];
	}
	return NULL;
}
