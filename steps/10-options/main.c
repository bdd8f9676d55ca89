/* main.c: echo, discard, daytime, chargen and a web page, over our TCP. */
#include "app/page.h"
#include "app/serve.h"
#include "console/settings.h"
#include "console/show.h"
#include "link/endpoint.h"
#include "tcb.h"

static bool cubic;

static struct tcp_config config = {
	.mss = 1460,
	.rcv_buffer = BUFFER_MAX,
	.snd_buffer = BUFFER_MAX,
	.msl = 120 * SECOND,
	.rto_first = 1 * SECOND,
	.rto_min = 1 * SECOND,
	.rto_max = 60 * SECOND,
	.r1 = 3,
	.r2 = 100 * SECOND,
	.r2_syn = 180 * SECOND,
	.ack_delay = 40 * MILLISECOND,
	.algorithm = &tcp_reno,
	.scale = true, /* 10.1 */
	.ts = true, /* 10.2 */
	.sack = true, /* 10.4 */
};

static const struct setting settings[] = {
	{ "msl", SETTING_TIME, &config.msl, 0, 0 },
	{ "rto_first", SETTING_TIME, &config.rto_first, 0, 0 },
	{ "rto_min", SETTING_TIME, &config.rto_min, 0, 0 },
	{ "r2", SETTING_TIME, &config.r2, 0, 0 },
	{ "pace", SETTING_NUMBER, &config.pace, 0, 4096 },
	{ "rcv_buffer", SETTING_NUMBER, &config.rcv_buffer, 1, BUFFER_MAX },
	{ "snd_buffer", SETTING_NUMBER, &config.snd_buffer, 1, BUFFER_MAX },
	{ "ack_delay", SETTING_TIME, &config.ack_delay, 0, 0 },
	{ "nodelay", SETTING_SWITCH, &config.nodelay, 0, 0 },
	{ "cubic", SETTING_SWITCH, &cubic, 0, 0 },
	{ "scale", SETTING_SWITCH, &config.scale, 0, 0 }, /* 10.1 */
	{ "ts", SETTING_SWITCH, &config.ts, 0, 0 }, /* 10.2 */
	{ "sack", SETTING_SWITCH, &config.sack, 0, 0 }, /* 10.4 */
	{ NULL, SETTING_TIME, NULL, 0, 0 },
};

static const struct service services[] = {
	{ 7, serve_echo },
	{ 9, serve_discard },
	{ 13, serve_daytime },
	{ 19, serve_chargen },
	{ 80, service_page },
	{ 0 },
};

int main(int argc, char **argv)
{
	static struct stack k;
	static struct host h;

	settings_apply(argc, argv, settings);
	host_open(&h, argc, argv, show_packet);
	if (cubic)
		config.algorithm = &tcp_cubic;
	k.config = &config;
	k.services = services;
	k.world = endpoint_world(&h);
	while (endpoint_next(&h, &k))
		;
	return host_close(&h);
}
