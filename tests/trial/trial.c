/* trial.c: programs over sockets, on a device with and without a virtio-net header.
 *   trial [-bcfht] [-l N] [-w BYTES] [-m MS] DEVICE serve
 *   trial ... DEVICE fetch ADDRESS PORT     GET / from there, to standard output
 *   trial ... DEVICE late                   reads only when all is over
 * -h: the header; -t: and trust it; -b: bursts; -f: a fast checksum; -c: cubic;
 * -l: one packet in N is lost; -w: the buffers; -m: a segment's life. Ports of serve: 9 and 19 as ever, 80 gives the N bytes of GET /N. */
#include "device.h"
#include "sock.h"
#include "tcp/root.h"
#include "tcp/transmit.h"

#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECOND UINT64_C(1000000)
#define US UINT32_C(0xc0000202)

enum { PIECE = 262144, PROGRAMS = CONNECTIONS };

extern bool burst; /* of the root */

static struct sockets n;
static struct device d;
static volatile sig_atomic_t ended;

static struct tcp_config config = {
	.mss = 1460, .rcv_buffer = 262144, .snd_buffer = 262144, .msl = SECOND / 10,
	.rto_first = SECOND, .rto_min = SECOND / 5, .rto_max = 60 * SECOND, .r1 = 3,
	.r2 = 100 * SECOND, .r2_syn = 180 * SECOND, .ack_delay = 40000,
	.algorithm = &tcp_reno, .scale = true, .ts = true, .sack = true,
};

static struct program { /* one of those that serve */
	struct tcb *t;
	char asked[1024];
	size_t len, said, left;
	bool answers;
} programs[PROGRAMS];

static uint8_t piece[PIECE];
static uint32_t most_flight, most_window;
static unsigned most_at_once;

static void look(void)
{
	unsigned open = 0;

	for (const struct tcb *t = n.stack.conn; t < n.stack.conn + n.stack.used; t++) {
		if (t->state < ESTABLISHED)
			continue;
		open += t->state == ESTABLISHED;
		if (tcp_flight(t) > most_flight)
			most_flight = tcp_flight(t);
		if (t->rcv_wnd > most_window)
			most_window = t->rcv_wnd;
	}
	if (open > most_at_once)
		most_at_once = open;
}

static void turn(void)
{
	device_turn(&d, &n.stack);
	look();
}

/* Reads until it would wait; false when there is no more to come, or it is over. */
static bool discard(struct tcb *t)
{
	ssize_t got;

	do
		got = sock_read(t, piece, sizeof piece);
	while (got > 0);
	return got < 0 && errno == EAGAIN;
}

static bool request(struct program *p)
{
	ssize_t got = sock_read(p->t, (uint8_t *)p->asked + p->len, sizeof p->asked - 1 - p->len);

	if (got <= 0)
		return got < 0 && errno == EAGAIN;
	p->len += (size_t)got;
	p->answers = strstr(p->asked, "\r\n\r\n");
	if (!p->answers)
		return p->len < sizeof p->asked - 1;
	p->left = strncmp(p->asked, "GET /", 5) == 0 ? strtoul(p->asked + 5, NULL, 10) : 0;
	snprintf(p->asked, sizeof p->asked, "HTTP/1.0 200 OK\r\nContent-Length: %zu\r\n\r\n", p->left);
	sock_write(p->t, (const uint8_t *)p->asked, strlen(p->asked)); /* it is the first: there is room */
	return true;
}

/* Byte i of what GET /N gives. */
static uint8_t letter(size_t i)
{
	return i % 27 == 26 ? '\n' : (uint8_t)('a' + i % 27);
}

static bool answer(struct program *p)
{
	while (p->left > 0) {
		size_t want = p->left < 64 * 27 * 27 ? p->left : 64 * 27 * 27, at = p->said % 27;
		ssize_t took;

		if (want + at > sizeof piece)
			want = sizeof piece - at;
		took = sock_write(p->t, piece + at, want);
		if (took < 0)
			return errno == EAGAIN;
		p->said += (size_t)took;
		p->left -= (size_t)took;
	}
	return false;
}

static bool chargen(struct tcb *t)
{
	while (sock_write(t, piece, sizeof piece) > 0)
		;
	return errno == EAGAIN && !(sock_ready(t) & SOCK_OVER);
}

static bool goes_on(struct program *p)
{
	switch (p->t->lport) {
	case 9: return discard(p->t);
	case 19: return chargen(p->t);
	default: return p->answers ? answer(p) : request(p) && (!p->answers || answer(p));
	}
}

static void greet(uint16_t port)
{
	struct program *p = programs;

	for (; p < programs + PROGRAMS; p++)
		if (!p->t && (p->t = sock_accept(&n, port)))
			*p = (struct program){ .t = p->t };
}

