/* fields.h: a header taken apart, a line a field. A header is described by a
 * table, so that the table says what the picture in the RFC says.
 *
 *      0  0100 ....            version              4
 *      0  .... 0101            IHL                  5
 *      2  00 54                total length         84 */
#pragma once
#include <stddef.h>
#include <stdint.h>

enum field_form { FIELD_NUMBER, FIELD_HEX, FIELD_ADDRESS };

struct field {
	uint16_t bit, bits; /* where it starts in the header, and how long it is */
	enum field_form form;
	const char *name;
};

/* Prints those of the count fields that lie whole within the header's n bytes.
 * Fields of whole bytes are up to 32 bits long, others lie within 16. */
void fields_print(const struct field *fields, size_t count, const uint8_t *header, size_t n);

/* The fields of an IPv4 packet's header; the bytes need not make sense. */
void fields_ipv4(const uint8_t *packet, size_t n);
