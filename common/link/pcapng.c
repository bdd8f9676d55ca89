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

static void write16(FILE *f, size_t n)
{
	fwrite(&(uint16_t){ (uint16_t)n }, 2, 1, f);
}

static void write32(FILE *f, size_t n)
{
	fwrite(&(uint32_t){ (uint32_t)n }, 4, 1, f);
}

static void write_padded(FILE *f, const void *p, size_t n)
{
	fwrite(p, 1, n, f);
	fwrite("\0\0\0", 1, padded(n) - n, f);
}

/* What an option of n bytes takes in the file. */
static size_t option_size(size_t n)
{
	return 4 + padded(n);
}

static void write_option(FILE *f, int code, const void *value, size_t n)
{
	write16(f, (size_t)code);
	write16(f, n);
	write_padded(f, value, n);
}

static size_t comment_length(const char *comment)
{
	return comment ? strnlen(comment, LONGEST_OPTION) : 0;
}

/* Every block begins with its type and its length, and ends with its length
 * again, so that a file can be walked from either end. */
static void write_section(FILE *f, const char *comment)
{
	size_t said = comment_length(comment), app = strlen(application);
	size_t size = 28 + (said ? option_size(said) : 0) + option_size(app) + option_size(0);

	write32(f, SECTION_HEADER);
	write32(f, size);
	write32(f, 0x1a2b3c4d); /* the magic: reads 4d3c2b1a on a machine of the other byte order */
	write16(f, 1);          /* version 1.0 */
	write16(f, 0);
	write32(f, UINT32_MAX); /* the section's length, 64 bits of ones: not known yet */
	write32(f, UINT32_MAX);
	if (said)
		write_option(f, COMMENT, comment, said);
	write_option(f, SECTION_APPLICATION, application, app);
	write_option(f, END_OF_OPTIONS, "", 0);
	write32(f, size);
}

/* Times count microseconds, which is what a reader assumes when nothing is said. */
static void write_interface(FILE *f)
{
	size_t name = strlen(interface), size = 20 + option_size(name) + option_size(0);

	write32(f, INTERFACE_DESCRIPTION);
	write32(f, size);
	write16(f, LINKTYPE_RAW);
	write16(f, 0);
	write32(f, 0); /* no packet is cut short */
	write_option(f, INTERFACE_NAME, interface, name);
	write_option(f, END_OF_OPTIONS, "", 0);
	write32(f, size);
}

FILE *pcapng_create(const char *path, const char *comment)
{
	FILE *f = fopen(path, "wbe");

	if (!f)
		return NULL;
	write_section(f, comment);
	write_interface(f);
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

	write32(f, ENHANCED_PACKET);
	write32(f, size);
	write32(f, 0); /* the first interface, and the only one */
	write32(f, when >> 32);
	write32(f, when & UINT32_MAX);
	write32(f, n); /* bytes kept */
	write32(f, n); /* bytes there were */
	write_padded(f, packet, n);
	write_option(f, PACKET_FLAGS, &(uint32_t){ direction }, 4);
	if (said)
		write_option(f, COMMENT, comment, said);
	write_option(f, END_OF_OPTIONS, "", 0);
	write32(f, size);
	return fflush(f) == 0 && !ferror(f) ? 0 : -1;
}
