/* hexdump.h: bytes as a reader can count them. */
#pragma once
#include <stddef.h>
#include <stdio.h>

/* Prints n bytes, sixteen a line: the offset of the first (hexadecimal), the
 * bytes, and what they are as ASCII, with a dot for what is no letter. */
void hexdump(FILE *out, const void *bytes, size_t n);
