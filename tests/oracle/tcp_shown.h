/* tcp_shown.h: the fields of a TCP segment's line, from step 04 on, with tshark's
 * names for them. */
#pragma once
#include "shown.h"

#define TCP_SHOWN \
	ENDS_SHOWN, \
	{ "src port #", "tcp.srcport" }, \
	{ "dst port #", "tcp.dstport" }, \
	{ "SYN", "tcp.flags.syn", "1" }, \
	{ "FIN", "tcp.flags.fin", "1" }, \
	{ "RST", "tcp.flags.reset", "1" }, \
	{ "PSH", "tcp.flags.push", "1" }, \
	{ "ACK", "tcp.flags.ack", "1" }, \
	{ "URG", "tcp.flags.urg", "1" }, \
	{ "ECE", "tcp.flags.ece", "1" }, \
	{ "CWR", "tcp.flags.cwr", "1" }, \
	{ "none", "tcp.flags", "0x0?00" }, \
	{ "seq #", "tcp.seq_raw" }, \
	{ "win #", "tcp.window_size_value" }, \
	{ "len #", "tcp.len" }, \
	{ "<mss #>", "tcp.options.mss_val" }, \
	{ "<wscale #>", "tcp.options.wscale.shift" }, \
	{ "<sackOK>", "tcp.options.sack_perm", "0402" }, \
	{ "<TS # *>", "tcp.options.timestamp.tsval" }, \
	{ "<TS * #>", "tcp.options.timestamp.tsecr" }, \
	{ "<nop>", "tcp.options.nop", "?*" }, \
	{ "<eol>", "tcp.options.eol", "?*" }

/* Two fields are shown only beside their control bits. */
static const struct shown tcp_shown[] = {
	TCP_SHOWN,
	{ 0 },
};
static const struct shown tcp_ack_shown[] = {
	TCP_SHOWN,
	{ "ack #", "tcp.ack_raw" },
	{ 0 },
};
static const struct shown tcp_urg_shown[] = {
	TCP_SHOWN,
	{ "urg #", "tcp.urgent_pointer" },
	{ 0 },
};
static const struct shown tcp_ack_urg_shown[] = {
	TCP_SHOWN,
	{ "ack #", "tcp.ack_raw" },
	{ "urg #", "tcp.urgent_pointer" },
	{ 0 },
};

static const struct shown sack_shown[] = {
	TCP_SHOWN, { "<sack #-*>", "tcp.options.sack_le" }, { "<sack *-#>", "tcp.options.sack_re" }, { 0 },
};
static const struct shown two_sacks_shown[] = {
	TCP_SHOWN,
	{ "<sack #-* *-*>", "tcp.options.sack_le" }, { "<sack *-# *-*>", "tcp.options.sack_re" },
	{ "<sack *-* #-*>", "tcp.options.sack_le", .nth = 1 }, { "<sack *-* *-#>", "tcp.options.sack_re", .nth = 1 },
	{ 0 },
};
static const struct shown four_sacks_shown[] = {
	TCP_SHOWN,
	{ "<sack #-* *-* *-* *-*>", "tcp.options.sack_le" }, { "<sack *-# *-* *-* *-*>", "tcp.options.sack_re" },
	{ "<sack *-* #-* *-* *-*>", "tcp.options.sack_le", .nth = 1 }, { "<sack *-* *-# *-* *-*>", "tcp.options.sack_re", .nth = 1 },
	{ "<sack *-* *-* #-* *-*>", "tcp.options.sack_le", .nth = 2 }, { "<sack *-* *-* *-# *-*>", "tcp.options.sack_re", .nth = 2 },
	{ "<sack *-* *-* *-* #-*>", "tcp.options.sack_le", .nth = 3 }, { "<sack *-* *-* *-* *-#>", "tcp.options.sack_re", .nth = 3 },
	{ 0 },
};

static const struct shown three_sacks_shown[] = {
	TCP_SHOWN,
	{ "ack #", "tcp.ack_raw" },
	{ "<sack #-* *-* *-*>", "tcp.options.sack_le" }, { "<sack *-# *-* *-*>", "tcp.options.sack_re" },
	{ "<sack *-* #-* *-*>", "tcp.options.sack_le", .nth = 1 }, { "<sack *-* *-# *-*>", "tcp.options.sack_re", .nth = 1 },
	{ "<sack *-* *-* #-*>", "tcp.options.sack_le", .nth = 2 }, { "<sack *-* *-* *-#>", "tcp.options.sack_re", .nth = 2 },
	{ 0 },
};
static const struct shown two_sacks_and_ack_shown[] = {
	TCP_SHOWN,
	{ "ack #", "tcp.ack_raw" },
	{ "<sack #-* *-*>", "tcp.options.sack_le" }, { "<sack *-# *-*>", "tcp.options.sack_re" },
	{ "<sack *-* #-*>", "tcp.options.sack_le", .nth = 1 }, { "<sack *-* *-#>", "tcp.options.sack_re", .nth = 1 },
	{ 0 },
};
static const struct shown sack_and_ack_shown[] = {
	TCP_SHOWN, { "ack #", "tcp.ack_raw" },
	{ "<sack #-*>", "tcp.options.sack_le" }, { "<sack *-#>", "tcp.options.sack_re" }, { 0 },
};

