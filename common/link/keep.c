/* keep.c: see keep.h. */
#include "link/keep.h"

#include <errno.h>
#include <string.h>

int keep_open(struct keep *k, const char *path)
{
	k->file = NULL;
	k->failed = 0;
	k->last.len = 0;
	k->note[0] = '\0';
	if (!path)
		return 0;
	k->file = pcapng_create(path, "TCP/IP in C: the packets of one run, and what the step said of each");
	return k->file ? 0 : -1;
}

int keep_flush(struct keep *k)
{
	struct packet *p = &k->last;

	if (k->file && p->len > 0 && pcapng_packet(k->file, p->time, k->direction, p->bytes, p->len, k->note) < 0)
		k->failed = errno;
	p->len = 0;
	k->note[0] = '\0';
	errno = k->failed;
	return k->failed ? -1 : 0;
}

int keep_packet(struct keep *k, enum pcapng_direction direction, uint64_t time, const uint8_t *packet, size_t n)
{
	int result = k->last.len > 0 ? keep_flush(k) : 0; /* a note before any packet waits for this one */

	if (!k->file)
		return 0;
	k->direction = direction;
	k->last.time = time;
	k->last.len = n;
	memcpy(k->last.bytes, packet, n);
	return result;
}

int keep_close(struct keep *k)
{
	int result = keep_flush(k);

	if (k->file && fclose(k->file) != 0)
		result = -1;
	return result;
}
