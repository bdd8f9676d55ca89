/* pcapng.c: see pcapng.h. Numbers are written in this machine's byte order; a
 * reader recognises it by the magic number in the section header. */
#include "link/pcapng.h"

#include <string.h>

enum { SECTION_HEADER = 0x0a0d0d0a, INTERFACE_DESCRIPTION = 1, ENHANCED_PACKET = 6 };
enum { END_OF_OPTIONS = 0, COMMENT = 1, SECTION_APPLICATION = 4, INTERFACE_NAME = 2, PACKET_FLAGS = 2 };
enum { LINKTYPE_RAW = 101, LONGEST_OPTION = 65532 };

static const char application[] = "userspace TCP/IP tutorial", interface[] = "tun0";

static size_t padded(size_t n)
{
	return (n + 3) & ~(size_t)3;
}

static void put16(FILE *f, size_t n)
{
	fwrite(&(uint16_t){ (uint16_t)n }, 2, 1, f);
}

static void put32(FILE *f, size_t n)
{
	fwrite(&(uint32_t){ (uint32_t)n }, 4, 1, f);
}

static void put_padded(FILE *f, const void *p, size_t n)
{
	fwrite(p, 1, n, f);
	fwrite("\0\0\0", 1, padded(n) - n, f);
}

/* What an option of n bytes takes in the file. */
static size_t option_size(size_t n)
{
	return 4 + padded(n);
}

static void put_option(FILE *f, int code, const void *value, size_t n)
{
	put16(f, (size_t)code);
	put16(f, n);
	put_padded(f, value, n);
}

static size_t comment_length(const char *comment)
{
	return comment ? strnlen(comment, LONGEST_OPTION) : 0;
}

/* Every block begins with its type and its length, and ends with its length
 * again, so that a file can be walked from either end. */
static void put_section(FILE *f, const char *comment)
{
	size_t said = comment_length(comment), app = strlen(application);
	size_t size = 28 + (said ? option_size(said) : 0) + option_size(app) + option_size(0);

	put32(f, SECTION_HEADER);
	put32(f, size);
	put32(f, 0x1a2b3c4d); /* the magic: reads 4d3c2b1a on a machine of the other byte order */
	put16(f, 1);          /* version 1.0 */
	put16(f, 0);
	put32(f, UINT32_MAX); /* the section's length, 64 bits of ones: not known yet */
	put32(f, UINT32_MAX);
	if (said)
		put_option(f, COMMENT, comment, said);
	put_option(f, SECTION_APPLICATION, application, app);
	put_option(f, END_OF_OPTIONS, "", 0);
	put32(f, size);
}

/* Times count microseconds, which is what a reader assumes when nothing is said. */
static void put_interface(FILE *f)
{
	size_t name = strlen(interface), size = 20 + option_size(name) + option_size(0);

	put32(f, INTERFACE_DESCRIPTION);
	put32(f, size);
	put16(f, LINKTYPE_RAW);
	put16(f, 0);
	put32(f, 0); /* no packet is cut short */
	put_option(f, INTERFACE_NAME, interface, name);
	put_option(f, END_OF_OPTIONS, "", 0);
	put32(f, size);
}

FILE *pcapng_create(const char *path, const char *comment)
{
	FILE *f = fopen(path, "wbe");

	if (!f)
		return NULL;
	put_section(f, comment);
	put_interface(f);
	if (fflush(f) == 0 && !ferror(f))
		return f;
	fclose(f);
	return NULL;
}

int pcapng_packet(FILE *f, uint64_t when, enum pcapng_direction direction,
                  const void *packet, size_t n, const char *comment)
{
	size_t said = comment_length(comment);
	size_t size = 32 + padded(n) + option_size(4) + (said ? option_size(said) : 0) + option_size(0);

	put32(f, ENHANCED_PACKET);
	put32(f, size);
	put32(f, 0); /* the first interface, and the only one */
	put32(f, when >> 32);
	put32(f, when & UINT32_MAX);
	put32(f, n); /* bytes kept */
	put32(f, n); /* bytes there were */
	put_padded(f, packet, n);
	put_option(f, PACKET_FLAGS, &(uint32_t){ direction }, 4);
	if (said)
		put_option(f, COMMENT, comment, said);
	put_option(f, END_OF_OPTIONS, "", 0);
	put32(f, size);
	return fflush(f) == 0 && !ferror(f) ? 0 : -1;
}
