/* client.c: how fast bulk goes, seen by the kernel's TCP at the other end.
 *   client sink ADDRESS    writes to discard for a second
 *   client source ADDRESS  reads from chargen for a second
 * Prints Mbit/s. Its own time limit ends it whatever happens. */
#include <arpa/inet.h>
#include <err.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <linux/sockios.h>

enum { PIECE = 262144, LIMIT = 10 /* seconds */ };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int connected(const char *address, uint16_t port)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(port) };
	int s = socket(AF_INET, SOCK_STREAM, 0);

	if (inet_pton(AF_INET, address, &to.sin_addr) != 1)
		errx(2, "'%s' is no IPv4 address", address);
	setsockopt(s, IPPROTO_TCP, TCP_CONGESTION, "cubic", 5);
	if (connect(s, (struct sockaddr *)&to, sizeof to) < 0)
		err(1, "connect");
	return s;
}

int main(int argc, char **argv)
{
	static char bytes[PIECE];
	bool sink = argc == 3 && strcmp(argv[1], "sink") == 0;
	double begin, spent;
	uint64_t total = 0;
	ssize_t n;
	int s, left;

	if (argc != 3 || (!sink && strcmp(argv[1], "source") != 0))
		errx(2, "usage: client sink|source ADDRESS");
	alarm(LIMIT);
	s = connected(argv[2], sink ? 9 : 19);
	begin = now();
	while ((spent = now() - begin) < 1) {
		n = sink ? write(s, bytes, sizeof bytes) : read(s, bytes, sizeof bytes);
		if (n <= 0)
			err(1, "%s ended", argv[1]);
		total += (uint64_t)n;
	}
	if (sink && ioctl(s, SIOCOUTQ, &left) == 0)
		total -= (uint64_t)left; /* not acknowledged yet */
	printf("%.0f\n", (double)total * 8 / spent / 1e6);
	return 0;
}
