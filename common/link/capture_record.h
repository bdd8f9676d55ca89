/* capture_record.h: what reading pcap and pcapng has in common. Both are a row
 * of records (pcapng calls them blocks), each with a head that says how long it
 * is. A file may come from anyone, so each length in it is only a claim: all
 * reading is done here, and never passes the end of the record that it is in.
 *
 * All that return bool: false and errno when the file cannot be read, which is
 * EPROTO when it makes no sense. */
#pragma once
#include "link/capture.h"

#include <stdbool.h>
#include <stdint.h>

/* Goes on to the next record, whose first n bytes are its head. False too at
 * the end of the file, which is then noted in c->ended. */
bool record_next(struct capture *c, uint8_t *head, uint32_t n);

/* Takes the next n bytes of this record, or passes over them. */
bool record_get(struct capture *c, void *to, uint32_t n);
bool record_skip(struct capture *c, uint32_t n);

/* The rest of this record begins with a packet of n bytes, which came in on the
 * interface. True with *got bytes in buf; *got stays 0 when it is not IP. */
bool record_packet(struct capture *c, uint32_t interface, uint32_t n, uint8_t *buf, size_t size, size_t *got);

/* False, with why in errno. */
bool record_fail(const struct capture *c, int why);

/* A number of n bytes, in the byte order of the file. */
uint32_t record_number(const struct capture *c, const uint8_t *p, int n);

/* Ticks of an interface's clock, as microseconds. */
uint64_t record_time(const struct capture_interface *interface, uint64_t ticks);
