# demo.sh: what a reader types in the second terminal (./run.sh demo 10 plays it).
# Try: curl http://$STEP/
note "SYN and SYN-ACK carry options now: window scale, timestamps, SACK."
show "curl -s -m 5 http://$STEP/60000 -o /dev/null -w '%{size_download} bytes in %{time_total} s\n'" || fail "curl got no page"
shown '^60000 bytes' || fail "curl did not get all of it"
note "What the two agreed on, as the kernel sees it: ts, sack, wscale."
(head -c 20000 /dev/zero; sleep 1) | timeout 3 nc -N "$STEP" 7 >/dev/null &
sleep 0.4
show "ss -tino"
shown 'ts sack.*wscale:' || fail "the kernel did not get the options"
wait
note "And with loss: ./run.sh exec 10 --loss 2% --delay 10ms -- curl http://$STEP/200000 -o /dev/null"
exit 0
