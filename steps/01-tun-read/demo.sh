# demo.sh: what a reader types in the second terminal (./run.sh demo 1 plays it).
# Try: ping -c 3 $STEP
solicits() { awk '/OutRouterSolicits/ { print $2 }' /proc/net/dev_snmp6/tun0 2>/dev/null; }
another() { [[ $(solicits) -gt ${before:-0} ]]; }

show "ip addr show tun0" || fail "there is no tun0"
note "The device is switched off. Its IPv4 address stays; its IPv6 address and its routes go."
show "ip link set tun0 down"
show "ip addr show tun0"
note "Nobody sends anything now, and yet something comes: the kernel asks for an IPv6 router."
before=$(solicits)
show "ip link set tun0 up"
patiently another || note "No router solicitation came: IPv6 seems to be turned off here."
settle
show "ping -c 1 -W 1 $STEP" && fail "somebody answered the ping, and step 1 cannot"
note "The ping's packet came; nobody answers yet: step 1 only reads."
