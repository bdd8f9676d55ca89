/* bare.c: the bare responder: the least that can answer TCP on a TUN device.
 * It has no loss recovery but going back, no congestion control, no timers and
 * no trace, so it bounds from above what any TCP may reach on this path. */
#include "wire/bytes.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { HEADERS = 40, MSS = 1460, WINDOW = 600000, SCALE = 7, BATCH = 64 };
enum { FIN = 1, SYN = 2, RST = 4, ACK = 16 };

static struct flow {
	bool open, owes, chargen;
	uint32_t rcv, snd, una, top, window, duplicates; /* top: the highest sent */
	unsigned shift;
	uint8_t addresses[8], ports[4]; /* as our own packets carry them */
} flows[65536];                         /* by the peer's port */

static int tun;
static uint8_t text[MSS];

/* The one's complement sum of n bytes, n even or the last of all; 8 at a time. */
static uint64_t sum(uint64_t s, const uint8_t *p, size_t n)
{
	uint64_t word;

	for (; n >= 8; p += 8, n -= 8) {
		memcpy(&word, p, 8);
		s += word;
		s += s < word;
	}
	word = 0;
	memcpy(&word, p, n);
	s += word;
	return s + (s < word);
}

static uint16_t fold(uint64_t s)
{
	while (s >> 16)
		s = (s & 0xffff) + (s >> 16);
	return (uint16_t)s;
}

/* The sum of a TCP segment of n bytes in an IPv4 packet with its pseudo header. */
static uint16_t sum_tcp(const uint8_t *ip, const uint8_t *tcp, size_t n)
{
	uint8_t rest[4] = { 0, 6, (uint8_t)(n >> 8), (uint8_t)n };

	return fold(sum(sum(sum(0, ip + 12, 8), rest, 4), tcp, n));
}

static void send_segment(struct flow *f, uint8_t flags, const uint8_t *data, size_t n)
{
	static const uint8_t offers[8] = { 2, 4, MSS >> 8, MSS & 255, 1, 3, 3, SCALE };
	uint8_t packet[4 + HEADERS + sizeof offers + MSS] = { 0, 0, 8, 0, 0x45 }, *ip = packet + 4, *tcp = ip + 20;
	size_t header = flags & SYN ? 28 : 20;
	uint16_t check;

	put16(ip + 2, (uint16_t)(20 + header + n));
	ip[6] = 0x40;
	ip[8] = 64;
	ip[9] = 6;
	memcpy(ip + 12, f->addresses, 8);
	check = (uint16_t)~fold(sum(0, ip, 20));
	memcpy(ip + 10, &check, 2);
	memcpy(tcp, f->ports, 4);
	put32(tcp + 4, f->snd);
	put32(tcp + 8, f->rcv);
	tcp[12] = (uint8_t)(header << 2);
	tcp[13] = flags;
	put16(tcp + 14, flags & SYN ? 65535 : WINDOW >> SCALE);
	if (flags & SYN)
		memcpy(tcp + 20, offers, sizeof offers);
	if (n > 0)
		memcpy(tcp + header, data, n);
	check = (uint16_t)~sum_tcp(ip, tcp, header + n);
	memcpy(tcp + 16, &check, 2);
	if (write(tun, packet, 4 + 20 + header + n) < 0)
		warn("write");
	f->owes = false;
	f->snd += (uint32_t)n + (flags & (SYN | FIN) ? 1 : 0);
	if ((int32_t)(f->snd - f->top) > 0)
		f->top = f->snd;
}

static unsigned shift_of(const uint8_t *option, const uint8_t *end)
{
	while (option + 2 < end && *option != 0) {
		if (*option == 3)
			return option[2];
		option += *option == 1 || option[1] < 2 ? 1 : option[1];
	}
	return 0;
}

static void begin(struct flow *f, const uint8_t *ip, const uint8_t *tcp)
{
	*f = (struct flow){ .open = true, .rcv = get32(tcp + 4) + 1, .snd = 1000, .una = 1000, .top = 1000 };
	f->chargen = get16(tcp + 2) == 19;
	f->shift = shift_of(tcp + 20, tcp + (tcp[12] >> 4) * 4);
	memcpy(f->addresses, ip + 16, 4);
	memcpy(f->addresses + 4, ip + 12, 4);
	memcpy(f->ports, tcp + 2, 2);
	memcpy(f->ports + 2, tcp, 2);
	send_segment(f, SYN | ACK, NULL, 0);
}

static void acknowledged(struct flow *f, const uint8_t *tcp, size_t n)
{
	uint32_t ack = get32(tcp + 8), window = (uint32_t)get16(tcp + 14) << f->shift;

	if ((int32_t)(ack - f->una) > 0) {
		f->una = ack;
		f->duplicates = 0;
	} else if (n == 0 && window == f->window && ++f->duplicates == 3) {
		f->snd = f->una;
	}
	f->window = window;
}

/* True for a segment of a flow that is open. */
static bool input(const uint8_t *ip, size_t n, struct flow **of)
{
	const uint8_t *tcp = ip + 20;
	struct flow *f;
	size_t len, header;

	if (n < HEADERS || ip[0] != 0x45 || ip[9] != 6 || get16(ip + 2) != n || sum_tcp(ip, tcp, n - 20) != 0xffff)
		return false;
	*of = f = &flows[get16(tcp)];
	header = (size_t)(tcp[12] >> 4) * 4;
	len = n - 20 - header;
	if (tcp[13] & SYN)
		begin(f, ip, tcp);
	else if (tcp[13] & RST || !f->open)
		f->open = false;
	else
		acknowledged(f, tcp, len);
	if (!f->open || get32(tcp + 4) != f->rcv) {
		f->owes = f->open && len > 0;
		return f->open;
	}
	f->rcv += (uint32_t)len;
	f->owes |= len > 0;
	if (tcp[13] & FIN) {
		f->rcv++;
		send_segment(f, FIN | ACK, NULL, 0);
		f->open = false;
	}
	return f->open;
}

/* What a batch of packets brought about: an ACK, and text for whoever wants it. */
static void output(struct flow *f)
{
	if (f->owes)
		send_segment(f, ACK, NULL, 0);
	for (int i = 0; f->open && f->chargen && i < BATCH && f->snd - f->una + MSS <= f->window; i++)
		send_segment(f, ACK, text, MSS);
}

static void turn(void)
{
	uint8_t packet[4 + 65536];
	struct flow *touched[BATCH];
	size_t n = 0;
	ssize_t got;

	while (n < BATCH && (got = read(tun, packet, sizeof packet)) > 0)
		if (input(packet + 4, (size_t)got - 4, &touched[n]) && (n == 0 || touched[n] != touched[n - 1]))
			n++;
	for (size_t i = 0; i < n; i++)
		output(touched[i]);
}

int main(int argc, char **argv)
{
	struct ifreq r = { .ifr_flags = IFF_TUN };
	struct pollfd on;

	if (argc != 2)
		errx(2, "usage: bare DEVICE");
	strncpy(r.ifr_name, argv[1], IFNAMSIZ - 1);
	tun = open("/dev/net/tun", O_RDWR | O_NONBLOCK);
	if (tun < 0 || ioctl(tun, TUNSETIFF, &r) < 0)
		err(1, "%s", argv[1]);
	memset(text, 'x', sizeof text);
	on = (struct pollfd){ .fd = tun, .events = POLLIN };
	while (poll(&on, 1, -1) >= 0)
		turn();
	return errno == EINTR ? 0 : 1;
}
