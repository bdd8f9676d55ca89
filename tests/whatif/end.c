/* end.c: see end.h. Compiled, as side.c is, once for each step against its tcb.h. */
#include "../sim/side.c"

#include "end.h"
#ifdef WITH_close
#include "app/page.h"
#include "app/serve.h"
#elif defined WITH_stream
#include "app/services.h"
#endif

static struct talk talk;
static uint8_t heard[HEARD_MOST];
static size_t said, got;
#ifdef WITH_connect
static uint64_t quits; /* when the peer ends the connection, or 0 */

static void client(struct tcb *t)
{
	if (said < talk.len)
		said += tcp_write(t, (const uint8_t *)talk.text + said, talk.len - said);
	got += tcp_read(t, heard + got, sizeof heard - got);
	if (talk.resets ? got < talk.answer : !tcp_heard_all(t))
		return;
	if (quits == 0)
		quits = k.now + talk.patience;
	t->wake = quits;
	if (k.now < quits)
		return;
	t->wake = 0;
	if (talk.resets)
		tcp_abort(t);
	else
		tcp_close(t);
}
#define PROGRAM client
#elif defined WITH_close
static void program_of_port(struct tcb *t)
{
	if (t->lport == 80)
		service_page(t);
	else
		serve_echo(t);
}
#define PROGRAM program_of_port
#elif defined WITH_stream
#define PROGRAM service_echo
#else
#define PROGRAM NULL
#endif

/* The simulator tells of the connection's variables, too: here they would hide the rest. */
static void tell_news(void *user, const struct tcp_event *e)
{
	if (!e->numbers)
		tell(user, e);
}

/* The timers are those of the step's own main.c. */
static void begin(const struct talk *what)
{
	talk = *what;
	said = got = 0;
#ifdef WITH_connect
	quits = 0;
#endif
	services[0] = (struct service){ services[0].port, PROGRAM };
	k.world.trace = tell_news;
#ifdef WITH_rto
	config.rto_max = 60000000;
	config.r2 = 100000000;
	config.r2_syn = 180000000;
#endif
}

static size_t what_heard(const uint8_t **bytes)
{
	*bytes = heard;
	return got;
}

VISIBLE const struct end whatif_end = { &side, begin, what_heard };
