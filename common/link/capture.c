/* capture.c: see capture.h. The records of pcap are read here, the blocks of
 * pcapng by capture_blocks. */
#include "link/capture.h"

#include "link/capture_blocks.h"
#include "link/capture_record.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static const uint32_t microseconds = 0xa1b2c3d4, nanoseconds = 0xa1b23c4d; /* how a file begins */

/* One head for the whole file, which is one interface. */
static bool file_header(struct capture *c, const uint8_t *head)
{
	uint32_t magic;

	c->big_endian = head[0] == 0xa1;
	magic = record_number(c, head, 4);
	c->interfaces = 1;
	c->interface[0].link = (uint16_t)record_number(c, head + 20, 4);
	c->interface[0].resolution = magic == nanoseconds ? 9 : 6;
	return magic == nanoseconds || magic == microseconds || record_fail(c, EPROTO);
}

/* Before each packet stand its time in two numbers, the bytes kept and the
 * bytes there were. */
static bool next_packet(struct capture *c, uint8_t *buf, size_t size, size_t *got)
{
	uint8_t head[16];

	if (!record_next(c, head, sizeof head))
		return false;
	c->when = record_number(c, head, 4) * 1000000ull + record_time(&c->interface[0], record_number(c, head + 4, 4));
	c->left = record_number(c, head + 8, 4);
	return record_packet(c, 0, c->left, buf, size, got);
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
	good = record_get(c, head, sizeof head);
	c->blocks = good && record_number(c, head, 4) == SECTION_HEADER;
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
		good = c->blocks ? blocks_next(c, buf, size, &got) : next_packet(c, buf, size, &got);
	while (good && got == 0);
	*when = c->when;
	return good ? (ssize_t)got : c->ended ? 0 : -1;
}

const char *capture_error(int error)
{
	switch (error) {
	case EPROTO: return "this is no capture (pcap or pcapng), or a damaged one";
	case EPROTONOSUPPORT: return "its packets are of a link type other than IP or Ethernet";
	case EMSGSIZE: return "it has a packet that is longer than any of IP";
	default: return strerror(error);
	}
}

bool capture_is(const struct capture *c, const char *path)
{
	struct stat ours, other;

	return fstat(fileno(c->file), &ours) == 0 && stat(path, &other) == 0 && ours.st_dev == other.st_dev &&
	       ours.st_ino == other.st_ino;
}

void capture_close(struct capture *c)
{
	fclose(c->file);
}
