# demo.sh: what a reader types in the second terminal (./run.sh demo 9 plays it).
# Try: curl http://$STEP/
note "A download: the step begins with a few segments, and each ACK lets it send more."
show "curl -s -m 5 http://$STEP/60000 -o /dev/null -w '%{size_download} bytes in %{time_total} s\n'" || fail "curl got no page"
shown '^60000 bytes' || fail "curl did not get all of it"
note "The kernel keeps a congestion window too, for what it sends: cwnd."
(head -c 20000 /dev/zero; sleep 1) | timeout 3 nc -N "$STEP" 7 >/dev/null &
sleep 0.4
show "ss -tin"
shown cwnd: || fail "the kernel has no connection"
wait
note "And with loss: ./run.sh exec 9 --loss 2% --delay 10ms -- curl http://$STEP/200000 -o /dev/null"
exit 0
