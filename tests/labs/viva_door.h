/* viva_door.h: between viva.c and what tells it of packets, which is viva_link.c for labs 2 to 4,
 * and viva_tcp.c from 5 on. */
#pragma once
#include "viva.h"

#include <stdbool.h>

extern bool viva_asleep;
bool viva_tells(void);
