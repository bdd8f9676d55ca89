/* device.c: see device.h. */
#include "device.h"

#include "tcp/root.h"
#include "wire/bytes.h"
#include "wire/checksum.h"

#include <err.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <linux/virtio_net.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 64, LONGEST = 10000 /* ms */ };
enum { SUM = 16 /* where in a TCP header its checksum is */ };

/* What tcp_segment calls, here, in place of checksum_add: see trial.mk. */
uint32_t trial_checksum_add(uint32_t sum, const void *bytes, size_t n);

static bool vouched; /* by the kernel: the packet that has come is not summed up, */
static bool begun;   /* nor what we send, of which it wants the pseudo header's sum */
static bool receiving, fast;

/* The sum of the words as this machine reads them, 8 bytes at once, turned round at the end (RFC 1071, 2). */
static uint32_t sum_fast(uint32_t sum, const uint8_t *p, size_t n)
{
	uint64_t total = 0;
	uint32_t four;
	uint16_t word;

	for (; n >= 4; p += 4, n -= 4) {
		memcpy(&four, p, 4);
		total += four;
	}
	four = 0;
	memcpy(&four, p, n);
	total += four;
	while (total >> 16)
		total = (total & 0xffff) + (total >> 16);
	word = (uint16_t)total;
	return sum + get16((const uint8_t *)&word);
}

uint32_t trial_checksum_add(uint32_t sum, const void *bytes, size_t n)
{
	if (receiving ? vouched : begun)
		return receiving ? 0xffff : sum;
	return fast ? sum_fast(sum, bytes, n) : checksum_add(sum, bytes, n);
}

int device_open(struct device *d, const char *name)
{
	struct ifreq r = { .ifr_flags = (short)(IFF_TUN | IFF_NO_PI | (d->header ? IFF_VNET_HDR : 0)) };
	int size = sizeof(struct virtio_net_hdr);

	fast = d->fast;
	begun = d->header && d->trust;
	strncpy(r.ifr_name, name, IFNAMSIZ - 1);
	d->fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (d->fd < 0 || ioctl(d->fd, TUNSETIFF, &r) < 0)
		return -1;
	if (!d->header) /* a device that stays remembers what it was told before */
		return ioctl(d->fd, TUNSETOFFLOAD, 0);
	if (ioctl(d->fd, TUNSETVNETHDRSZ, &size) < 0)
		return -1;
	return ioctl(d->fd, TUNSETOFFLOAD, TUN_F_CSUM | TUN_F_TSO4);
}

uint64_t device_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

/* What the header says of a packet that leaves: its checksum is only begun, and
 * it is to be cut into segments. How long these are, only the root knows. */
static void describe(struct virtio_net_hdr *v, uint8_t *packet, size_t n)
{
	size_t header = IPV4_HEADER + (packet[IPV4_HEADER + 12] >> 4) * 4u;
	uint32_t pseudo = checksum_pseudo(get32(packet + 12), get32(packet + 16), IPV4_TCP, n - IPV4_HEADER);

	*v = (struct virtio_net_hdr){ 0 };
	if (!begun && !burst_mss)
		return;
	v->flags = VIRTIO_NET_HDR_F_NEEDS_CSUM;
	v->csum_start = IPV4_HEADER;
	v->csum_offset = SUM;
	put16(packet + IPV4_HEADER + SUM, (uint16_t)~checksum_finish(pseudo));
	if (!burst_mss || n <= header + burst_mss)
		return;
	v->gso_type = VIRTIO_NET_HDR_GSO_TCPV4;
	v->gso_size = (uint16_t)burst_mss;
	v->hdr_len = (uint16_t)header;
}

static void send_packet(void *user, const uint8_t *packet, size_t n)
{
	uint8_t begin[IPV4_HEADER + TCP_HEADER + TCP_OPTIONS_MAX];
	size_t first = n < sizeof begin ? n : sizeof begin;
	struct device *d = user;
	struct virtio_net_hdr v;
	struct iovec parts[] = { { &v, sizeof v }, { begin, first }, { (uint8_t *)packet + first, n - first } };

	memcpy(begin, packet, first);
	if (d->header)
		describe(&v, begin, n);
	if (d->header && v.gso_size > d->most_cut)
		d->most_cut = v.gso_size;
	d->sent++;
	if (d->lose && d->sent % d->lose == 0)
		return;
	d->out++;
	d->bytes_out += n;
	if (n > d->most_out)
		d->most_out = n;
	if (writev(d->fd, parts + !d->header, 2 + d->header) < 0)
		warn("a packet of %zu bytes", n);
}

struct tcp_world device_world(struct device *d)
{
	return (struct tcp_world){ .send = send_packet, .user = d };
}

/* Finishes a checksum of which only the pseudo header's sum is there. */
static void finish(const struct virtio_net_hdr *v, uint8_t *p, size_t n)
{
	uint8_t *from = p + v->csum_start;
	uint32_t sum;

	if (!(v->flags & VIRTIO_NET_HDR_F_NEEDS_CSUM) || v->csum_start + v->csum_offset + 2u > n)
		return;
	sum = fast ? sum_fast(0, from, n - v->csum_start) : checksum_add(0, from, n - v->csum_start);
	put16(from + v->csum_offset, checksum_finish(sum));
}

static bool parse(struct seg *s, const uint8_t *p, size_t n)
{
	const char *fault;
	struct ipv4 ip;
	bool good = ipv4_parse(&ip, p, n, &fault) && ip.protocol == IPV4_TCP && !ipv4_is_fragment(&ip);

	receiving = true;
	good = good && tcp_parse(s, &ip, &fault);
	receiving = false;
	return good;
}

static bool receive(struct device *d, struct stack *k)
{
	static uint8_t bytes[sizeof(struct virtio_net_hdr) + IPV4_MAX];
	size_t before = d->header ? sizeof(struct virtio_net_hdr) : 0, n;
	ssize_t got = read(d->fd, bytes, sizeof bytes);
	struct virtio_net_hdr v;
	struct seg s;

	if (got <= (ssize_t)before)
		return false;
	n = (size_t)got - before;
	memcpy(&v, bytes, sizeof v);
	vouched = d->header && d->trust && v.flags & (VIRTIO_NET_HDR_F_NEEDS_CSUM | VIRTIO_NET_HDR_F_DATA_VALID);
	if (d->header && !d->trust)
		finish(&v, bytes + before, n);
	d->in++;
	d->bytes_in += n;
	if (n > d->most_in)
		d->most_in = n;
	if (d->lose && d->in % d->lose == 0)
		return true;
	if (parse(&s, bytes + before, n))
		tcp_input(k, &s, device_now());
	else
		d->dropped++;
	return true;
}

void device_turn(struct device *d, struct stack *k)
{
	struct pollfd on = { .fd = d->fd, .events = POLLIN };
	uint64_t deadline = tcp_deadline(k), now = device_now(), wait = 0;
	int i = 0;

	if (deadline > now)
		wait = (deadline - now) / 1000 + 1;
	poll(&on, 1, wait < LONGEST ? (int)wait : LONGEST);
	while (i < BATCH && receive(d, k))
		i++;
	now = device_now();
	k->now = now;
	if (tcp_deadline(k) <= now)
		tcp_poll(k, now);
}
