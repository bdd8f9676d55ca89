/* services.h: three small programs that every TCP can be tried with. */
#pragma once
#include "tcp/stack.h"

void service_echo(struct tcb *t);    /* sends back what comes (RFC 862, port 7) */
void service_discard(struct tcb *t); /* throws it away (RFC 863, port 9) */
void service_chargen(struct tcb *t); /* sends characters as long as they are taken (RFC 864, port 19) */
