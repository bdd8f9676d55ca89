/* test_endpoint.c: a host with a TCP behind it, and this file is the TCP: what
 * reaches it, at what time, and what becomes of what it says. */
#include "link/endpoint.h"

#include "console/show.h"
#include "tcp/root.h"
#include "unit.h"
#include "wire/bytes.h"
#include "wire/icmp.h"

#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#define US   0xc0000202
#define THEM 0xc0000201

struct stack {
	struct tcp_world world;
	unsigned inputs, polls; /* how often each door was used */
	uint64_t now, deadline;
	struct seg s; /* the segment that came last */
	void (*when)(struct stack *k); /* what is to happen then, or NULL */
};

void tcp_input(struct stack *k, struct seg *s, uint64_t now)
{
	k->inputs++;
	k->s = *s;
	k->now = now;
	if (k->when)
		k->when(k);
}

void tcp_poll(struct stack *k, uint64_t now)
{
	k->polls++;
	k->now = now;
	k->deadline = TCP_NEVER;
	if (k->when)
		k->when(k);
}

uint64_t tcp_deadline(const struct stack *k)
{
	return k->deadline;
}

static struct host h;
static struct stack k;
static uint8_t packet[1500], answer[1500];
static int kernel; /* the other end of the cable */

/* A host on one end of a pair of sockets; flag is one more word of its command line, or NULL. */
static void begin(const char *flag)
{
	static char name[] = "step", device[16], word[8];
	char *argv[] = { name, device, flag ? strcpy(word, flag) : NULL, NULL };
	int ends[2];

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
	kernel = ends[1];
	snprintf(device, sizeof device, "fd:%d", ends[0]);
	host_open(&h, flag ? 3 : 2, argv, show_packet);
	k = (struct stack){ .world = endpoint_world(&h), .deadline = TCP_NEVER };
}

static void end(void)
{
	close(kernel);
	print_begin();
	ck_assert(!endpoint_next(&h, &k));
	ck_assert_int_eq(host_close(&h), 0);
	print_end();
}

/* n bytes of `packet` arrive and are seen to. Returns what was printed. */
static const char *arrive(size_t n)
{
	uint8_t message[sizeof packet + 4] = { 0, 0, 8, 0 };

	memcpy(message + 4, packet, n);
	ck_assert_int_eq(send(kernel, message, n + 4, 0), (ssize_t)n + 4);
	print_begin();
	ck_assert(endpoint_next(&h, &k));
	return print_end();
}

/* What was sent to the other end, into `answer`: its length, 0 for nothing. */
static size_t sent(void)
{
	uint8_t message[sizeof answer + 4];
	ssize_t got = recv(kernel, message, sizeof message, MSG_DONTWAIT);

	if (got <= 0)
		return 0;
	ck_assert_mem_eq(message, "\0\0\10\0", 4);
	memcpy(answer, message + 4, (size_t)got - 4);
	return (size_t)got - 4;
}

static size_t make_syn(uint32_t dst)
{
	struct seg s = { .src = THEM, .dst = dst, .sport = 40312, .dport = 7, .seq = 1000, .flags = SYN, .wnd = 77 };

	return tcp_emit(packet, &s);
}

static size_t make(uint8_t protocol, size_t n)
{
	struct ipv4 ip = { .ttl = 64, .protocol = protocol, .src = THEM, .dst = US, .len = n };

	memset(packet, 0, sizeof packet);
	ipv4_emit(packet, &ip);
	return IPV4_HEADER + n;
}

START_TEST(a_segment_for_us_reaches_the_stack_at_the_date_it_came)
{
	begin(NULL);
	arrive(make_syn(US));
	ck_assert_uint_eq(k.inputs, 1);
	ck_assert_uint_eq(k.s.src, THEM);
	ck_assert_uint_eq(k.s.dst, US);
	ck_assert_uint_eq(k.s.sport, 40312);
	ck_assert_uint_eq(k.s.dport, 7);
	ck_assert_uint_eq(k.s.seq, 1000);
	ck_assert_uint_eq(k.s.flags, SYN);
	ck_assert_uint_eq(k.now, link_date(&h.link) + h.packet.time);
	ck_assert_uint_gt(k.now, UINT64_C(1600000000000000)); /* later than 2020 */
	ck_assert_uint_eq(sent(), 0);
	end();
}
END_TEST

START_TEST(a_damaged_segment_does_not_and_is_counted_once)
{
	for (unsigned quiet = 0; quiet < 2; quiet++) {
		size_t n = make_syn(US);

		begin(quiet ? "-q" : NULL);
		packet[n - 1] ^= 1;
		arrive(n);
		ck_assert_uint_eq(k.inputs, 0);
		close(kernel);
		print_begin();
		ck_assert(!endpoint_next(&h, &k));
		host_close(&h);
		ck_assert_str_eq(print_end(), "1 packet: 0 IPv4, 0 skipped, 1 dropped\n    1  TCP checksum is wrong\n");
	}
}
END_TEST

START_TEST(a_segment_for_somebody_else_does_not)
{
	begin(NULL);
	ck_assert_ptr_nonnull(strstr(arrive(make_syn(US + 1)), "not answered: it is for somebody else\n"));
	ck_assert_uint_eq(k.inputs, 0);
	end();
}
END_TEST

