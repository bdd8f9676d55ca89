/* tcp_more.c: what tcp_judge.h says of congestion control and options. The step's own
 * capture is what counts here: it has all that came and all that left, in order. */
#include "harness.h"
#include "inside.h"
#include "tcp/seq.h"
#include "tcp_judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT = 1 << 20 };

static char ***own_fields(const char *const names[])
{
	return oracle_fields_of(oracle_file(oracle.cable[0] ? ".pcapng" : ".kept.pcapng"), names);
}

static uint32_t number(const char *text)
{
	return (uint32_t)strtoul(text, NULL, 10);
}

/* Where the value after the word begins, in the last of the comment's lines that have it. */
static const char *value(const char *comment, const char *word)
{
	const char *found = NULL;

	for (const char *at = strstr(comment, word); at; at = strstr(at + 1, word))
		found = at + strlen(word);
	return found;
}

size_t tcp_cwnd_kept(uint32_t more)
{
	enum { NUMBER, SRC, SEQ, LEN, FLIGHT, SACK, COMMENT };
	static const char *const names[] = { "frame.number", "ip.src", "tcp.seq_raw", "tcp.len",
		                             "tcp.analysis.bytes_in_flight", "tcp.options.sack_le", "frame.comment", NULL };
	uint32_t next = 0;
	bool begun = false;
	size_t n = 0;

	for (char ***rows = own_fields(names), **row; (row = *rows); rows++) {
		uint32_t end = number(row[SEQ]) + number(row[LEN]);
		const char *cwnd = value(row[COMMENT], " cwnd ");

		if (*row[SACK] && !oracle_is_us(row[SRC]))
			break;
		if (!oracle_is_us(row[SRC]) || number(row[LEN]) == 0 || (begun && !seq_lt(next, end)))
			continue;
		begun = true;
		next = end;
		ck_assert_msg(cwnd && *row[FLIGHT], "frame %s: no cwnd in its comment, or no bytes in flight", row[NUMBER]);
		ck_assert_msg(number(row[FLIGHT]) <= number(cwnd) + more, "frame %s: %s bytes in flight, and cwnd is %u",
		              row[NUMBER], row[FLIGHT], number(cwnd));
		n++;
	}
	return n;
}

static struct { /* how often each number of the kernel's text, and of its FIN, has come */
	bool begun;
	uint32_t first, last; /* the number of the first; of the segment that came last */
	uint8_t times[TEXT];
} come;

static void text_comes(uint32_t seq, uint32_t len, bool fin)
{
	if (!come.begun)
		come.first = seq;
	come.begun = true;
	if (len > 0)
		come.last = seq;
	len += fin;
	for (uint32_t i = seq - come.first; len-- > 0 && i < TEXT; i++)
		come.times[i]++;
}

static bool has_come(uint32_t from, uint32_t to, uint8_t times)
{
	for (uint32_t i = from - come.first; i != to - come.first; i++)
		if (i >= TEXT || come.times[i] < times)
			return false;
	return true;
}

/* One ACK's blocks; the values are separated by '|'. Those about what came twice are the first of theirs. */
static size_t blocks(const char *frame, uint32_t ack, const char *left, const char *right)
{
	bool first = true;
	size_t n = 0;

	for (; left && right && *left; n++) {
		uint32_t from = number(left), to = number(right);
		bool twice = n == 0 && (seq_lt(from, ack) || has_come(from, to, 2));

		ck_assert_msg(seq_lt(from, to) && (twice || seq_lt(ack, from)), "frame %s: ACK %u, block %u-%u", frame, ack,
		              from, to);
		ck_assert_msg(has_come(from, to, twice ? 2 : 1), "frame %s: %u-%u has not come%s", frame, from, to,
		              twice ? " twice" : "");
		if (!twice && first && seq_lt(ack, come.last))
			ck_assert_msg(seq_in(come.last, from, to - from), "frame %s: what came last, %u, is not in the first block",
			              frame, come.last);
		first = first && twice;
		left = strchr(left, '|');
		right = strchr(right, '|');
		left += left ? 1 : 0;
		right += right ? 1 : 0;
	}
	return n;
}

size_t tcp_blocks_true(void)
{
	enum { NUMBER, SRC, SEQ, LEN, FLAG, ACK, LEFT, RIGHT };
	static const char *const names[] = { "frame.number", "ip.src", "tcp.seq_raw", "tcp.len", "tcp.flags.fin", "tcp.ack_raw",
		                             "tcp.options.sack_le", "tcp.options.sack_re", NULL };
	size_t n = 0;

	memset(&come, 0, sizeof come);
	for (char ***rows = own_fields(names), **row; (row = *rows); rows++) {
		bool fin = row[FLAG][0] == '1' || row[FLAG][0] == 'T';

		if (oracle_is_us(row[SRC]))
			n += blocks(row[NUMBER], number(row[ACK]), row[LEFT], row[RIGHT]);
		else if (number(row[LEN]) + fin > 0)
			text_comes(number(row[SEQ]), number(row[LEN]), fin);
	}
	return n;
}

size_t tcp_timestamps_true(void)
{
	enum { NUMBER, SRC, STREAM, VALUE, ECHO, RESET };
	static const char *const names[] = { "frame.number", "ip.src", "tcp.stream", "tcp.options.timestamp.tsval",
		                             "tcp.options.timestamp.tsecr", "tcp.flags.reset", NULL };
	uint32_t newest = 0, ours = 0, echo = 0;
	size_t n = 0;

	for (char ***rows = own_fields(names), **row; (row = *rows); rows++) {
		if (!*row[STREAM] || row[RESET][0] == '1' || row[RESET][0] == 'T')
			continue;
		ck_assert_msg(*row[VALUE], "frame %s has no timestamp", row[NUMBER]);
		if (!oracle_is_us(row[SRC])) {
			newest = number(row[VALUE]);
			continue;
		}
		ck_assert_msg(n == 0 || seq_le(ours, number(row[VALUE])), "frame %s: our clock runs backwards", row[NUMBER]);
		ck_assert_msg(seq_le(number(row[ECHO]), newest) && (n == 0 || seq_le(echo, number(row[ECHO]))),
		              "frame %s echoes %s, after %u; the kernel's newest is %u", row[NUMBER], row[ECHO], echo, newest);
		ours = number(row[VALUE]);
		echo = number(row[ECHO]);
		n++;
	}
	return n;
}
