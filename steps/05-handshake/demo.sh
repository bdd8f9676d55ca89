# demo.sh: what a reader types in the second terminal (./run.sh demo 5 plays it).
# Try: nc $STEP 7
note "Nobody listens on port 8: the SYN is answered with RST."
show "nc -v -w 1 $STEP 8" && fail "a closed port was not refused"
shown refused || fail "a closed port was not refused"
note "Ports 7, 9 and 19 are open: three connections at once."
for port in 7 9 19; do nc -d -w 2 "$STEP" $port >/dev/null & done
sleep 0.3
show "ss -tn"
(($(grep -c '^ESTAB' "$SHOWN") == 3)) || fail "the kernel does not see three connections"
wait
show "nc -z -v -w 1 $STEP 7" || fail "port 7 is not open"
note "nc is gone, but a FIN is not understood before step 7: the kernel waits for an answer."
show "ss -tan"
exit 0
