# demo.sh: what a reader types in the second terminal (./run.sh demo 3 plays it).
# Try: ping -c 3 $STEP
show "ping -c 3 -i 0.5 $STEP" || fail "a ping was not answered"
for size in 0 1 1471 1472; do
	show "ping -c 1 -W 1 -s $size $STEP" || fail "a ping of $size bytes was not answered"
done
note "4000 bytes do not fit into one packet. Fragments are declined."
show "ping -c 1 -W 1 -s 4000 $STEP" && fail "a ping in fragments was answered"
note "Nothing listens to UDP here, and the kernel hears so."
show "echo hello | nc -v -u -w 1 $STEP 9"
