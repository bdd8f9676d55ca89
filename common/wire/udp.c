/* udp.c: see udp.h.
 *
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |          Source Port          |       Destination Port        |  0
 * +-------------------------------+-------------------------------+
 * |            Length             |           Checksum            |  4
 * +-------------------------------+-------------------------------+
 */
#include "wire/udp.h"

#include "wire/bytes.h"
#include "wire/checksum.h"

enum { UDP_HEADER = 8 }; /* bytes */

bool udp_intact(const struct ipv4 *ip)
{
	const uint8_t *p = ip->data;
	size_t n;

	if (ip->len < UDP_HEADER)
		return false;
	n = get16(p + 4);
	if (n < UDP_HEADER || n > ip->len)
		return false;
	if (get16(p + 6) == 0)
		return true;
	return checksum_finish(checksum_add(checksum_pseudo(ip->src, ip->dst, IPV4_UDP, n), p, n)) == 0;
}
