/* options.c: see options.h. */
#include "console/options.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void usage(const char *program)
{
	fprintf(stderr,
	        "usage: %s [-a ADDRESS] [-o NAME=VALUE] [-q] [-v] [-w FILE] [-x] [DEVICE]\n"
	        "  DEVICE      where packets come from: a TUN device (tun0), an open\n"
	        "              descriptor (fd:3), or a capture to replay (ping.pcapng)\n"
	        "  -a ADDRESS  who we are, 192.0.2.2 unless told\n"
	        "  -o N=VALUE  a setting of the step, from step 05 on; -o help lists them\n"
	        "  -q          only the summary, from step 02 on\n"
	        "  -v          show every field of every header\n"
	        "  -w FILE     keep the packets, with comments, as a pcapng capture\n"
	        "  -x          show every packet as a hex dump\n",
	        program);
	exit(2);
}

static uint32_t address_parse(const char *program, const char *text)
{
	struct in_addr address;

	if (inet_pton(AF_INET, text, &address) != 1) {
		fprintf(stderr, "%s: '%s' is no IPv4 address; one looks like 192.0.2.2\n", program, text);
		usage(program);
	}
	return ntohl(address.s_addr);
}

static void add_setting(const char *program, struct options *o, const char *text)
{
	size_t n = 0;

	while (o->settings[n])
		n++;
	if (n == OPTIONS_SETTINGS) {
		fprintf(stderr, "%s: more than %d settings\n", program, OPTIONS_SETTINGS);
		usage(program);
	}
	o->settings[n] = text;
}

struct options options_parse(int argc, char **argv)
{
	struct options o = { .device = "tun0", .address = 0xc0000202 };
	int c;

	optind = 0; /* from the start, whoever has read it before (so in glibc and musl) */
	while ((c = getopt(argc, argv, "a:o:qvw:x")) != -1) {
		switch (c) {
		case 'a': o.address = address_parse(argv[0], optarg); break;
		case 'o': add_setting(argv[0], &o, optarg); break;
		case 'q': o.quiet = true; break;
		case 'v': o.fields = true; break;
		case 'w': o.capture = optarg; break;
		case 'x': o.hex = true; break;
		default: usage(argv[0]);
		}
	}
	if (optind < argc)
		o.device = argv[optind++];
	if (optind < argc) {
		fprintf(stderr, "%s: one device is enough: what is '%s'?\n", argv[0], argv[optind]);
		usage(argv[0]);
	}
	return o;
}
