/* harness.c: runs things: the namespace, tun0, tshark, the step, the traffic.
 * compare.c holds what they printed against each other. */
#include "harness.h"
#include "inside.h"

#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <linux/if_packet.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE = 6000 }; /* hundredths of a second, for what takes ten: only a hopeless case waits so long */

struct oracle oracle;

/* A step that is gone will never print what we wait for. */
static void wait_a_little(int i, const char *what)
{
	ck_assert_msg(!oracle.step || waitpid(oracle.step, NULL, WNOHANG) == 0,
	              "the step has ended by itself, see %s.err", oracle.path);
	ck_assert_msg(i < PATIENCE, "%s never came, see %s.*", what, oracle.path);
	usleep(10000);
}

char *oracle_slurp(const char *path, size_t *n)
{
	FILE *f = fopen(path, "r");
	char *text = calloc(1, ORACLE_TEXT);

	*n = f ? fread(text, 1, ORACLE_TEXT - 1, f) : 0;
	ck_assert_msg(*n < ORACLE_TEXT - 1, "%s is too long for this test", path);
	if (f)
		fclose(f);
	return text;
}

const char *oracle_output(void)
{
	size_t n;

	return oracle_slurp(oracle_file(".out"), &n);
}

static void await(const char *path, const char *text)
{
	bool there = false;

	for (int i = 0; !there; i++) {
		size_t n;
		char *all = oracle_slurp(path, &n);

		there = memmem(all, n, text, strlen(text));
		free(all);
		if (!there)
			wait_a_little(i, text);
	}
}

const char *oracle_file(const char *ending)
{
	static char names[8][256];
	static int i;
	char *name = names[i++ % 8];

	snprintf(name, sizeof names[0], "%s%s", oracle.path, ending);
	return name;
}

