/* tcb.h: the simulator's peer remembers what the last step does. */
#pragma once
#include "../../../steps/10-options/tcb.h"
