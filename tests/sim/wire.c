/* wire.c: the cable between the ends, and what can be seen on it: whoever sends
 * beyond what the other has allowed, or more than its cwnd, is named. */
#include "sim.h"
#include "tcp/seq.h"
#include "wire/bytes.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { F = 1, S = 2, R = 4, A = 16 };
enum { ARRIVED = UINT8_MAX }; /* instead of a number of copies */

struct on_wire { /* a segment, as it stands in the packet */
	uint32_t seq, ack, end, wnd;
	unsigned flags, header;
	size_t len;
};

static struct on_wire read_packet(const uint8_t *p, size_t n)
{
	struct on_wire s = { .seq = get32(p + 24), .ack = get32(p + 28), .wnd = get16(p + 34), .flags = p[33],
		             .header = 20 + (p[32] >> 4) * 4u };

	s.len = n - s.header;
	s.end = s.seq + (uint32_t)s.len + !!(s.flags & S) + !!(s.flags & F);
	return s;
}

static void show(const struct end *e, const struct on_wire *s, const struct cable_fate *fate)
{
	static const char letters[] = "FSRPA";
	char text[160], flags[8] = "";

	for (unsigned i = 0, at = 0; i < 5; i++)
		if (s->flags & 1u << i)
			flags[at++] = letters[i];
	snprintf(text, sizeof text, "sends %s seq %u ack %u win %u len %zu%s", flags, s->seq, s->ack, s->wnd, s->len,
	         fate->copies == 0 ? " LOST" : fate->corrupt ? " CORRUPT" : "");
	say(e->name, text);
}

void wire_open(struct end *e)
{
	struct wire *w = &e->wire;
	size_t text = w->begun ? w->next - w->first : 0;

	memset(w->copies, 0, text < TEXT_MOST ? text : TEXT_MOST);
	memset(w, 0, offsetof(struct wire, copies));
}

/* What the SYN offers counts only if both offer it. */
static void note_syn(struct wire *w, const uint8_t *p, const struct on_wire *s)
{
	w->begun = true;
	w->first = w->next = s->end;
	w->scale = false;
	for (const uint8_t *o = p + 40; o < p + s->header; o += *o <= 1 ? 1 : o[1])
		if (*o == 3) {
			w->scale = true;
			w->shift = o[2];
		} else if (*o == 2) {
			w->mss = get16(o + 2);
		}
}

static uint32_t offers(const struct end *e, const struct on_wire *s)
{
	const struct end *other = &sim.end[e == sim.end];
	bool scaled = e->wire.scale && other->wire.scale && !(s->flags & S);

	return s->ack + (scaled ? s->wnd << e->wire.shift : s->wnd);
}

static bool under_way(uint8_t copies)
{
	return copies > 0 && copies != ARRIVED;
}

static void set_copies(struct wire *w, uint32_t at, uint8_t copies)
{
	uint8_t *c = &w->copies[at];

	if (under_way(*c) != under_way(copies))
		w->on_way += under_way(*c) ? UINT32_MAX : 1;
	*c = copies;
}

/* One copy more of each byte is in the network; or it has arrived, and then its
 * other copies do not count, for the sender may have heard of it. */
static void count(struct wire *w, const struct on_wire *s, bool arrives)
{
	for (uint32_t i = s->seq - w->first, n = 0; n < s->len && i + n < TEXT_MOST; n++)
		if (i + n >= w->acked && w->copies[i + n] != ARRIVED)
			set_copies(w, i + n, arrives ? ARRIVED : (uint8_t)(w->copies[i + n] + 1));
}

/* What is acknowledged does not count any more. */
static void forget_acked(struct wire *w, uint32_t una)
{
	for (; seq_lt(w->first + w->acked, una) && w->acked < TEXT_MOST; w->acked++)
		set_copies(w, w->acked, 0);
}

/* A timeout: the sender takes all for lost that it has sent. */
static void forget_all(struct wire *w, unsigned timeouts)
{
	for (uint32_t at = w->acked; at < w->next - w->first && at < TEXT_MOST; at++)
		if (w->copies[at] != ARRIVED)
			set_copies(w, at, 0);
	w->timeouts = timeouts;
}

/* Where packets neither overtake each other nor wait in a queue, the sender can
 * know how much is in the network at most: no new text leaves when that is more
 * than cwnd, and two segments (RFC 3042). Elsewhere, no more than cwnd is without
 * an ACK, if that is all that it can know. */
