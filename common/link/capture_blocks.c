/* capture_blocks.c: see capture_blocks.h. */
#include "link/capture_blocks.h"

#include "link/capture_record.h"

#include <errno.h>

enum { INTERFACE_DESCRIPTION = 1, SIMPLE_PACKET = 3, ENHANCED_PACKET = 6 };
enum { END_OF_OPTIONS = 0, TIME_RESOLUTION = 9 };
static const uint32_t byte_order_magic = 0x1a2b3c4d;

static bool interface_description(struct capture *c)
{
	uint8_t head[8], option[4];
	struct capture_interface *i = &c->interface[c->interfaces];

	if (c->interfaces == CAPTURE_INTERFACES || !record_get(c, head, sizeof head))
		return record_fail(c, EPROTO);
	*i = (struct capture_interface){ .link = (uint16_t)record_number(c, head, 2), .resolution = 6 };
	c->interfaces++;
	/* Options fill the block, but for its last 4 bytes, which are its length again. */
	while (c->left > 4 && record_get(c, option, sizeof option)) {
		uint32_t code = record_number(c, option, 2), length = (record_number(c, option + 2, 2) + 3) & ~3u;

		if (code == TIME_RESOLUTION && length > 0 && record_get(c, &i->resolution, 1))
			length--;
		if (code == END_OF_OPTIONS || !record_skip(c, length))
			break;
	}
	return true;
}

static bool enhanced_packet(struct capture *c, uint8_t *buf, size_t size, size_t *got)
{
	uint8_t head[20] = { 0 };
	bool good = record_get(c, head, sizeof head);
	uint32_t interface = record_number(c, head, 4);

	if (good && interface < c->interfaces)
		c->when = record_time(&c->interface[interface],
		                      (uint64_t)record_number(c, head + 4, 4) << 32 | record_number(c, head + 8, 4));
	return good && record_packet(c, interface, record_number(c, head + 12, 4), buf, size, got);
}

/* A simple packet has no time of its own, and says how long it was, not how
 * much of it was kept. */
static bool simple_packet(struct capture *c, uint8_t *buf, size_t size, size_t *got)
{
	uint8_t head[4];
	uint32_t n;

	if (!record_get(c, head, sizeof head) || c->left < 4)
		return record_fail(c, EPROTO);
	n = record_number(c, head, 4);
	return record_packet(c, 0, n < c->left - 4 ? n : c->left - 4, buf, size, got);
}

/* A section sets the byte order of its own blocks, its own length among them,
 * and has its own interfaces. */
static bool section_header(struct capture *c, const uint8_t *length)
{
	uint8_t order[4];

	c->left = sizeof order;
	if (!record_get(c, order, sizeof order))
		return false;
	c->big_endian = order[0] == 0x1a;
	if (record_number(c, order, 4) != byte_order_magic || record_number(c, length, 4) < 28)
		return record_fail(c, EPROTO);
	c->left = record_number(c, length, 4) - 12;
	c->interfaces = 0;
	return true;
}

/* Every block begins with its type and its length. */
bool blocks_next(struct capture *c, uint8_t *buf, size_t size, size_t *got)
{
	uint8_t head[8];

	if (!record_next(c, head, sizeof head))
		return false;
	if (record_number(c, head, 4) == SECTION_HEADER)
		return section_header(c, head + 4);
	if (record_number(c, head + 4, 4) < 12)
		return record_fail(c, EPROTO);
	c->left = record_number(c, head + 4, 4) - 8;
	switch (record_number(c, head, 4)) {
	case INTERFACE_DESCRIPTION: return interface_description(c);
	case ENHANCED_PACKET:       return enhanced_packet(c, buf, size, got);
	case SIMPLE_PACKET:         return simple_packet(c, buf, size, got);
	default:                    return true; /* the next call passes it over */
	}
}
