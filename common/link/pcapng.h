/* pcapng.h: keep packets in a capture file that Wireshark and tshark open,
 * each with a comment (draft-ietf-opsawg-pcapng; packets start at the IP
 * header, LINKTYPE_RAW). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum pcapng_direction { PCAPNG_IN = 1, PCAPNG_OUT = 2 };	/* as epb_flags has them */

/* Starts a new capture at path, over whatever stood there; comment (or NULL)
 * describes the whole run. The caller closes it with fclose. NULL and errno
 * when the file cannot be written. */
FILE *pcapng_create(const char *path, const char *comment);

/* Adds one packet of n bytes, seen at `when` (microseconds since 1970);
 * comment may be NULL or "". It reaches the file before this returns. -1 and
 * errno when it cannot be written. */
int pcapng_packet(FILE *file, uint64_t when, enum pcapng_direction direction,
                  const void *packet, size_t n, const char *comment);
