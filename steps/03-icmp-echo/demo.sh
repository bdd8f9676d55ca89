# demo.sh: what a reader types in the second terminal (./run.sh demo 3 plays it).
# Try: ping -c 3 $STEP
show "ping -c 3 -i 0.3 -W 1 $STEP"
shown " 0% packet loss" || fail "a ping was not answered"
for size in 0 1 1471 1472; do
	show "ping -c 1 -W 0.5 -s $size $STEP" || fail "a ping of $size bytes was not answered"
done
note "4000 bytes do not fit into one packet. Fragments are declined."
show "ping -c 1 -W 0.5 -s 4000 $STEP" && fail "a ping in fragments was answered"
note "Nothing listens to UDP here, and the kernel hears so."
show "bash -c '(echo hello; sleep 0.1; echo again) >/dev/udp/$STEP/9'" && fail "UDP was not refused"
exit 0
