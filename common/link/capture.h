/* capture.h: read a capture file, pcap or pcapng, packet by packet. The packets
 * that come out begin at the IP header: link types RAW (101 and 12) and IPV4
 * (228) as they are, ETHERNET (1) with its 14 bytes taken off and what is not
 * IP passed over. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

enum { CAPTURE_INTERFACES = 64 };	/* at most so many in one section */

struct capture {
	FILE *file;
	bool big_endian;
	bool blocks;			/* a pcapng file: blocks, not plain records */
	bool ended;
	uint32_t left;			/* bytes not yet read of this record or block */
	uint64_t when;
	unsigned interfaces;
	struct capture_interface {
		uint16_t link;
		uint8_t resolution;	/* as if_tsresol: 6 is 10^-6 s, 0x80 + 10 is 2^-10 s */
	} interface[CAPTURE_INTERFACES];
};

/* Opens the pcap or pcapng file at path. -1 and errno when it cannot be read;
 * errno is EPROTO when it is no capture. */
int capture_open(struct capture *c, const char *path);

/* Reads the next packet into buf: its length in bytes, and in *when its time
 * (microseconds since 1970). 0 at the end of the file. -1 and errno: EPROTO when
 * the rest of the file makes no sense; EPROTONOSUPPORT when its packets are of
 * another link type; EMSGSIZE when this packet is longer than size (the next
 * call passes it over). */
ssize_t capture_next(struct capture *c, uint64_t *when, uint8_t *buf, size_t size);

/* What these errors, or any other, mean, in words that last. */
const char *capture_error(int error);

/* Is the file at path this capture itself? */
bool capture_is(const struct capture *c, const char *path);

void capture_close(struct capture *c);
