/* main.c: ports that listen, and connections that carry nothing yet. */
#include "console/settings.h"
#include "console/show.h"
#include "link/endpoint.h"
#include "tcb.h"

static struct tcp_config config = {
	.mss = 1460, /* 05.6 */
	.rcv_buffer = UINT16_MAX,
};

static const struct setting settings[] = {
	{ "rcv_buffer", SETTING_NUMBER, &config.rcv_buffer, 1, UINT16_MAX },
	{ NULL, SETTING_TIME, NULL, 0, 0 },
};

static const struct service services[] = {
	{ 7, NULL }, { 9, NULL }, { 19, NULL }, { 0 },
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
