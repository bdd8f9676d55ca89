/* capture.h: read a capture file, pcap or pcapng, packet by packet. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct capture {
	FILE *file;
	/* ... what the format needs: byte order, format, time units, link type per interface ... */
};

/* Opens the pcap or pcapng file at path. -1 and errno when it cannot be read;
 * errno is EPROTO when it is no capture, or one whose packets do not start at
 * the IP header. */
int capture_open(struct capture *c, const char *path);

/* Reads the next packet into buf: its length in bytes, and in *when its time
 * (microseconds since 1970). 0 at the end of the file; -1 and errno EPROTO
 * when the rest of the file makes no sense, EMSGSIZE when a packet is longer than size. */
ssize_t capture_next(struct capture *c, uint64_t *when, uint8_t *buf, size_t size);

void capture_close(struct capture *c);