/* Starts a program, which ends with us at the latest. */
static pid_t start(const char *const argv[], const char *out, const char *errors)
{
	pid_t pid = fork();

	ck_assert_int_ge(pid, 0);
	if (pid > 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (!freopen(out, "w", stdout) || !freopen(errors, "w", stderr))
		_exit(126);
	execvp(argv[0], (char *const *)argv);
	perror(argv[0]);
	_exit(127);
}

static void finish(pid_t *pid, const char *what)
{
	int status;

	ck_assert_int_eq(kill(*pid, SIGINT), 0);
	ck_assert_int_eq(waitpid(*pid, &status, 0), *pid);
	*pid = 0;
	ck_assert_msg(status == 0 || (oracle.number == 1 && WIFSIGNALED(status) && WTERMSIG(status) == SIGINT),
	              "%s ended with status %#x, see %s.*", what, status, oracle.path);
}

void oracle_run(int status, const char *command)
{
	char line[1024];
	int got;

	snprintf(line, sizeof line, "(%s) >>%s 2>&1", command, oracle_file(".log"));
	got = WEXITSTATUS(system(line));
	ck_assert_msg(status == -1 || got == status, "%s\nended with status %d, expected %d, see %s.log", command, got,
	              status, oracle.path);
}

/* Opens our end of tun0, as the step does. */
static int attach(void)
{
	struct ifreq request = { .ifr_name = "tun0", .ifr_flags = IFF_TUN };
	int fd = open("/dev/net/tun", O_RDWR | O_CLOEXEC);

	ck_assert_msg(fd >= 0 && ioctl(fd, TUNSETIFF, &request) == 0,
	              "no TUN device: %s. This test fails without one and is never skipped", strerror(errno));
	return fd;
}

/* The address is given last: that waits for the lock under which the kernel,
 * once the step is there, makes tun0 ready to send. */
static void await_carrier(void)
{
	struct ifreq request = { .ifr_name = "tun0" };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	for (int i = 0; ioctl(fd, SIOCGIFFLAGS, &request) < 0 || !(request.ifr_flags & IFF_RUNNING); i++)
		wait_a_little(i, "the step's opening of tun0");
	close(fd);
	oracle_run(0, "ip address add 192.0.2.1/24 broadcast 192.0.2.255 dev tun0");
}

/* What tun0 could not hand on would be missing on one side only. */
static void nothing_dropped(void)
{
	unsigned long in = 1, out = 1;
	size_t n;
	char *all = oracle_slurp("/proc/net/dev", &n), *tun = strstr(all, "tun0:");

	ck_assert(tun && sscanf(tun, "tun0: %*u %*u %*u %lu %*u %*u %*u %*u %*u %*u %*u %lu", &in, &out) == 2);
	ck_assert_msg(in == 0 && out == 0, "tun0 dropped %lu packets of ours and %lu of the kernel's", in, out);
	free(all);
}

/* A closed connection of the test before would go on for a while, on our tun0. And
 * IPv6 comes when it likes: without it, the packets have the same numbers each time. */
static void fresh_network(void)
{
	if (oracle.number < 5)
		return;
	ck_assert_int_eq(unshare(CLONE_NEWNET), 0);
	oracle_run(0, "ip link set lo up && sysctl -w net.ipv6.conf.default.disable_ipv6=1");
}

static void start_all(int step, const char *name, const char *option, const char *cable)
{
	static const char *const endings[] = { ".log", ".out", ".err", ".tshark", ".pcapng" };
	const char *b = getenv("ORACLE_BUILD") ? getenv("ORACLE_BUILD") : ORACLE_BUILD;
	glob_t found;

	oracle.number = step;
	oracle.option = option ? option : "";
	oracle.explained = NULL;
	snprintf(oracle.path, sizeof oracle.path, "%s/%02d-*[a-z]/step", b, step);
	ck_assert_msg(glob(oracle.path, 0, NULL, &found) == 0, "step %d is not built: there is no %s", step,
	              oracle.path);
	snprintf(oracle.program, sizeof oracle.program, "%s", found.gl_pathv[0]);
	snprintf(oracle.path, sizeof oracle.path, "%s/oracle/%02d-%s", b, step, name);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		remove(oracle_file(endings[i]));
	fresh_network();
	oracle.cable[0] = '\0';
	if (cable)
		snprintf(oracle.cable, sizeof oracle.cable, "exec %s/tools/cable --tun tun0 %s -- %s -w %s fd:3", b, cable,
		         oracle.program, oracle_file(".kept.pcapng"));
	close(attach());
	oracle_run(-1, "ip link delete tun0");
	oracle_run(0, "ip tuntap add tun0 mode tun pi && ip link set tun0 up");
	oracle.tshark = start((const char *[]){ "tshark", "-i", "tun0", "-w", oracle_file(".pcapng"), NULL },
	                      "/dev/null", oracle_file(".tshark"));
	await(oracle_file(".tshark"), "File:");
	oracle.step = start(oracle.cable[0] ? (const char *[]){ "sh", "-c", oracle.cable, NULL }
	                                    : (const char *[]){ oracle.program, "-w", oracle_file(".kept.pcapng"),
	                                                        option ? option : "tun0", option ? "tun0" : NULL, NULL },
	                    oracle_file(".out"), oracle_file(".err"));
	await_carrier();
}

void oracle_start(int step, const char *name, const char *option)
{
	start_all(step, name, option, NULL);
}

void oracle_start_behind(int step, const char *name, const char *cable)
{
	start_all(step, name, NULL, cable);
}

void oracle_explain(const char *const warnings[])
{
	oracle.explained = warnings;
}

void oracle_count(unsigned long frames, unsigned long equal_fields, unsigned long lies)
{
	oracle.counts->frames += frames;
	oracle.counts->fields += equal_fields;
	oracle.counts->lies += lies;
}

void oracle_await(const char *text)
{
	await(oracle_file(".out"), text);
}

void oracle_inject(unsigned protocol, const void *packet, size_t n)
{
	struct sockaddr_ll to = { .sll_family = AF_PACKET,
		                  .sll_protocol = htons((uint16_t)protocol),
		                  .sll_ifindex = (int)if_nametoindex("tun0") };
	int fd = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	ck_assert_int_eq(sendto(fd, packet, n, 0, (struct sockaddr *)&to, sizeof to), (ssize_t)n);
	close(fd);
}

/* The kernel's last packet goes to ORACLE_END; when the step has printed it, it
 * has printed all before. Then a packet comes from there, behind whatever the
 * step had to say; when tshark's file has it, the file is whole. */
void oracle_stop(void)
{
	struct sockaddr_in nobody = { .sin_family = AF_INET,
		                      .sin_port = htons(9),
		                      .sin_addr = { inet_addr(ORACLE_END) } };
	static const char last[] = "\0\0\x08\0E\0\0\x2c\0\0\0\0\x40\xfd\0\0\xc0\0\2\x63\xc0\0\2\1"
				   "the capture is whole now";
	int udp = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), tun;

	ck_assert_int_eq(sendto(udp, "", 0, 0, (struct sockaddr *)&nobody, sizeof nobody), 0);
	close(udp);
	oracle_await(oracle.number == 1 ? "c0 00 02 63" : ORACLE_END);
	nothing_dropped();
	finish(&oracle.step, "the step");
	tun = attach();
	ck_assert_int_eq(write(tun, last, sizeof last - 1), (ssize_t)sizeof last - 1);
	await(oracle_file(".pcapng"), "the capture is whole now");
	finish(&oracle.tshark, "tshark");
	close(tun);
	if (oracle.cable[0])
		ck_assert(rename(oracle_file(".pcapng"), oracle_file(".wire.pcapng")) == 0 &&
		          rename(oracle_file(".kept.pcapng"), oracle_file(".pcapng")) == 0);
}

/* Runs argv once more, in a network namespace of its own. */
static void enter_namespace(char **argv)
{
	char *again[64] = { "unshare", geteuid() == 0 ? "-n" : "-Urn" };

	if (getenv("ORACLE_INSIDE"))
		return;
	for (int i = 0; argv[i] && i < 61; i++)
		again[i + 2] = argv[i];
	setenv("ORACLE_INSIDE", "yes", 1);
	execvp(again[0], again);
	err(1, "unshare");
}

int oracle_main(char **argv, const char *name, const TTest *const tests[])
{
	Suite *suite = suite_create(name);
	TCase *tcase = tcase_create(name);
	SRunner *runner = srunner_create(suite);
	int failed;

	enter_namespace(argv);
	if (system("ip link set lo up && mkdir -p " ORACLE_BUILD "/oracle") != 0)
		errx(1, "cannot set up the namespace");
	oracle.counts = mmap(NULL, sizeof *oracle.counts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	tcase_set_timeout(tcase, 600);
	for (int i = 0; tests[i]; i++)
		tcase_add_test(tcase, tests[i]);
	suite_add_tcase(suite, tcase);
	srunner_set_fork_status(runner, CK_FORK);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	printf("%s: %lu frames, %lu fields equal; %lu lies told, each noticed\n", name, oracle.counts->frames,
	       oracle.counts->fields, oracle.counts->lies);
	srunner_free(runner);
	return failed ? 1 : 0;
}
