/* capture_blocks.h: the blocks of pcapng (draft-ietf-opsawg-pcapng). A section
 * header comes first, then a description of each interface, then packets, each
 * with the number of its interface; blocks of other types may stand between. */
#pragma once
#include "link/capture.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SECTION_HEADER = 0x0a0d0d0a };	/* the first block's type: the same in either byte order */

/* Reads one block. If it is a packet, *got bytes of it are in buf and its time
 * in c->when; otherwise *got stays 0. False as in capture_record.h. */
bool blocks_next(struct capture *c, uint8_t *buf, size_t size, size_t *got);
