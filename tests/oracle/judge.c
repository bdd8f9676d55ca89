/* judge.c: what the step sent, judged by tshark; and its captures, played again. */
#include "harness.h"
#include "inside.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WARNING = 0x600000 }; /* severities of expert items from here on say that something is wrong */

/* Of the values of a field, the first: a quoted packet has its own. */
static bool starts_good(const char *status)
{
	return status[0] == '1' && (status[1] == '\0' || status[1] == '|');
}

static const char *next(const char *values)
{
	return strchr(values, '|') ? strchr(values, '|') + 1 : NULL;
}

/* Is the first of the messages one that this scenario explains? */
static bool is_right(const char *message)
{
	for (const char *const *right = oracle.explained; message && right && *right; right++)
		if (strncmp(message, *right, strlen(*right)) == 0)
			return true;
	return false;
}

static void judge(char **row)
{
	const char *transport = atoi(row[3]) == 1 ? row[4] : atoi(row[3]) == 6 ? row[5] : row[6];

	ck_assert_msg(starts_good(row[2]), "frame %s: the checksum of the IP header that we sent is wrong", row[0]);
	ck_assert_msg(starts_good(transport), "frame %s: the ICMP, TCP or UDP checksum that we sent is wrong", row[0]);
	ck_assert_msg(!*row[7], "frame %s: what we sent is malformed: %s", row[0], row[7]);
	for (const char *s = row[8], *m = row[9]; s; s = next(s), m = m ? next(m) : NULL)
		ck_assert_msg(atoi(s) < WARNING || is_right(m), "frame %s: tshark finds fault with what we sent: %s", row[0], row[9]);
}

size_t oracle_judge(void)
{
	static const char *const names[] = { "frame.number",
		                             "ip.src",
		                             "ip.checksum.status",
		                             "ip.proto",
		                             "icmp.checksum.status",
		                             "tcp.checksum.status",
		                             "udp.checksum.status",
		                             "_ws.malformed",
		                             "_ws.expert.severity",
		                             "_ws.expert.message",
		                             NULL };
	size_t sent = 0;

	for (char ***rows = oracle_fields(names); *rows; rows++)
		if (oracle_is_us((*rows)[1])) {
			judge(*rows);
			sent++;
		}
	return sent;
}

/* The lines up to the one about the last packet; without their times, if asked. */
static char *lines_of(const char *path, bool times)
{
	size_t n, used = 0;
	char *all = oracle_slurp(path, &n), *kept = calloc(1, n + 2), *line;

	while ((line = strsep(&all, "\n"))) {
		size_t time = strspn(line, " 0123456789.") == 0 || times ? 0 : strcspn(line, ".") + 7;

		used += (size_t)sprintf(kept + used, "%s\n",
		                        strlen(line) > time && line[time] == ' ' ? line + time : line);
		if (strstr(line, ORACLE_END))
			break;
	}
	return kept;
}

static void replay(const char *capture, bool times)
{
	char command[1024], *live = lines_of(oracle_file(".out"), times), *again;

	snprintf(command, sizeof command, "%s %s %s >%s", oracle.program, oracle.option, capture,
	         oracle_file(".again"));
	oracle_run(0, command);
	again = lines_of(oracle_file(".again"), times);
	for (size_t i = 0, line = 0; live[line]; i++) {
		ck_assert_msg(live[i] == again[i], "%s, played again, gives\n%.*s\nthe live run gave\n%.*s", capture,
		              (int)strcspn(again + line, "\n"), again + line, (int)strcspn(live + line, "\n"),
		              live + line);
		if (live[i] == '\n' || live[i] == '\0')
			line = i + (live[i] == '\n');
	}
	free(live);
	free(again);
}

/* The time of each packet in the step's capture, as tshark reads it, is the one
 * that the step printed: to the microsecond. */
static void times_equal(void)
{
	static const char *const names[] = { "frame.number", "frame.time_relative", NULL };
	char ***rows = oracle_fields_of(oracle_file(".kept.pcapng"), names), *line,
	     *all = lines_of(oracle_file(".out"), true);

	while ((line = strsep(&all, "\n"))) {
		unsigned long seconds, micros;
		char time[32];

		if (sscanf(line, "%lu.%6lu ", &seconds, &micros) != 2 || !strchr(line, '.') ||
		    strchr(line, '.') - line != 3)
			continue;
		snprintf(time, sizeof time, "%lu.%06lu000", seconds, micros);
		ck_assert_msg(*rows && strcmp((*rows)[1], time) == 0,
		              "frame %s of the step's own capture has the time %s, not:\n%s",
		              *rows ? (*rows)[0] : "(none)", *rows ? (*rows)[1] : "", line);
		rows++;
	}
}

/* The summary counts what was printed. */
static void summary_adds_up(void)
{
	const char *text = oracle_output();
	unsigned long all = 0, skipped = 0, dropped = 0, sum = 0, said[4] = { 0 };

	for (; *text; text += strcspn(text, "\n"), text += *text == '\n') {
		char line[4096];

		snprintf(line, sizeof line, "%.*s", (int)strcspn(text, "\n"), text);
		if (sscanf(line, "%lu packets: %lu IPv4, %lu skipped, %lu dropped", said, said + 1, said + 2,
		           said + 3) == 4)
			break;
		line[strlen(line) < 12 ? 0 : 12 + strcspn(line + 12, " :")] = '|'; /* behind the source */
		if (line[0] == '|' || line[3] != '.' || oracle_is_us(line + 12))
			continue;
		all++;
		skipped += strstr(line, "  skipped") != NULL;
		dropped += strstr(line, "  dropped") != NULL;
	}
	for (text += strcspn(text, "\n"); *text; text += 1 + strcspn(text + 1, "\n"))
		sum += strtoul(text, NULL, 10); /* by causes */
	ck_assert_msg(said[0] == all && said[1] == all - skipped - dropped && said[2] == skipped &&
	                      said[3] == dropped && sum == dropped,
	              "the summary does not add up to %lu packets, %lu skipped, %lu dropped: see %s.out", all, skipped,
	              dropped, oracle.path);
}

void oracle_replay(void)
{
	summary_adds_up();
	times_equal();
	replay(oracle_file(".kept.pcapng"), true);
	replay(oracle_file(".pcapng"), false);
}
