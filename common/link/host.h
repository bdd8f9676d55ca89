/* host.h: a host on the link, from step 03 on: the loop that every main.c would
 * repeat, and the question whether a packet is for us. */
#pragma once
#include "console/options.h"
#include "console/trace.h"
#include "link/link.h"
#include "wire/ipv4.h"

/* Prints what there is to say of a packet of n bytes, come or sent. */
typedef void host_show(struct trace *t, const struct ipv4 *ip, const uint8_t *packet, size_t n);

struct host {
	struct options options;
	struct link link;
	struct trace trace;
	host_show *show;
	struct packet packet; /* the one that came last */
	bool failed;          /* the link did: no more will come */
};

/* Reads the command line and opens the link; every packet will be shown by
 * `show`. Exits with a message if the link cannot be opened. */
void host_open(struct host *h, int argc, char **argv, host_show *show);

/* Waits for the next packet, but not past the deadline, as link_read does.
 * False when no more will come. */
bool host_next(struct host *h, uint64_t deadline);

/* Shows the packet that came. True when it is worth a look: honest IPv4, whole,
 * from a single host, to us. *ip is then its header. */
bool host_receive(struct host *h, struct ipv4 *ip);

/* Sends and shows a packet of n bytes. One that cannot be sent is lost, as any
 * packet may be. */
void host_send(struct host *h, const uint8_t *packet, size_t n);

/* Prints the summary and closes all. Returns the program's exit status. */
int host_close(struct host *h);