static void serve(void)
{
	static const uint16_t ports[] = { 9, 19, 80 };

	for (size_t i = 0; i < sizeof ports / sizeof *ports; i++)
		sock_listen(&n, ports[i]);
	for (size_t i = 0; i < sizeof piece; i++)
		piece[i] = letter(i);
	while (!ended) {
		turn();
		for (size_t i = 0; i < sizeof ports / sizeof *ports; i++)
			greet(ports[i]);
		for (struct program *p = programs; p < programs + PROGRAMS; p++)
			if (p->t && sock_ready(p->t) && !goes_on(p)) {
				sock_close(p->t);
				p->t = NULL;
			}
	}
}

static struct tcb *connected(const char *address, const char *port)
{
	struct in_addr to;
	struct tcb *t;

	if (inet_pton(AF_INET, address, &to) != 1)
		errx(2, "'%s' is no address", address);
	t = sock_connect(&n, US, ntohl(to.s_addr), (uint16_t)atoi(port));
	while (!ended && !sock_ready(t))
		turn();
	return t;
}

static void finish(void)
{
	while (!ended && tcp_deadline(&n.stack) != TCP_NEVER)
		turn();
}

/* The page, with its head, goes to standard output. */
static void fetch(const char *address, const char *port)
{
	struct tcb *t = connected(address, port);
	static const char get[] = "GET / HTTP/1.0\r\n\r\n";
	ssize_t got;

	if (sock_write(t, (const uint8_t *)get, strlen(get)) < 0)
		err(1, "%s port %s", address, port);
	while ((got = sock_read(t, piece, sizeof piece)) != 0) {
		if (got > 0)
			fwrite(piece, 1, (size_t)got, stdout);
		else if (errno == EAGAIN && !ended)
			turn();
		else
			err(1, "%s port %s", address, port);
	}
	sock_close(t);
	finish();
}

static struct tcb *accepted(void)
{
	struct tcb *t;

	while (!(t = sock_accept(&n, 80)) && !ended)
		turn();
	return t;
}

/* What the first one sends is read when its connection is over, and a second one
 * has come, which then hears it. */
static void late(void)
{
	struct tcb *first, *second;
	ssize_t got;

	sock_listen(&n, 80);
	first = accepted();
	sock_shutdown(first);
	while (!ended && !(sock_ready(first) & SOCK_OVER))
		turn();
	puts("over");
	fflush(stdout);
	second = accepted();
	while ((got = sock_read(first, piece, sizeof piece)) > 0)
		sock_write(second, piece, (size_t)got);
	sock_close(first);
	sock_close(second);
	finish();
}

static int usage(void)
{
	errx(2, "usage: trial [-bcfht] [-l N] [-w BYTES] [-m MS] DEVICE serve | fetch ADDRESS PORT | late");
}

static void options(int argc, char **argv)
{
	for (int o; (o = getopt(argc, argv, "bcfhtl:w:m:")) != -1;)
		switch (o) {
		case 'b': burst = true; break;
		case 'c': config.algorithm = &tcp_cubic; break;
		case 'f': d.fast = true; break;
		case 'h': d.header = true; break;
		case 't': d.trust = true; break;
		case 'l': d.lose = (unsigned)atoi(optarg); break;
		case 'w': config.rcv_buffer = config.snd_buffer = (uint32_t)atol(optarg); break;
		case 'm': config.msl = (uint64_t)atol(optarg) * 1000; break;
		default: usage();
		}
	if (config.rcv_buffer < 1 || config.rcv_buffer > BUFFER_MAX)
		errx(2, "-w: 1 to %d", BUFFER_MAX);
}

static void end(int signal)
{
	(void)signal;
	ended = 1;
}

int main(int argc, char **argv)
{
	options(argc, argv);
	argc -= optind;
	argv += optind;
	if (argc < 2)
		usage();
	sigaction(SIGTERM, &(struct sigaction){ .sa_handler = end }, NULL);
	if (device_open(&d, argv[0]) < 0)
		err(1, "%s", argv[0]);
	n.stack.config = &config;
	n.stack.services = n.services;
	n.stack.world = device_world(&d);
	n.stack.now = device_now();
	if (strcmp(argv[1], "serve") == 0)
		serve();
	else if (strcmp(argv[1], "late") == 0)
		late();
	else if (strcmp(argv[1], "fetch") == 0 && argc == 4)
		fetch(argv[2], argv[3]);
	else
		usage();
	fprintf(stderr,
	        "in %" PRIu64 " packets %" PRIu64 " bytes most %zu dropped %" PRIu64 "\n"
	        "out %" PRIu64 " packets %" PRIu64 " bytes most %zu cut %zu lost %" PRIu64 "\n"
	        "flight %u window %u at once %u\n",
	        d.in, d.bytes_in, d.most_in, d.dropped, d.out, d.bytes_out, d.most_out, d.most_cut, d.sent - d.out, most_flight, most_window,
	        most_at_once);
	return 0;
}
