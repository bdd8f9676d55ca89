/* capture.c: see capture.h. A file may come from anyone, so every length in it
 * is only a claim: all reading goes through get(), which never passes the end
 * of the record that it is in. */
#include "link/capture.h"

#include <errno.h>
#include <string.h>

static const uint32_t pcap_microseconds = 0xa1b2c3d4, pcap_nanoseconds = 0xa1b23c4d, pcapng_magic = 0x1a2b3c4d;
enum { SECTION_HEADER = 0x0a0d0d0a, INTERFACE_DESCRIPTION = 1, SIMPLE_PACKET = 3, ENHANCED_PACKET = 6 };
enum { END_OF_OPTIONS = 0, TIME_RESOLUTION = 9 };
enum { ETHERNET = 1, ETHERNET_HEADER = 14, RAW_BSD = 12, RAW = 101, IPV4 = 228 };

/* A number of n bytes, in the byte order of the file. */
static uint32_t number(const struct capture *c, const uint8_t *p, int n)
{
	uint32_t v = 0;

	for (int i = 0; i < n; i++)
		v = v << 8 | p[c->big_endian ? i : n - 1 - i];
	return v;
}

static bool fail(const struct capture *c, int why)
{
	if (!ferror(c->file)) /* otherwise errno says already why it cannot be read */
		errno = why;
	return false;
}

static bool get(struct capture *c, void *to, uint32_t n)
{
	if (n > c->left || fread(to, 1, n, c->file) != n)
		return fail(c, EPROTO);
	c->left -= n;
	return true;
}

static bool skip(struct capture *c, uint32_t n)
{
	uint8_t scrap[4096];

	for (; n > sizeof scrap; n -= sizeof scrap)
		if (!get(c, scrap, sizeof scrap))
			return false;
	return get(c, scrap, n);
}

/* Goes on to the next record, whose first n bytes are its head. */
static bool next_head(struct capture *c, uint8_t *head, uint32_t n)
{
	if (!skip(c, c->left))
		return false;
	if (ungetc(getc(c->file), c->file) == EOF) { /* a look ahead */
		c->ended = !ferror(c->file);
		return false;
	}
	c->left = n;
	return get(c, head, n);
}

/* Ticks of an interface's clock, as microseconds. */
static uint64_t microseconds(uint64_t ticks, uint8_t resolution)
{
	unsigned power = resolution & 0x7f;

	if (resolution & 0x80) {
		for (; power > 40; power--) /* so that the product below fits */
			ticks >>= 1;
		return (ticks >> power) * 1000000 + ((ticks & ((1ull << power) - 1)) * 1000000 >> power);
	}
	for (; power < 6; power++)
		ticks *= 10;
	for (; power > 6; power--)
		ticks /= 10;
	return ticks;
}

/* The rest of this record begins with a packet of n bytes, which came in on the
 * interface. True with *got bytes in buf; *got is 0 when it is not IP. */
static bool take(struct capture *c, uint32_t interface, uint32_t n, uint8_t *buf, size_t size, size_t *got)
{
	uint8_t ethernet[ETHERNET_HEADER];
	uint16_t link = interface < c->interfaces ? c->interface[interface].link : 0;

	if (interface >= c->interfaces || n > c->left)
		return fail(c, EPROTO);
	if (link == ETHERNET && n >= sizeof ethernet) {
		if (!get(c, ethernet, sizeof ethernet))
			return false;
		if (memcmp(ethernet + 12, "\x08\x00", 2) != 0 && memcmp(ethernet + 12, "\x86\xdd", 2) != 0)
			return true;
		n -= sizeof ethernet;
	} else if (link != RAW && link != RAW_BSD && link != IPV4) {
		return fail(c, EPROTONOSUPPORT);
	}
	if (n > size)
		return fail(c, EMSGSIZE);
	*got = n;
	return get(c, buf, n);
}

/* pcap: before each packet its time in two numbers, the bytes kept and the
 * bytes there were. */
static bool next_record(struct capture *c, uint8_t *buf, size_t size, size_t *got)
{
	uint8_t head[16];

	if (!next_head(c, head, sizeof head))
		return false;
	c->when = number(c, head, 4) * 1000000ull + microseconds(number(c, head + 4, 4), c->interface[0].resolution);
	c->left = number(c, head + 8, 4);
	return take(c, 0, c->left, buf, size, got);
}

