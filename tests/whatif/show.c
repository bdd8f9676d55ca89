/* show.c: the two runs, aligned, as the rows that tests/tools/ladder.awk draws. */
#include "whatif.h"

#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NEWS_ACK = 1, NEWS_CWND = 2 };

struct last { /* what a run has said last */
	uint32_t cwnd, ack[2];
};

static bool alike(const struct row *a, const struct row *b)
{
	return a->segment == b->segment && a->from == b->from && a->flags == b->flags && a->seq == b->seq &&
	       a->ack == b->ack && a->len == b->len && a->again == b->again && strcmp(a->text, b->text) == 0;
}

/* Each segment with text has an ACK, which need not be said. */
static void put_flags(const struct row *r)
{
	static const struct {
		uint8_t flag;
		const char *name;
	} names[] = { { SYN, "SYN  " }, { FIN, "FIN  " }, { RST, "RST  " }, { PSH, "PSH  " }, { ACK, "ACK  " } };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (r->flags & names[i].flag && (names[i].flag != ACK || r->len == 0))
			printf("%s", names[i].name);
}

static void put_segment(const struct row *r, unsigned news)
{
	static const char *const fates[] = {
		[AS_IT_IS] = "-", [LOST] = "lost", [TWICE] = "doubled", [HELD] = "held", [CORRUPT] = "corrupt",
	};

	printf("%s\t%s\t", r->from == STEP ? "out" : "in", r->fate == AS_IT_IS && r->again ? "again" : fates[r->fate]);
	put_flags(r);
	printf("seq %u", r->seq);
	if (news & NEWS_ACK)
		printf("  ack %u", r->ack);
	if (r->len > 0)
		printf("  len %u", r->len);
	if (news & NEWS_CWND)
		printf("  cwnd %u", r->cwnd);
	printf("%s\t\t\t\t%s:%" PRIu64, r->text, r->from == STEP ? "out" : "in", r->nth);
}

/* One row; its fields are told in ladder.awk. */
static void put(const struct row *r, unsigned news)
{
	if (!r) {
		printf("\t\t\t\t\t\t\t");
		return;
	}
	printf("%.6f\t", (double)r->at / 1e6);
	if (r->segment)
		put_segment(r, news);
	else
		printf("%s\t-\t%s\t\t\t\t", r->from == STEP ? "step" : "peer", r->text);
}

/* What of a segment is news: another than this run's last, or than the other run's. */
static unsigned news_of(const struct row *r, const struct row *other, struct last *last)
{
	unsigned news = 0;

	if (!r || !r->segment)
		return 0;
	if (r->cwnd > 0 && (r->cwnd != last->cwnd || (other && other->cwnd != r->cwnd)))
		news |= NEWS_CWND;
	if (r->flags & ACK && (r->len == 0 || r->ack != last->ack[r->from]))
		news |= NEWS_ACK;
	last->cwnd = r->cwnd > 0 ? r->cwnd : last->cwnd;
	last->ack[r->from] = r->ack;
	return news;
}

static void put_rows(const struct row *a, const struct row *b)
{
	static struct last last[2];
	bool same = a && b && alike(a, b) && a->fate == b->fate, moved = !same || a->at != b->at || a->cwnd != b->cwnd;
	unsigned left = news_of(a, b, &last[0]), right = news_of(b, a, &last[1]);

	printf("%s\t", !same ? "*" : moved ? "~" : "|");
	put(a, left);
	printf("\t");
	put(b, right);
	printf("\n");
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
		printf(" the peer has %zu bytes, not a whole answer.", r->heard);
	if (over) {
		printf(" Both CLOSED at %.3f s.\n", (double)r->last / 1e6);
		return;
	}
	if (r->still)
		printf(" Nothing more happens:\n  at %.0f s of virtual time no packet is on its way, and neither has a timer.\n",
		       (double)stall / 1e6);
	else
		printf(" It still goes on at %.0f s of virtual time.\n", (double)r->last / 1e6);
	show_ends(r);
}

static void show_head(const struct choice *c)
{
	char text[80];

	choice_talk(c, text);
	printf("Step %u in the simulator. The peer, step 10's TCP,\n%s.\n", c->step, text);
	printf("The cable takes 10 ms each way. A number before an arrow is the packet's in its\n"
	       "direction. X: lost. Sequence numbers count from the ISNs. A segment with text\n"
	       "says its ack%s only when that has changed.\n", c->step < 9 ? "" : ", and the step its cwnd,");
	printf("\n# between: peer and step\n");
}

void show_both(const struct choice *c, const struct run *a, const struct run *b)
{
	char name[40];
	size_t answer = a->heard;

	show_head(c);
	printf("# left: without the change\n# right: with ");
	for (unsigned i = 0; i < c->count; i++) {
		choice_name(&c->chosen[i], name);
		printf("%s%s", i ? ", " : "", name);
	}
	printf("\n");
	align(a, b);
	printf("\n~ the same %s   * different\n\n",
	       c->step < 9 ? "at another time" : "at another time or with another cwnd");
	show_outcome(c, "Without", a, answer);
	show_outcome(c, "With", b, answer);
}

void show_list(const struct choice *c, const struct run *a)
{
	struct last last = { .cwnd = 0 };

	show_head(c);
	for (unsigned i = 0; i < a->rows; i++) {
		put(&a->row[i], news_of(&a->row[i], NULL, &last));
		printf("\n");
	}
	printf("\n");
	show_outcome(c, "So", a, a->heard);
	printf("Choose one: ./run.sh whatif %u --drop out:2\n"
	       "(or --dup, --hold, --corrupt; in:1 to in:%" PRIu64 ", out:1 to out:%" PRIu64 ")\n",
	       c->step, a->packets[CABLE_TO_STEP], a->packets[CABLE_FROM_STEP]);
}
