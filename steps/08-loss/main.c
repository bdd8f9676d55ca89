/* main.c: echo, discard, daytime, chargen and a web page, over our TCP. */
#include "app/page.h"
#include "app/serve.h"
#include "console/settings.h"
#include "console/show.h"
#include "link/endpoint.h"
#include "tcb.h"

static struct tcp_config config = {
	.mss = 1460,
	.rcv_buffer = BUFFER_MAX,
	.snd_buffer = BUFFER_MAX,
	.msl = 120 * SECOND,
	.rto_first = 1 * SECOND,
	.rto_min = 1 * SECOND, /* 08.2 */
	.rto_max = 60 * SECOND, /* 08.2 */
	.r1 = 3, /* 08.5 */
	.r2 = 100 * SECOND, /* 08.5 */
	.r2_syn = 180 * SECOND, /* 08.5 */
};

static const struct setting settings[] = {
	{ "msl", SETTING_TIME, &config.msl, 0, 0 },
	{ "rto_first", SETTING_TIME, &config.rto_first, 0, 0 },
	{ "rto_min", SETTING_TIME, &config.rto_min, 0, 0 }, /* 08.2 */
	{ "r2", SETTING_TIME, &config.r2, 0, 0 }, /* 08.5 */
	{ "pace", SETTING_NUMBER, &config.pace, 0, 4096 },
	{ "rcv_buffer", SETTING_NUMBER, &config.rcv_buffer, 1, BUFFER_MAX },
	{ "snd_buffer", SETTING_NUMBER, &config.snd_buffer, 1, BUFFER_MAX },
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
	k.config = &config;
	k.services = services;
	k.world = endpoint_world(&h);
	while (endpoint_next(&h, &k))
		;
	return host_close(&h);
}
