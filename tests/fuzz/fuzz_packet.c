/* fuzz_packet.c: any bytes as an IPv4 packet, through every parser, and back
 * out again through every writer. What must always hold is asserted. */
#include "mend.h"
#include "wire/icmp.h"
#include "wire/tcp_segment.h"
#include "wire/udp.h"

#undef NDEBUG
#include <assert.h>
#include <string.h>

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t n, size_t most, unsigned seed)
{
	return mutate_and_mend(data, n, most, seed);
}

/* Has a packet of ours the form that all have? *ip is then its header. */
static void ours(struct ipv4 *ip, const uint8_t *packet, size_t n, uint32_t src, uint32_t dst)
{
	const char *fault;

	assert(ipv4_parse(ip, packet, n, &fault));
	assert(ip->src == src && ip->dst == dst && !ipv4_is_fragment(ip));
	assert(IPV4_HEADER + ip->len == n && ip->options_len == 0);
}

/* A reply is written into a block of just the size it should have. */
static void echo(const struct ipv4 *ip, const struct icmp *request)
{
	size_t n = IPV4_HEADER + ICMP_HEADER + request->len;
	uint8_t *packet = malloc(n);
	struct ipv4 back;
	struct icmp m;
	const char *fault;

	if (n <= IPV4_MAX) {
		assert(icmp_echo_reply(packet, ip, request) == n);
		ours(&back, packet, n, ip->dst, ip->src);
		assert(icmp_parse(&m, &back, &fault));
		assert(m.type == ICMP_ECHO_REPLY && m.code == 0 && m.id == request->id && m.seq == request->seq);
		assert(m.len == request->len && memcmp(m.data, request->data, m.len) == 0);
	}
	free(packet);
}

static void unreachable(const struct ipv4 *ip, const uint8_t *about)
{
	size_t quote = IPV4_HEADER + ip->options_len + (ip->len < 8 ? ip->len : 8);
	size_t n = IPV4_HEADER + ICMP_HEADER + quote;
	uint8_t *packet = malloc(n);
	struct ipv4 back;
	struct icmp m;
	const char *fault;

	assert(n <= ICMP_ERROR_MAX);
	assert(icmp_unreachable(packet, ip, ICMP_PORT_UNREACHABLE) == n);
	ours(&back, packet, n, ip->dst, ip->src);
	assert(icmp_parse(&m, &back, &fault));
	assert(m.type == ICMP_UNREACHABLE && m.code == ICMP_PORT_UNREACHABLE);
	assert(m.len == quote && memcmp(m.data, about, quote) == 0);
	free(packet);
}

/* The walk goes forward, ends, and stays inside. */
static void options(const struct seg *s)
{
	const uint8_t *end = s->options + s->options_len;
	size_t at = 0, before = 0, sum = 0;
	struct tcp_option o;
	bool last = false;

	for (; tcp_option_next(s, &at, &o); before = at) {
		assert(!last && at > before && at <= s->options_len && o.kind == s->options[before]);
		last = o.kind == OPT_EOL || (o.bad && (o.len < 2 || o.len > s->options_len - before));
		assert(last ? at == s->options_len : at == before + o.len);
		for (const uint8_t *p = o.data; !o.bad && o.len > 2 && p < o.data + o.len - 2; sum += *p++)
			assert(p < end);
	}
	assert(at == s->options_len && sum <= 40 * 255);
}

static void segment(const struct ipv4 *ip)
{
	const char *fault;
	struct seg s, again;
	struct ipv4 back;
	uint8_t *packet;
	size_t n;

	if (!tcp_parse(&s, ip, &fault)) {
		assert(fault);
		return;
	}
	assert(!fault && s.options == ip->data + TCP_HEADER && s.options_len <= TCP_OPTIONS_MAX);
	assert(s.data == s.options + s.options_len && s.data + s.len == ip->data + ip->len);
	options(&s);
	n = IPV4_HEADER + TCP_HEADER + s.options_len + s.len;
	packet = malloc(n);
	assert(tcp_emit(packet, &s) == n);
	ours(&back, packet, n, ip->src, ip->dst);
	assert(tcp_parse(&again, &back, &fault));
	assert(again.sport == s.sport && again.dport == s.dport && again.seq == s.seq && again.ack == s.ack);
	assert(again.flags == s.flags && again.wnd == s.wnd && again.urg == s.urg && seg_space(&again) == seg_space(&s));
	assert(again.options_len == s.options_len && memcmp(again.options, s.options, s.options_len) == 0);
	assert(again.len == s.len && memcmp(again.data, s.data, s.len) == 0);
	free(packet);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	const char *fault;
	struct ipv4 ip;
	struct icmp m;

	if (!ipv4_parse(&ip, p, n, &fault)) {
		assert(fault);
		return 0;
	}
	assert(!fault && ip.options == p + IPV4_HEADER && ip.options_len <= 40 && ip.options_len % 4 == 0);
	assert(ip.data == ip.options + ip.options_len && ip.data + ip.len <= p + n);
	unreachable(&ip, p);
	if (icmp_parse(&m, &ip, &fault)) {
		assert(!fault && m.data == ip.data + ICMP_HEADER && m.len == ip.len - ICMP_HEADER);
		echo(&ip, &m);
	} else {
		assert(fault);
	}
	assert(!udp_intact(&ip) || ip.len >= 8);
	segment(&ip);
	return 0;
}
