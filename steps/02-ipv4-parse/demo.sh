# demo.sh: what a reader types in the second terminal (./run.sh demo 2 plays it).
# Try: ping -c 3 $STEP
show "ping -c 2 -W 0.5 $STEP" && fail "somebody answered the ping, and step 2 cannot"
show "ping -c 1 -W 0.5 -t 5 -Q 0x10 $STEP"
show "ping -c 1 -W 0.5 -s 4000 $STEP"
show "echo hello | nc -u -w 1 $STEP 9"
note "Each packet has its line; nobody answers yet."
