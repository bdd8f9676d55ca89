/* cable_step.h: start the step that the cable is for. */
#pragma once
#include <sys/types.h>

/* Starts the command (NULL at its end) as our child, with one end of a pair of
 * sockets as its descriptor 3; it is killed when we end. In *link the other end
 * of the pair; in *signals a descriptor from which SIGCHLD, SIGINT and SIGTERM
 * are read from now on (signalfd). Exits with status 1 if that fails; a command
 * that cannot be run has the status 127. */
pid_t step_start(char **command, int *link, int *signals);
