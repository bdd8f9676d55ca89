# normalise.sed (sed -E): what differs between two live runs of the same thing.
# check-book compares a live block with a new run after both went through here.

# The kernel's unasked IPv6 comes when it likes; the summary counts it.
/  IPv6  [0-9]+ bytes  skipped/d
/^ *read [0-9]+ bytes: 00 00 86 dd /{
:skip
$d
N
s/^.*\n//
/^ *read [0-9]+ bytes: 00 00 86 dd |^ *flags 0x|^ *[0-9a-f]{4}  /b skip
}
s/[0-9]+ packets: ([0-9]+ IPv4), [0-9]+ (IPv6 )?skipped/N packets: \1, N skipped/

# Times: ours and tshark's (six or nine digits), ping's.
s/[0-9]+\.[0-9]{6,9}/T/g
s/time=[0-9.]+ ms/time=T ms/
s/time [0-9]+ms/time T ms/
s/= [0-9.]+\/[0-9.]+\/[0-9.]+\/[0-9.]+ ms/= T ms/
s/\b[0-9]+(\.[0-9]+)? (s|ms|seconds)\b/T \2/g

# What the kernel draws: ports, sequence numbers, ids, timestamps, addresses.
s/:(3[2-9]|4[0-9]|5[0-9]|60)[0-9]{3}\b/:PORT/g
s/\b(3[2-9]|4[0-9]|5[0-9]|60)[0-9]{3} (→|->) ([0-9]+)\b/PORT \2 \3/g
s/\b([0-9]+) (→|->) (3[2-9]|4[0-9]|5[0-9]|60)[0-9]{3}\b/\1 \2 PORT/g
s/\b(seq|ack) [0-9]{5,}/\1 N/g
s/\bid( |=)(0x[0-9a-f]+|[0-9]+)/id\1N/g
s/\b(TS|TSval=|TSecr=|TSval|TSecr) ?[0-9]+( [0-9]+)?/\1 N/g
s/\bfe80::[0-9a-f:]+/fe80::X/g
s/\/tmp\/[A-Za-z0-9._-]+/\/tmp\/X/g
s/\bpid [0-9]+/pid N/g

# Bytes of packets hold all of that again: only how many there are is compared.
s/^( *read [0-9]+ bytes:)( [0-9a-f]{2})+$/\1 .../
s/^( *[0-9a-f]{4}  )[0-9a-f]{2}.*/\1.../

# Columns are as wide as what stands in them.
s/[ \t]+/ /g
s/^ //
s/ $//
