/* tcp_fixture.h: the TCP of one step, alone in the dark: segments in, segments
 * out, and a clock that stands still until a test moves it. It is compiled once
 * for every step, against that step's tcb.h, with STEP as its number. Numbers are
 * told as their distance from the first one of their side, as tshark does. */
#pragma once
#include "tcb.h"
#include "tcp/check.h"
#include "tcp/root.h"
#include "tcp/seq.h"
#include "tcp/table.h"
#include "unit.h"
#include "wire/bytes.h"
#if STEP >= 6
#include "tcp/transmit.h"
#endif
#if STEP >= 7
#include "tcp/close.h"
#endif

/* Both sides' first numbers: a few bytes later they are 0. */
#define CLOCK UINT32_C(0xfffffff5) /* of the initial numbers, when a test begins */
#define ISS   iss
#define IRS UINT32_C(0xfffffff8)
#define US   UINT32_C(0xc0000202)
#define PEER UINT32_C(0xc0000201)
enum { PORT = 7, OTHER_PORT = 80, CLOSED_PORT = 81, PEER_PORT = 40000, MSS = 1000, WINDOW = 30000 };

#define MS UINT64_C(1000)
#define S  UINT64_C(1000000)

extern uint32_t iss; /* our first number: CLOCK, or what the SYN ACK of a peer says that is new */
extern struct stack k;
extern struct tcp_config config; /* set before each test */
extern struct tcb *c;            /* the connection that was opened last */
extern char story[65536];        /* all that was traced, a line an event */
extern char numbers[65536];      /* the variables, for the capture: the same */

extern struct program {
	bool lazy; /* reads nothing */
	uint8_t got[1 << 20];
	size_t len;
} program;

/* The port that the next segments come from and go to. */
extern uint16_t from_port, to_port;

/* Options for the next segment only: bytes, a multiple of four of them. */
void with_options(const void *bytes, size_t n);

/* The connection whose place was taken last. */
struct tcb *newest(void);

/* The handshake, and what it says is expected; c is the connection then. */
void open_connection(void);
void open_with(uint32_t window, const void *options, size_t n);

/* A segment arrives. After a number instead of text, it carries so many bytes of
 * the peer's text, which is the same at the same number whenever it is sent. */
void arrive(uint8_t flags, uint32_t seq, uint32_t ack, uint32_t wnd, const char *text);
void arrive_n(uint8_t flags, uint32_t seq, uint32_t ack, uint32_t wnd, size_t n);

/* The next segment that left; then it is out of the way. NULL if there is none. */
const struct seg *left(void);
size_t waiting(void); /* how many there are */
void forget(void);    /* all of them */

#define expect(...) expect_at(__LINE__, __VA_ARGS__)
#define expect_n(...) expect_n_at(__LINE__, __VA_ARGS__)
#define expect_nothing() expect_nothing_at(__LINE__)
#define expect_state(s) expect_state_at(__LINE__, s)
void expect_at(int line, uint8_t flags, uint32_t seq, uint32_t ack, const char *text);
void expect_n_at(int line, uint8_t flags, uint32_t seq, uint32_t ack, size_t n);
void expect_nothing_at(int line);
void expect_state_at(int line, enum tcp_state s);

/* Of the story the changes of state alone: for its remarks the code has words of its own. */
const char *changes(void);

/* The clock: microseconds since the test began. On the way there, the deadlines
 * are met. */
void at(uint64_t time);
void after(uint64_t time);
uint64_t deadline(void); /* from now on; TCP_NEVER if there is none */

/* The program behind c. */
void say(const char *text);
void say_n(size_t n); /* our text, the same at the same number */
void hang_up(void);   /* it closes */
void give_up(void);   /* it aborts */
void read_now(size_t n);
#define expect_read(text) expect_read_at(__LINE__, text)
void expect_read_at(int line, const char *text);

/* A test and the steps that it holds for, from the first to the last. */
struct held {
	const TTest *const *test;
	int first, last;
};
enum { EVER = 99 };

int tcp_unit_main(const char *name, const struct held tests[], size_t n);

#define FROM(step, test) BETWEEN(step, EVER, test)
#define BETWEEN(step, last, test) ((struct held){ &test, step, last })
#define TCP_UNIT(name, ...)                                                     \
	int main(void)                                                          \
	{                                                                       \
		const struct held tests[] = { __VA_ARGS__ };                    \
                                                                                \
		return tcp_unit_main(name, tests, sizeof tests / sizeof *tests); \
	}