START_TEST(what_is_not_tcp_is_answered_by_the_host)
{
	const char *fault = "no answer";
	struct ipv4 ip;

	begin(NULL);
	make(IPV4_ICMP, 8);
	packet[20] = ICMP_ECHO_REQUEST;
	put16(packet + 22, 0xf7ff);
	arrive(28);
	must(ipv4_parse(&ip, answer, sent(), &fault), "%s", fault);
	ck_assert_uint_eq(ip.data[0], ICMP_ECHO_REPLY);
	make(IPV4_UDP, 8);
	put16(packet + 24, 8);
	arrive(28);
	must(ipv4_parse(&ip, answer, sent(), &fault), "%s", fault);
	ck_assert_uint_eq(ip.data[0], ICMP_UNREACHABLE);
	ck_assert_uint_eq(ip.data[1], ICMP_PORT_UNREACHABLE);
	arrive(make(132, 8));
	must(ipv4_parse(&ip, answer, sent(), &fault), "%s", fault);
	ck_assert_uint_eq(ip.data[0], ICMP_UNREACHABLE);
	ck_assert_uint_eq(ip.data[1], ICMP_PROTOCOL_UNREACHABLE);
	ck_assert_uint_eq(k.inputs, 0);
	end();
}
END_TEST

/* The deadline is a date; time, not the next packet, ends the waiting. */
START_TEST(a_deadline_calls_the_stack_when_it_has_come_and_not_before)
{
	uint64_t deadline;

	begin(NULL);
	arrive(make_syn(US));
	deadline = k.deadline = k.now + 30000;
	print_begin();
	ck_assert(endpoint_next(&h, &k));
	ck_assert_str_eq(print_end(), "");
	ck_assert_uint_eq(k.polls, 1);
	ck_assert_uint_eq(k.inputs, 1);
	ck_assert_uint_ge(k.now, deadline);
	end();
}
END_TEST

static void send_ack(struct stack *stack)
{
	struct seg s = { .src = US, .dst = THEM, .sport = 7, .dport = 40312, .seq = 5, .ack = 1001, .flags = ACK };
	size_t n = tcp_emit(packet, &s);

	stack->world.send(stack->world.user, packet, n);
}

START_TEST(what_the_stack_sends_leaves_and_is_shown)
{
	const char *said;

	begin(NULL);
	k.when = send_ack;
	said = arrive(make_syn(US));
	ck_assert_uint_eq(sent(), 40);
	ck_assert_mem_eq(answer, packet, 40);
	ck_assert_str_eq(said, "  0.000000  192.0.2.1:40312 -> 192.0.2.2:7      SYN           seq 1000  win 77\n"
			       "  0.000000  192.0.2.2:7     -> 192.0.2.1:40312  ACK           seq 5  ack 1001  win 0\n");
	end();
}
END_TEST

static struct tcp_event event = { .laddr = US, .raddr = THEM, .lport = 7, .rport = 40312, .text = "LISTEN -> CLOSED" };

static void tell(struct stack *stack)
{
	stack->world.trace(stack->world.user, &event);
}

START_TEST(what_a_packet_brought_about_stands_below_its_line)
{
	begin(NULL);
	k.when = tell;
	event.timer = event.numbers = false;
	ck_assert_str_eq(arrive(make_syn(US)), "  0.000000  192.0.2.1:40312 -> 192.0.2.2:7      SYN           seq 1000  win 77\n"
					       "            LISTEN -> CLOSED\n");
	end();
}
END_TEST

START_TEST(what_time_brought_about_has_a_line_that_names_both_ends)
{
	const char *said;

	begin(NULL);
	arrive(make_syn(US));
	k.when = tell;
	k.deadline = k.now; /* it is here already */
	event.timer = true;
	event.numbers = false;
	print_begin();
	ck_assert(endpoint_next(&h, &k));
	said = print_end();
	ck_assert_uint_eq(k.polls, 1);
	ck_assert_msg(strlen(said) > 12 && strcmp(said + 10, "  192.0.2.2:7     -- 192.0.2.1:40312  LISTEN -> CLOSED\n") == 0,
	              "%s", said);
	end();
}
END_TEST

START_TEST(a_connections_variables_are_for_the_capture_alone)
{
	static char note[256];

	begin(NULL);
	h.trace.note = note;
	h.trace.note_size = sizeof note;
	k.when = tell;
	event.timer = false;
	event.numbers = true;
	ck_assert_str_eq(arrive(make_syn(US)), "  0.000000  192.0.2.1:40312 -> 192.0.2.2:7      SYN           seq 1000  win 77\n");
	ck_assert_msg(strstr(note, "LISTEN -> CLOSED") != NULL, "%s", note);
	h.trace.note = NULL;
	end();
}
END_TEST

START_TEST(a_quiet_host_asks_the_stack_for_no_story)
{
	begin("-q");
	ck_assert(!k.world.trace);
	ck_assert_str_eq(arrive(make_syn(US)), "");
	ck_assert_uint_eq(k.inputs, 1);
	end();
}
END_TEST

UNIT("endpoint",
     a_segment_for_us_reaches_the_stack_at_the_date_it_came, a_damaged_segment_does_not_and_is_counted_once,
     a_segment_for_somebody_else_does_not, what_is_not_tcp_is_answered_by_the_host,
     a_deadline_calls_the_stack_when_it_has_come_and_not_before, what_the_stack_sends_leaves_and_is_shown,
     what_a_packet_brought_about_stands_below_its_line, what_time_brought_about_has_a_line_that_names_both_ends,
     a_connections_variables_are_for_the_capture_alone, a_quiet_host_asks_the_stack_for_no_story)
