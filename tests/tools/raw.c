/* raw.c: a step behind a raw socket in place of a TUN device, to see why the book
 * uses a TUN. raw ADDRESS COMMAND... : the command is the step; its link is
 * descriptor 3, as behind the cable (cable_step.h). */
#include "cable_step.h"
#include "link/tun.h"
#include "wire/bytes.h"
#include "wire/checksum.h"

#include <arpa/inet.h>
#include <err.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PACKET = 65535, TCP = 6, TCP_SUM = 16 };

/* Every TCP segment for the address comes, headers and all; the kernel's own TCP gets it as well. */
static int raw_open(const char *address)
{
	struct sockaddr_in to = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_TCP), on = 1;

	if (inet_pton(AF_INET, address, &to.sin_addr) != 1)
		errx(2, "%s is no address", address);
	if (fd < 0 || bind(fd, (struct sockaddr *)&to, sizeof to) < 0 ||
	    setsockopt(fd, IPPROTO_IP, IP_HDRINCL, &on, sizeof on) < 0)
		err(1, "raw socket at %s", address);
	return fd;
}

/* From one program to another on one machine the kernel leaves TCP's checksum
 * out, for nothing on the way could spoil it. The step wants it. */
static void put_checksum(uint8_t *ip, size_t n)
{
	size_t header = 4u * (ip[0] & 15);
	uint8_t *tcp = ip + header;

	if (n < header + TCP_SUM + 2)
		return;
	put16(tcp + TCP_SUM, 0);
	put16(tcp + TCP_SUM, checksum_finish(checksum_add(
		checksum_pseudo(get32(ip + 12), get32(ip + 16), TCP, n - header), tcp, n - header)));
}

static void to_step(int raw, int link)
{
	uint8_t buf[TUN_INFO + PACKET] = { [2] = ETHERTYPE_IPV4 >> 8, [3] = ETHERTYPE_IPV4 & 0xff };
	ssize_t n = recv(raw, buf + TUN_INFO, PACKET, 0);

	if (n <= 0)
		err(1, "from the raw socket");
	put_checksum(buf + TUN_INFO, (size_t)n);
	if (send(link, buf, TUN_INFO + (size_t)n, MSG_NOSIGNAL) < 0)
		warn("to the step");
}

/* False at the end: the step has closed its link. */
static bool from_step(int link, int raw)
{
	uint8_t buf[TUN_INFO + PACKET];
	struct sockaddr_in to = { .sin_family = AF_INET };
	ssize_t n = recv(link, buf, sizeof buf, 0);

	if (n < TUN_INFO + 20)
		return false;
	to.sin_addr.s_addr = htonl(get32(buf + TUN_INFO + 16));
	if (sendto(raw, buf + TUN_INFO, (size_t)n - TUN_INFO, 0, (struct sockaddr *)&to, sizeof to) < 0)
		warn("to the raw socket");
	return true;
}

int main(int argc, char **argv)
{
	enum { RAW, LINK, SIGNALS, ALL };
	struct pollfd p[ALL] = { [RAW].events = POLLIN, [LINK].events = POLLIN, [SIGNALS].events = POLLIN };
	pid_t step;

	if (argc < 3)
		errx(2, "raw ADDRESS COMMAND...");
	p[RAW].fd = raw_open(argv[1]);
	step = step_start(argv + 2, &p[LINK].fd, &p[SIGNALS].fd);
	while (poll(p, ALL, -1) >= 0 && !p[SIGNALS].revents) {
		if (p[RAW].revents)
			to_step(p[RAW].fd, p[LINK].fd);
		if (p[LINK].revents && !from_step(p[LINK].fd, p[RAW].fd))
			break;
	}
	kill(step, SIGINT);
	waitpid(step, NULL, 0);
}