static bool interface_description(struct capture *c)
{
	uint8_t head[8], option[4];
	struct capture_interface *i = &c->interface[c->interfaces];

	if (c->interfaces == CAPTURE_INTERFACES || !get(c, head, sizeof head))
		return fail(c, EPROTO);
	*i = (struct capture_interface){ .link = (uint16_t)number(c, head, 2), .resolution = 6 };
	c->interfaces++;
	while (c->left > 4 && get(c, option, sizeof option)) { /* the last 4 bytes are the block's length again */
		uint32_t code = number(c, option, 2), length = (number(c, option + 2, 2) + 3) & ~3u;

		if (code == TIME_RESOLUTION && length > 0 && get(c, &i->resolution, 1))
			length--;
		if (code == END_OF_OPTIONS || !skip(c, length))
			break;
	}
	return true;
}

static bool enhanced_packet(struct capture *c, uint8_t *buf, size_t size, size_t *got)
{
	uint8_t head[20] = { 0 };
	bool good = get(c, head, sizeof head);
	uint32_t interface = number(c, head, 4);

	if (good && interface < c->interfaces)
		c->when = microseconds((uint64_t)number(c, head + 4, 4) << 32 | number(c, head + 8, 4),
		                       c->interface[interface].resolution);
	return good && take(c, interface, number(c, head + 12, 4), buf, size, got);
}

/* A simple packet has no time of its own, and says how long it was, not how
 * much of it was kept. */
static bool simple_packet(struct capture *c, uint8_t *buf, size_t size, size_t *got)
{
	uint8_t head[4];
	uint32_t n;

	if (!get(c, head, sizeof head) || c->left < 4)
		return fail(c, EPROTO);
	n = number(c, head, 4);
	return take(c, 0, n < c->left - 4 ? n : c->left - 4, buf, size, got);
}

/* A section sets the byte order of its own blocks, its own length among them,
 * and has its own interfaces. */
static bool section_header(struct capture *c, const uint8_t *length)
{
	uint8_t order[4];

	c->left = sizeof order;
	if (!get(c, order, sizeof order))
		return false;
	c->big_endian = order[0] == 0x1a;
	if (number(c, order, 4) != pcapng_magic || number(c, length, 4) < 28)
		return fail(c, EPROTO);
	c->left = number(c, length, 4) - 12;
	c->interfaces = 0;
	return true;
}

/* pcapng: every block begins with its type and its length. */
static bool next_block(struct capture *c, uint8_t *buf, size_t size, size_t *got)
{
	uint8_t head[8];

	if (!next_head(c, head, sizeof head))
		return false;
	if (number(c, head, 4) == SECTION_HEADER)
		return section_header(c, head + 4);
	if (number(c, head + 4, 4) < 12)
		return fail(c, EPROTO);
	c->left = number(c, head + 4, 4) - 8;
	switch (number(c, head, 4)) {
	case INTERFACE_DESCRIPTION: return interface_description(c);
	case ENHANCED_PACKET:       return enhanced_packet(c, buf, size, got);
	case SIMPLE_PACKET:         return simple_packet(c, buf, size, got);
	default:                    return true; /* the next call passes it over */
	}
}

/* pcap: one head for the whole file, which is one interface. */
static bool file_header(struct capture *c, const uint8_t *head)
{
	c->big_endian = head[0] == 0xa1;
	c->interfaces = 1;
	c->interface[0].link = (uint16_t)number(c, head + 20, 4);
	c->interface[0].resolution = number(c, head, 4) == pcap_nanoseconds ? 9 : 6;
	return number(c, head, 4) == pcap_nanoseconds || number(c, head, 4) == pcap_microseconds || fail(c, EPROTO);
}

int capture_open(struct capture *c, const char *path)
{
	uint8_t head[24];
	int saved;
	bool good;

	*c = (struct capture){ .file = fopen(path, "rbe") };
	if (!c->file)
		return -1;
	c->left = sizeof head;
	good = get(c, head, sizeof head);
	c->blocks = good && number(c, head, 4) == SECTION_HEADER;
	if (c->blocks)
		rewind(c->file); /* its section header is a block like the others */
	else
		good = good && file_header(c, head);
	if (good)
		return 0;
	saved = errno;
	capture_close(c);
	errno = saved;
	return -1;
}

ssize_t capture_next(struct capture *c, uint64_t *when, uint8_t *buf, size_t size)
{
	size_t got = 0;
	bool good;

	do
		good = c->blocks ? next_block(c, buf, size, &got) : next_record(c, buf, size, &got);
	while (good && got == 0);
	*when = c->when;
	return good ? (ssize_t)got : c->ended ? 0 : -1;
}

void capture_close(struct capture *c)
{
	fclose(c->file);
}
