/* main.c: echo, discard, daytime, chargen and a web page, over our TCP. */
#include "app/page.h" /* 07.6 */
#include "app/serve.h"
#include "console/settings.h"
#include "console/show.h"
#include "link/endpoint.h"
#include "tcb.h"

static struct tcp_config config = {
	.mss = 1460,
	.rcv_buffer = BUFFER_MAX,
	.snd_buffer = BUFFER_MAX,
	.msl = 120 * SECOND, /* 07.4 */
};

static const struct setting settings[] = {
	{ "msl", SETTING_TIME, &config.msl, 0, 0 }, /* 07.4 */
	{ "pace", SETTING_NUMBER, &config.pace, 0, 4096 },
	{ "rcv_buffer", SETTING_NUMBER, &config.rcv_buffer, 1, BUFFER_MAX },
	{ "snd_buffer", SETTING_NUMBER, &config.snd_buffer, 1, BUFFER_MAX },
	{ NULL, SETTING_TIME, NULL, 0, 0 },
};

static const struct service services[] = {
	{ 7, serve_echo },
	{ 9, serve_discard },
	{ 13, serve_daytime }, /* 07.3 */
	{ 19, serve_chargen },
	{ 80, service_page },  /* 07.6 */
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
