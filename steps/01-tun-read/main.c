/* main.c: open the TUN device, read, print. */
#include "console/hexdump.h" /* 01.4 */
#include "console/options.h"
#include "link/pcapng.h" /* 01.5 */
#include "link/tun.h"

#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h> /* 01.3 */
#include <time.h> /* 01.5 */
#include <unistd.h>

enum { MTU = 1500 };

static const char *protocol_name(unsigned protocol) /* 01.3 */
{
	return protocol == ETHERTYPE_IPV4 ? "IPv4" : protocol == ETHERTYPE_IPV6 ? "IPv6" : "?";
}

static void keep(FILE *capture, const uint8_t *packet, size_t n, const char *comment) /* 01.5 */
{
	struct timespec t;
	uint64_t now;

	clock_gettime(CLOCK_REALTIME, &t);
	now = (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
	if (pcapng_packet(capture, now, PCAPNG_IN, packet, n, comment) < 0)
		err(1, "cannot write the capture");
}

int main(int argc, char **argv)
{
	struct options o = options_parse(argc, argv);
	uint8_t buf[TUN_INFO + MTU];
	FILE *capture = NULL; /* 01.5 */
	ssize_t n;
	int tun = tun_open(o.device);

	if (tun < 0)
		err(1, "cannot open the TUN device %s (./run.sh doctor may know why)", o.device);
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (o.capture && !(capture = pcapng_create(o.capture, "step 01: tun-read"))) /* 01.5 */
		err(1, "cannot write %s", o.capture);                                 /* 01.5 */

	while ((n = read(tun, buf, sizeof buf)) >= TUN_INFO) {
		printf("read %zd bytes:", n);
		for (ssize_t i = 0; i < n; i++) /* 01.2 */
			printf(" %02x", buf[i]);  /* 01.2 */
		printf("\n");

		uint16_t flags;                                     /* 01.3 */
		memcpy(&flags, buf, sizeof flags);                  /* 01.3 */
		unsigned protocol = (unsigned)buf[2] << 8 | buf[3]; /* 01.3 */
		printf("  flags 0x%04x  protocol 0x%04x (%s), then a packet of %zd bytes:\n",    /* 01.3 */
		       flags, protocol, protocol_name(protocol), n - TUN_INFO);                  /* 01.3 */
		hexdump(stdout, buf + TUN_INFO, (size_t)n - TUN_INFO);                           /* 01.4 */
		if (capture)                                                                     /* 01.5 */
			keep(capture, buf + TUN_INFO, (size_t)n - TUN_INFO, protocol_name(protocol)); /* 01.5 */
	}
	if (n < 0)
		err(1, "read");
}
