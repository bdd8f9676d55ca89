/* capture_record.c: see capture_record.h. */
#include "link/capture_record.h"

#include <errno.h>
#include <string.h>

enum { ETHERNET = 1, ETHERNET_HEADER = 14, RAW_BSD = 12, RAW = 101, IPV4 = 228 };

bool record_fail(const struct capture *c, int why)
{
	if (!ferror(c->file)) /* otherwise errno says already why it cannot be read */
		errno = why;
	return false;
}

bool record_get(struct capture *c, void *to, uint32_t n)
{
	if (n > c->left || fread(to, 1, n, c->file) != n)
		return record_fail(c, EPROTO);
	c->left -= n;
	return true;
}

bool record_skip(struct capture *c, uint32_t n)
{
	uint8_t scrap[4096];

	for (; n > sizeof scrap; n -= sizeof scrap)
		if (!record_get(c, scrap, sizeof scrap))
			return false;
	return record_get(c, scrap, n);
}

bool record_next(struct capture *c, uint8_t *head, uint32_t n)
{
	if (!record_skip(c, c->left))
		return false;
	if (ungetc(getc(c->file), c->file) == EOF) { /* a look ahead */
		c->ended = !ferror(c->file);
		return false;
	}
	c->left = n;
	return record_get(c, head, n);
}

uint32_t record_number(const struct capture *c, const uint8_t *p, int n)
{
	uint32_t v = 0;

	for (int i = 0; i < n; i++)
		v = v << 8 | p[c->big_endian ? i : n - 1 - i];
	return v;
}

uint64_t record_time(const struct capture_interface *interface, uint64_t ticks)
{
	unsigned power = interface->resolution & 0x7f;

	if (interface->resolution & 0x80) {
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

bool record_packet(struct capture *c, uint32_t interface, uint32_t n, uint8_t *buf, size_t size, size_t *got)
{
	uint8_t ethernet[ETHERNET_HEADER];
	uint16_t link = interface < c->interfaces ? c->interface[interface].link : 0;

	if (interface >= c->interfaces || n > c->left)
		return record_fail(c, EPROTO);
	if (link == ETHERNET) {
		if (n < sizeof ethernet)
			return true;
		if (!record_get(c, ethernet, sizeof ethernet))
			return false;
		if (memcmp(ethernet + 12, "\x08\x00", 2) != 0 && memcmp(ethernet + 12, "\x86\xdd", 2) != 0)
			return true;
		n -= sizeof ethernet;
	} else if (link != RAW && link != RAW_BSD && link != IPV4) {
		return record_fail(c, EPROTONOSUPPORT);
	}
	if (n > size)
		return record_fail(c, EMSGSIZE);
	*got = n;
	return record_get(c, buf, n);
}
