/* show.c: the ladders on the screen, aligned. */
#include "whatif.h"

#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INDENT = 16, TEXT = 400 };

static bool alike(const struct row *a, const struct row *b)
{
	return a->segment == b->segment && a->from == b->from && a->flags == b->flags && a->seq == b->seq &&
	       a->ack == b->ack && a->len == b->len && strcmp(a->text, b->text) == 0;
}

static const char *flag_names(uint8_t flags, char text[24])
{
	static const struct {
		uint8_t flag;
		const char *name;
	} names[] = { { SYN, "SYN" }, { FIN, "FIN" }, { RST, "RST" }, { PSH, "PSH" }, { ACK, "ACK" } };
	int used = 0;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (flags & names[i].flag)
			used += sprintf(text + used, "%s%s", used ? " " : "", names[i].name);
	return text;
}

/* One row as a line of text, which may be too long for its cell. */
static void line(const struct row *r, char text[TEXT])
{
	static const char *const fates[] = {
		[AS_IT_IS] = "", [LOST] = " LOST", [TWICE] = " DOUBLED", [HELD] = " HELD", [CORRUPT] = " CORRUPT",
	};
	char number[24], flags[24] = "", ack[24] = "", len[24] = "", cwnd[24] = "";

	if (!r->segment) {
		snprintf(text, TEXT, "%7.3f  %s: %s", (double)r->at / 1e6, r->from == STEP ? "step" : "peer", r->text);
		return;
	}
	snprintf(number, sizeof number, "%s:%" PRIu64, r->from == STEP ? "out" : "in", r->nth);
	if (r->flags & ACK && r->cwnd == 0)
		snprintf(ack, sizeof ack, " ack %u", r->ack);
	if (r->len > 0)
		snprintf(len, sizeof len, " len %u", r->len);
	if (r->cwnd > 0)
		snprintf(cwnd, sizeof cwnd, " cwnd %u", r->cwnd);
	snprintf(text, TEXT, "%7.3f %-6s %s %-7s seq %u%s%s%s%s%s", (double)r->at / 1e6, number,
	         r->fate == LOST ? r->from == STEP ? "X--" : "--X" : r->from == STEP ? "<--" : "-->",
	         flag_names(r->flags, flags), r->seq, ack, len, cwnd, r->text, fates[r->fate]);
}

/* Takes from *text what goes into one line of a cell. */
static void take(const char **text, bool first, char cell[CELL + 1])
{
	int indent = first ? 0 : INDENT, room = CELL - indent, n = (int)strlen(*text);

	if (n > room)
		for (n = room; n > 1 && (*text)[n] != ' '; n--)
			;
	snprintf(cell, CELL + 1, "%*s%.*s", indent, "", n, *text);
	*text += n;
	*text += **text == ' ';
}

static void put(const char *left, const char *mark, const char *right)
{
	char a[CELL + 1], b[CELL + 1], both[2 * CELL + 8];
	size_t n;

	for (bool first = true; first || *left || *right; first = false) {
		take(&left, first, a);
		take(&right, first, b);
		n = (size_t)snprintf(both, sizeof both, "%-*s %s %s", CELL, a, mark, b);
		while (n > 0 && both[n - 1] == ' ')
			both[--n] = '\0';
		puts(both);
	}
}

static void put_rows(const struct row *a, const struct row *b)
{
	static bool differed;
	char left[TEXT] = "", right[TEXT] = "";
	bool same = a && b && alike(a, b) && a->fate == b->fate, moved = !same || a->at != b->at || a->cwnd != b->cwnd;
	char rule[WIDTH + 1];

	if (a)
		line(a, left);
	if (b)
		line(b, right);
	if (!differed && moved) {
		differed = true;
		memset(rule, '-', sizeof rule - 1);
		rule[sizeof rule - 1] = '\0';
		memcpy(rule + CELL - 9, " the first difference ", 22);
		puts(rule);
	}
	put(left, !same ? "*" : moved ? "~" : "|", right);
}

/* Between two rows that both runs have: what each of them has there. */
static void put_between(const struct row *a, const struct row *a_end, const struct row *b, const struct row *b_end)
{
	while (a < a_end || b < b_end)
		put_rows(a < a_end ? a++ : NULL, b < b_end ? b++ : NULL);
}