/* Of these tshark has no more than the bytes: kind, then length. */
static const struct shown unknown_option_shown[] = {
	TCP_SHOWN, { "<kind # len *>", "tcp.options", .byte = 1 }, { "<kind * len #>", "tcp.options", .byte = 2 }, { 0 },
};
static const struct shown bad_option_shown[] = {
	TCP_SHOWN, { "<bad kind # len *>", "tcp.options", .byte = 1 }, { "<bad kind * len #>", "tcp.options", .byte = 2 }, { 0 },
};

static const struct shown tcp_dropped_shown[] = {
	PROTOCOL_SHOWN,
	{ "dropped", "frame.number", "*" },
	{ "TCP checksum is wrong", "tcp.checksum.status", "0" },
	{ "data offset is less than 5", "tcp.hdr_len", "@([048]|1[0-9])" },
	{ "data offset is beyond the segment", "tcp.hdr_len", "@(2[5-9]|[3-6]?)" }, /* than the 24 bytes it has */
	{ "too short for a TCP header", "ip.len", "@(2?|3?)" },
	{ 0 },
};

static const struct shown tcp_table_shown[] = { /* with -v */
	TCP_SHOWN,
	IPV4_TABLE_SHOWN,
	{ "source port #", "tcp.srcport" },
	{ "destination port #", "tcp.dstport" },
	{ "sequence number #", "tcp.seq_raw" },
	{ "acknowledgment number #", "tcp.ack_raw" },
	{ "data offset #", "tcp.hdr_len", .times = -4 },
	{ "reserved #", "tcp.flags", .times = -256 },
	{ "CWR #", "tcp.flags.cwr" },
	{ "ECE #", "tcp.flags.ece" },
	{ "URG #", "tcp.flags.urg" },
	{ "ACK #", "tcp.flags.ack" },
	{ "PSH #", "tcp.flags.push" },
	{ "RST #", "tcp.flags.reset" },
	{ "SYN #", "tcp.flags.syn" },
	{ "FIN #", "tcp.flags.fin" },
	{ "window #", "tcp.window_size_value" },
	{ "checksum #", "tcp.checksum" },
	{ "urgent pointer #", "tcp.urgent_pointer" },
	{ 0 },
};

static const struct shown udp_table_shown[] = { IPV4_SHOWN, IPV4_TABLE_SHOWN, VERDICT_SHOWN, { 0 } };

/* ACKs with timestamps and blocks, as a connection has them. */
#define SACK_KINDS \
	{ "tcp.options", "*0101050a*", sack_and_ack_shown }, \
	{ "tcp.options", "*01010512*", two_sacks_and_ack_shown }, \
	{ "tcp.options", "*0101051a*", three_sacks_shown }

#define TCP_KINDS \
	SACK_KINDS, \
	{ "tcp.checksum.status", "0", tcp_dropped_shown }, \
	{ "tcp.hdr_len", "@([048]|1[0-9])", tcp_dropped_shown }, \
	{ "tcp.option.len.invalid", "1", bad_option_shown }, \
	{ "tcp.options", "05@(0[0-9]|0[b-f])*", bad_option_shown }, \
	{ "tcp.options", "@(0[679e]|63|fe)*", unknown_option_shown }, \
	{ "tcp.options", "050a*", sack_shown }, \
	{ "tcp.options", "0512*", two_sacks_shown }, \
	{ "tcp.options", "0522*", four_sacks_shown }, \
	{ "_ws.malformed", "?*", tcp_dropped_shown }, \
	{ "ip.len", "20", tcp_dropped_shown }, \
	{ "tcp.flags", "0x0?[048c]?", tcp_shown }, \
	{ "tcp.flags", "0x0?[159d]?", tcp_ack_shown }, \
	{ "tcp.flags", "0x0?[26ae]?", tcp_urg_shown }, \
	{ "tcp.flags", "0x0?[37bf]?", tcp_ack_urg_shown }
