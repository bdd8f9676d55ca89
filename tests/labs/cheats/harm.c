/* harm.c: does one kind of harm, to be run in jail.sh. It says "done" if it could. */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <unistd.h>

static volatile int depth;

static int recurse(int n)
{
	volatile char room[4096];

	room[0] = (char)n;
	depth = n;
	return recurse(n + 1) + room[0];
}

static int memory(void)
{
	char *p = malloc(10000000000);

	if (!p)
		return 1;
	memset(p, 1, 10000000000);
	return 0;
}

static int forks(void)
{
	int n = 0;

	while (n < 100 && fork() >= 0)
		n++;
	return n < 100;
}

static int flood(void)
{
	while (puts("again and again and again") >= 0)
		;
	return 1;
}

static int files(void)
{
	static char block[1 << 20];
	char name[32];
	unsigned i;

	for (i = 0; i < 200; i++) { /* 200 MB in files of 1 MB */
		FILE *f;

		snprintf(name, sizeof name, "file%u", i);
		f = fopen(name, "w");
		if (!f || fwrite(block, sizeof block, 1, f) != 1 || fclose(f) != 0)
			return 1;
	}
	return 0;
}

static int network(void)
{
	const struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(9), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int s = socket(AF_INET, SOCK_DGRAM, 0);

	return s < 0 || sendto(s, "x", 1, 0, (const struct sockaddr *)&to, sizeof to) < 0;
}

static int written(const char *path)
{
	FILE *f = fopen(path, "a");

	return !f || fputs("x", f) < 0 || fclose(f) != 0;
}

static int readable(const char *path)
{
	return access(path, R_OK) < 0;
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "", *path = argc > 2 ? argv[2] : "";
	int failed = 1;

	if (!strcmp(what, "memory"))
		failed = memory();
	else if (!strcmp(what, "fork"))
		failed = forks();
	else if (!strcmp(what, "flood"))
		failed = flood();
	else if (!strcmp(what, "files"))
		failed = files();
	else if (!strcmp(what, "network"))
		failed = network();
	else if (!strcmp(what, "write"))
		failed = written(path);
	else if (!strcmp(what, "read"))
		failed = readable(path);
	else if (!strcmp(what, "ptrace"))
		failed = ptrace(PTRACE_ATTACH, atoi(path), NULL, NULL) < 0;
	else if (!strcmp(what, "kill"))
		failed = kill(atoi(path), 0) < 0;
	else if (!strcmp(what, "recurse"))
		recurse(0);
	else if (!strcmp(what, "loop"))
		for (volatile int on = 1; on;) {
		}
	puts(failed ? "could not" : "done");
	return failed;
}
