/* tun.h: a TUN device, a network cable whose one end is the kernel's and whose
 * other end is a file descriptor of ours. */
#pragma once

/* What the kernel puts before each packet: two bytes of flags and two bytes
 * that say, as an EtherType, which protocol follows. */
enum { TUN_INFO = 4 };
enum { ETHERTYPE_IPV4 = 0x0800, ETHERTYPE_IPV6 = 0x86dd };

/* Attaches to the TUN device `name`, and makes it if there is none. From then
 * on read(2) takes one packet that the kernel sends, write(2) gives it one.
 * "fd:3" is no device: it stands for descriptor 3, which whoever started us has
 * opened. -1 and errno on failure, ENODEV for what can be no device's name; the
 * caller closes the descriptor. */
int tun_open(const char *name);
