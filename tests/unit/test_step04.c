/* test_step04.c: step 04 itself, which is given a segment over a pair of sockets. */
#include "unit.h"

#include "link/tun.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int step_04_syn_parse(int argc, char **argv);

/* A SYN from 192.0.2.1:40312 to 192.0.2.2:7, behind its packet information. */
static const uint8_t syn[] = {
	0, 0, 0x08, 0x00, 0x45, 0x00, 0x00, 0x2c, 0x00, 0x00, 0x40, 0x00, 0x40, 0x06, 0xb6, 0xc8,
	0xc0, 0x00, 0x02, 0x01, 0xc0, 0x00, 0x02, 0x02, 0x9d, 0x78, 0x00, 0x07, 0xe8, 0xd8, 0x19, 0x54,
	0x00, 0x00, 0x00, 0x00, 0x60, 0x02, 0xfa, 0xf0, 0x79, 0x85, 0x00, 0x00, 0x02, 0x04, 0x05, 0xb4 };

static void run(void *device)
{
	char *argv[] = { "step", device, NULL };

	exit(step_04_syn_parse(2, argv));
}

START_TEST(a_syn_is_shown_and_nobody_answers)
{
	char device[16], answer[100];
	const struct child *c;
	int ends[2];

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
	ck_assert_int_eq(send(ends[1], syn, sizeof syn, 0), sizeof syn);
	shutdown(ends[1], SHUT_WR);
	snprintf(device, sizeof device, "fd:%d", ends[0]);
	c = in_child(run, device);
	close(ends[0]);
	must(c->status == 0, "it ended with status %d: %s", c->status, c->err);
	ck_assert_str_eq(c->out, "  0.000000  192.0.2.1:40312 -> 192.0.2.2:7      SYN           seq 3906476372  win 64240  <mss 1460>\n"
	                         "1 packet: 1 IPv4, 0 skipped, 0 dropped\n");
	ck_assert_int_le(recv(ends[1], answer, sizeof answer, 0), 0);
	close(ends[1]);
}
END_TEST

UNIT("step 04", a_syn_is_shown_and_nobody_answers)
