/* viva.c: in a student's program, tells which tests a packet comes to; viva_mark.awk puts the
 * marks. VIVA=0 tells, VIVA=7 turns test 7 round. */
#include "viva_door.h"

#include <stdio.h>
#include <stdlib.h>

bool viva_asleep; /* nothing is told, nor turned, for it is no packet's doing */

static int wish(void)
{
	const char *text = getenv("VIVA");

	return text ? atoi(text) : -1;
}

bool viva_tells(void)
{
	return wish() == 0;
}

int viva(int id, int yes)
{
	if (viva_asleep)
		return yes;
	if (viva_tells())
		printf("@test %d %d\n", id, yes);
	return wish() == id ? !yes : yes;
}
