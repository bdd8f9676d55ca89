/* main.c: echo, discard and chargen over our TCP. */
#include "app/services.h"
#include "console/settings.h"
#include "console/show.h"
#include "link/endpoint.h"
#include "tcb.h"

static struct tcp_config config = {
	.mss = 1460,
	.rcv_buffer = BUFFER_MAX,
	.snd_buffer = BUFFER_MAX, /* 06.4 */
};

static const struct setting settings[] = {
	{ "pace", SETTING_NUMBER, &config.pace, 0, 4096 }, /* 06.8 */
	{ "rcv_buffer", SETTING_NUMBER, &config.rcv_buffer, 1, BUFFER_MAX },
	{ "snd_buffer", SETTING_NUMBER, &config.snd_buffer, 1, BUFFER_MAX }, /* 06.4 */
	{ NULL, SETTING_TIME, NULL, 0, 0 },
};

static const struct service services[] = {
	{ 7, service_echo }, /* 06.4 */
	{ 9, service_discard },
	{ 19, service_chargen }, /* 06.6 */
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
