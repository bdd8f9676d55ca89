# normalise.sed (sed -E): what differs between two live runs of the same thing.
# check-book compares a live block with a new run after both went through here
# and were sorted, for two programs that print at once take turns as they like.

# The kernel's unasked IPv6 comes when it likes. The summaries count it.
/^ *read [0-9]+ bytes: 00 00 86 dd /{
:skip
$d
N
s/^.*\n//
/^ *read [0-9]+ bytes: 00 00 86 dd |^ *flags 0x|^ *[0-9a-f]{4}  /b skip
}
/  IPv6  [0-9]+ bytes  skipped/d
/ ICMPv6 /d
s/[0-9]+ packets: ([0-9]+ IPv4), [0-9]+ (IPv6 )?skipped/N packets: \1, N skipped/
s/tshark: [0-9]+ packets/tshark: N packets/
s/^ *[0-9]+ ([0-9]+\.[0-9]{6})/N \1/
s/\((request|reply) in [0-9]+\)/(\1 in N)/

# Times: ours and tshark's, and ping's.
s/[0-9]+\.[0-9]{6,9}/T/g
s/time=[0-9.]+ ms/time=T ms/
s/= [0-9.]+\/[0-9.]+\/[0-9.]+\/[0-9.]+ ms/= T ms/
s/\b[0-9]+(\.[0-9]+)? ?(s|ms|seconds)\b/T \2/g

# What the kernel draws: ports, sequence numbers, ids, timestamps, addresses;
# and what it chooses by the machine: window scale, queue, the device's number.
s/:(3[2-9]|4[0-9]|5[0-9]|60)[0-9]{3}\b/:PORT/g
s/\b(3[2-9]|4[0-9]|5[0-9]|60)[0-9]{3} (→|->) /PORT \2 /g
s/ (→|->) (3[2-9]|4[0-9]|5[0-9]|60)[0-9]{3}\b/ \1 PORT/g
s/\b(seq|ack) [0-9]{5,}/\1 N/g
s/\b(id |id=|ID=)(0x)?[0-9a-f]+/\1N/g
s/\b(TS |TSval=|TSecr=)[0-9]+( [0-9]+)?/\1N/g
s/\b(wscale |WS=)[0-9]+/\1N/g
s/\b(port|was|yours) [0-9]{5,}/\1 N/g
s/\bfe80::[0-9a-f:]+/fe80::N/g
s/\bqdisc [a-z_]+/qdisc N/

# How much of it a busy machine sends, loses, or sends again; none stays none.
s/\b[1-9][0-9]* of [0-9]+ packets/N of N packets/
s/\b[0-9]+ segments in T s, [1-9][0-9]* of them/N segments in T s, N of them/
s/\bat most [0-9]+ bytes in flight, cwnd at most [0-9]+/at most N/
s/\b[0-9]+ (values|dropped by PAWS|sent again by the kernel|D-SACKs)/N \1/g
/^cable: /s/\b[0-9]{2,}\b/N/g
s/\b(buffer|rx) +[0-9]{4,6}$/\1 N/
s/^[0-9]+: (tun[0-9]+):/N: \1:/
s/\/tmp\/[A-Za-z0-9._-]+/\/tmp\/N/g
s/\bpid [0-9]+/pid N/g

# Bytes of packets hold all of that again: only how many there are is compared.
s/^( *read [0-9]+ bytes:)( [0-9a-f]{2})+$/\1 .../
s/^( *[0-9a-f]{4}  )[0-9a-f]{2}.*/\1.../

# Columns are as wide as what stands in them.
s/[ \t]+/ /g
s/^ //
s/ $//
