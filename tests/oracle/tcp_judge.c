/* tcp_judge.c: see tcp_judge.h. */
#include "tcp_judge.h"

#include "harness.h"
#include "inside.h"
#include "tcp/seq.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STREAMS = 256 };

void tcp_nothing_analysed(void)
{
	static const char *const names[] = { "frame.number", "ip.src", "tcp.analysis.flags", "_ws.expert.message", NULL };

	for (char ***rows = oracle_fields(names); *rows; rows++)
		ck_assert_msg(!oracle_is_us((*rows)[1]) || !*(*rows)[2], "frame %s: tshark's analysis of what we sent: %s",
		              (*rows)[0], (*rows)[3]);
}

void tcp_connections(unsigned port, size_t count, unsigned seen, unsigned unseen)
{
	static const char *const names[] = { "tcp.stream", "tcp.dstport", "tcp.completeness", "tcp.flags.syn", NULL };
	bool known[STREAMS] = { false };
	size_t found = 0;

	for (char ***rows = oracle_fields(names); *rows; rows++) {
		unsigned long stream = strtoul((*rows)[0], NULL, 10), bits = strtoul((*rows)[2], NULL, 0);

		if (!*(*rows)[0] || strtoul((*rows)[1], NULL, 10) != port)
			continue;
		ck_assert_uint_lt(stream, STREAMS);
		ck_assert_msg((bits & seen) == seen && (bits & unseen) == 0,
		              "connection %lu to port %u: tshark's tcp.completeness is %lu, with %u and without %u expected",
		              stream, port, bits, seen, unseen);
		found += known[stream] ? 0 : 1;
		known[stream] = true;
	}
	ck_assert_msg(found == count, "tshark has %zu connections to port %u, not %zu", found, port, count);
}

struct edges { /* up to where each end may send: 0 is the kernel, 1 is the step */
	bool known[2], scales[2];
	uint32_t edge[2];
	unsigned shift[2]; /* of the window that it tells, if both scale */
};

enum { NUMBER, SRC, STREAM, SEQ, ACK, WINDOW, LEN, HAS_ACK, IS_SYN, SHIFT };

static bool is_set(const char *flag)
{
	return flag[0] == '1' || flag[0] == 'T';
}

static uint32_t edge_of(struct edges *e, char **row)
{
	int from = oracle_is_us(row[SRC]);
	bool scaled = e->scales[0] && e->scales[1] && !is_set(row[IS_SYN]);
	uint32_t window = (uint32_t)strtoul(row[WINDOW], NULL, 10);

	if (is_set(row[IS_SYN]) && *row[SHIFT]) {
		e->scales[from] = true;
		e->shift[from] = (unsigned)strtoul(row[SHIFT], NULL, 10);
	}
	return (uint32_t)strtoul(row[ACK], NULL, 10) + (scaled ? window << e->shift[from] : window);
}

static void keep_window(struct edges *e, char **row)
{
	int from = oracle_is_us(row[SRC]);
	uint32_t end = (uint32_t)strtoul(row[SEQ], NULL, 10) + (uint32_t)strtoul(row[LEN], NULL, 10);
	uint32_t edge = edge_of(e, row), rounded = e->scales[0] ? (1u << e->shift[from]) - 1 : 0;

	ck_assert_msg(*row[LEN] == '0' || (e->known[from] && seq_le(end, e->edge[from])),
	              "frame %s ends at %u, beyond the window, which ends at %u", row[NUMBER], end, e->edge[from]);
	if (!is_set(row[HAS_ACK]))
		return;
	ck_assert_msg(!from || !e->known[0] || is_set(row[IS_SYN]) || seq_le(e->edge[0], edge + rounded),
	              "frame %s: our window moves back from %u to %u", row[NUMBER], e->edge[0], edge);
	if (!e->known[!from] || seq_lt(e->edge[!from], edge))
		e->edge[!from] = edge;
	e->known[!from] = true;
}

size_t tcp_windows_kept(void)
{
	static const char *const names[] = { "frame.number", "ip.src", "tcp.stream", "tcp.seq_raw", "tcp.ack_raw",
		                             "tcp.window_size_value", "tcp.len", "tcp.flags.ack", "tcp.flags.syn",
		                             "tcp.options.wscale.shift", NULL };
	struct edges all[STREAMS] = { 0 };
	size_t sent = 0;

	for (char ***rows = oracle_fields(names); *rows; rows++)
		if (*(*rows)[STREAM]) {
			ck_assert_uint_lt(strtoul((*rows)[STREAM], NULL, 10), STREAMS);
			keep_window(&all[strtoul((*rows)[STREAM], NULL, 10)], *rows);
			sent += strtoul((*rows)[LEN], NULL, 10);
		}
	return sent;
}

/* tshark's "follow" gives a line of hexadecimal for each segment; a tab stands
 * before those of the end that did not begin. */
void tcp_followed(bool ours, const char *file)
{
	char command[1024];

	snprintf(command, sizeof command,
	         "tshark -r %s -q -z follow,tcp,raw,0 2>/dev/null | grep -E '^%s[0-9a-f]+$' | tr -d '\\t\\n' >%s && "
	         "od -An -v -tx1 %s | tr -d ' \\n' | cmp - %s",
	         oracle_file(".pcapng"), ours ? "\t" : "", oracle_file(".followed"), file, oracle_file(".followed"));
	oracle_run(0, command);
}