static void check_cwnd(struct end *e, const struct on_wire *s)
{
	const struct cable_config *c = &sim.cable.config;
	struct view v;
	uint32_t most, flight;

	e->side->look(&v);
	if (v.timeouts != e->wire.timeouts)
		forget_all(&e->wire, v.timeouts);
	forget_acked(&e->wire, v.snd_una);
	if (v.cwnd == UINT32_MAX || !v.synchronized || s->len == 0 || !seq_lt(e->wire.next, s->end))
		return;
	most = v.cwnd + 2 * v.mss;
	flight = s->end - v.snd_una;
	if (!v.sack && flight > most)
		fault("%s has %u in flight, and its cwnd is %u", e->name, flight, v.cwnd);
	if (c->reorder == 0 && c->rate == 0 && e->wire.on_way + s->len > most)
		fault("%s has %u in the network, and its cwnd is %u", e->name, e->wire.on_way + (uint32_t)s->len, v.cwnd);
}

/* One number may go beyond a shut window: the probe. */
static void check_sent(struct end *e, const struct on_wire *s)
{
	struct wire *w = &e->wire;
	bool probe = s->end - s->seq == 1 && s->seq == w->edge;
	uint32_t to = offers(e, s);

	if (e->done) /* an old SYN may open another connection */
		return;
	if (!(s->flags & (S | R)) && s->end != s->seq && w->offered && seq_lt(w->edge, s->end) && !probe)
		fault("%s sends up to %u, and was never allowed more than %u", e->name, s->end, w->edge);
	if ((s->flags & (S | R | A)) == A) { /* a SYN cannot tell of a large window */
		if (w->tells && seq_lt(to + (1u << w->shift) - 1, w->told)) /* a shift rounds */
			fault("%s offers %u, and had offered %u", e->name, to, w->told);
		if (!w->tells || seq_lt(w->told, to))
			w->told = to;
		w->tells = true;
	}
	check_cwnd(e, s);
}

static void note_sent(struct wire *w, const struct on_wire *s)
{
	uint32_t old = w->next - s->seq;

	if (s->len > 0 && seq_lt(s->seq, w->next))
		w->again += old < s->len ? old : s->len;
	if (!(s->flags & R) && seq_lt(w->next, s->end))
		w->next = s->end;
}

static void put(unsigned to, uint64_t due, const uint8_t *bytes, size_t n, const struct cable_fate *fate)
{
	struct packet *p = &sim.line[sim.count];

	if (sim.count == LINE) {
		fault("more than %d packets on their way", LINE);
		return;
	}
	*p = (struct packet){
		.due = due, .order = sim.order++, .to = to, .corrupt = fate->corrupt, .len = n, .bytes = malloc(n)
	};
	if (!p->bytes)
		err(1, "malloc");
	memcpy(p->bytes, bytes, n);
	if (fate->corrupt)
		p->bytes[fate->bit / 8] ^= (uint8_t)(1 << fate->bit % 8);
	sim.count++;
}

void wire_send(void *user, const uint8_t *packet, size_t n)
{
	struct end *e = user;
	unsigned from = (unsigned)(e - sim.end);
	struct on_wire s = read_packet(packet, n);
	struct cable_fate fate =
		cable_pass(&sim.cable, from == STEP ? CABLE_FROM_STEP : CABLE_TO_STEP, sim.now, n);

	sim.packets++;
	if (sim.now >= sim.dark_from && sim.now < sim.dark_to)
		fate.copies = 0;
	if (sim.trace)
		show(e, &s, &fate);
	if ((s.flags & S) && !e->wire.begun)
		note_syn(&e->wire, packet, &s);
	check_sent(e, &s);
	note_sent(&e->wire, &s);
	e->wire.lost += fate.copies == 0 ? s.len : 0;
	for (unsigned i = 0; i < fate.copies; i++) {
		put(!from, fate.due[i], packet, n, &fate);
		if (!fate.corrupt)
			count(&e->wire, &s, false);
	}
}

void wire_arrive(unsigned i)
{
	struct packet p = sim.line[i];
	struct end *e = &sim.end[p.to], *other = &sim.end[!p.to];
	struct on_wire s;

	sim.line[i] = sim.line[--sim.count];
	if (p.due > sim.now)
		sim.now = p.due;
	if (!p.corrupt) {
		s = read_packet(p.bytes, p.len);
		count(&other->wire, &s, true);
		if ((s.flags & (R | A)) == A) {
			uint32_t to = offers(other, &s);

			if (!e->wire.offered || seq_lt(e->wire.edge, to))
				e->wire.edge = to;
			e->wire.offered = true;
		}
	}
	e->side->input(p.bytes, p.len, sim.now);
	free(p.bytes);
}
