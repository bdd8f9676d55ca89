# demo.sh: what a reader types in the second terminal (./run.sh demo 1 plays it).
# Try: ping -c 3 $STEP
show "ip addr show tun0" || fail "there is no tun0"
note "The cable is pulled out and put back; the address stays."
show "ip link set tun0 down"
show "ip addr show tun0"
show "ip link set tun0 up"
note "Nobody has sent anything. What the kernel sends by itself when a link comes up:"
solicited() { grep -q 'OutRouterSolicits[[:space:]]*[1-9]' /proc/net/dev_snmp6/tun0 2>/dev/null; }
patiently solicited || note "No router solicitation came: IPv6 seems to be turned off here."
settle
show "ping -c 1 -W 1 $STEP" && fail "somebody answered the ping, and step 1 cannot"
note "Nobody answers yet: step 1 only reads."