/* length[i * wide + j]: how many rows the two have in common from i and j on. */
static void align(const struct run *a, const struct run *b)
{
	size_t wide = b->rows + 1, i, j;
	uint16_t *length = calloc((a->rows + 1) * wide, sizeof *length);

	if (!length)
		err(1, "calloc");
	for (i = a->rows; i-- > 0;)
		for (j = b->rows; j-- > 0;) {
			uint16_t down = length[(i + 1) * wide + j], right = length[i * wide + j + 1];

			length[i * wide + j] = alike(&a->row[i], &b->row[j])
				? (uint16_t)(length[(i + 1) * wide + j + 1] + 1) : down > right ? down : right;
		}
	for (size_t l = i = 0, r = j = 0;; l = ++i, r = ++j) {
		while (i < a->rows && j < b->rows && !alike(&a->row[i], &b->row[j]))
			if (length[(i + 1) * wide + j] >= length[i * wide + j + 1])
				i++;
			else
				j++;
		if (i == a->rows || j == b->rows) {
			put_between(a->row + l, a->row + a->rows, b->row + r, b->row + b->rows);
			break;
		}
		put_between(a->row + l, a->row + i, b->row + r, b->row + j);
		put_rows(&a->row[i], &b->row[j]);
	}
	free(length);
}

static void show_ends(const struct run *r)
{
	static const char *const names[] = { "peer", "step" };

	for (unsigned i = 0; i < 2; i++) {
		const struct view *v = &r->view[i];

		if (v->open)
			printf("  %s: %s, SND.UNA %u, SND.NXT %u, RCV.NXT %u\n", names[i], v->state,
			       v->snd_una - v->iss, v->snd_nxt - v->iss, v->rcv_nxt - r->view[!i].iss);
		else
			printf("  %s: CLOSED\n", names[i]);
	}
}

static void show_outcome(const struct choice *c, const char *what, const struct run *r, size_t answer)
{
	bool over = !r->view[PEER].open && !r->view[STEP].open;
	uint64_t stall = r->last > 300 * SECOND ? r->last : 300 * SECOND;

	printf("%s:", what);
	if (c->step == 5)
		;
	else if (r->whole)
		printf(" the peer has the whole answer, %zu bytes.", r->heard);
	else if (answer > r->heard)
		printf(" the peer has %zu bytes of an answer of %zu.", r->heard, answer);
	else
		printf(" the peer has %zu bytes, and not the whole answer.", r->heard);
	if (over) {
		printf(" Both ends are CLOSED at %.3f s.\n", (double)r->last / 1e6);
		return;
	}
	if (r->still)
		printf(" Nothing more happens:\n  at %.0f s of virtual time no packet is on its way, and neither side has a timer.\n",
		       (double)stall / 1e6);
	else
		printf(" It still goes on at %.0f s of virtual time.\n", (double)r->last / 1e6);
	show_ends(r);
}

static void show_head(const struct choice *c)
{
	char text[80];

	choice_talk(c, text);
	printf("Step %u in the simulator. The peer, step 10's TCP, %s.\n", c->step, text);
	printf("The cable takes 10 ms each way. --> goes to the step, <-- comes from it. Numbers count from the ISNs.\n");
	if (c->step >= 9)
		printf("With its text the step's cwnd is shown, in place of its ack.\n");
	printf("\n");
}

void show_both(const struct choice *c, const struct run *a, const struct run *b)
{
	char right[TEXT] = "with ", without[] = "without the change";
	size_t answer = a->heard;

	for (unsigned i = 0, used = 5; i < c->count; i++) {
		char name[40];

		choice_name(&c->chosen[i], name);
		used += (unsigned)snprintf(right + used, TEXT - used, "%s%s", i ? ", " : "", name);
		used = used < TEXT ? used : TEXT - 1;
	}
	show_head(c);
	put(without, " ", right);
	align(a, b);
	printf("\n| the same   ~ the same %s   * different\n\n",
	       c->step < 9 ? "at another time" : "at another time or with another cwnd");
	show_outcome(c, "Without", a, answer);
	show_outcome(c, "With", b, answer);
}

void show_list(const struct choice *c, const struct run *a)
{
	char text[TEXT];

	show_head(c);
	for (unsigned i = 0; i < a->rows; i++) {
		line(&a->row[i], text);
		puts(text);
	}
	printf("\n");
	show_outcome(c, "So", a, a->heard);
	printf("Choose one: ./run.sh whatif %u --drop out:2 (or --dup, --hold, --corrupt; in:1 to in:%" PRIu64
	       ", out:1 to out:%" PRIu64 ")\n",
	       c->step, a->packets[CABLE_TO_STEP], a->packets[CABLE_FROM_STEP]);
}
