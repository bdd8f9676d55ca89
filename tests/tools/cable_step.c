/* cable_step.c: see cable_step.h. */
#include "cable_step.h"

#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum { STEP_FD = 3 };

/* The child becomes the step. It keeps no descriptor of ours but its end of the
 * link (all others are closed on exec). */
static void become(char **command, int link, pid_t parent, const sigset_t *mask)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent) /* too late: it has died before we asked */
		_exit(1);
	sigprocmask(SIG_SETMASK, mask, NULL);
	if (link == STEP_FD ? fcntl(link, F_SETFD, 0) < 0 : dup2(link, STEP_FD) < 0)
		err(1, "descriptor %d", STEP_FD);
	execvp(*command, command);
	err(127, "cannot run %s", *command);
}

pid_t step_start(char **command, int *link, int *signals)
{
	pid_t parent = getpid(), step;
	sigset_t ours, before;
	int pair[2];

	sigemptyset(&ours);
	sigaddset(&ours, SIGCHLD);
	sigaddset(&ours, SIGINT);
	sigaddset(&ours, SIGTERM);
	signal(SIGCHLD, SIG_DFL); /* whoever started us may have had it ignored */
	sigprocmask(SIG_BLOCK, &ours, &before);
	*signals = signalfd(-1, &ours, SFD_CLOEXEC | SFD_NONBLOCK);
	if (*signals < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0 || (step = fork()) < 0)
		err(1, "cannot start the step");
	if (step == 0)
		become(command, pair[1], parent, &before);
	close(pair[1]);
	*link = pair[0];
	return step;
}
