# demo.sh: what a reader types in the second terminal (./run.sh demo 7 plays it).
# Try: curl http://$STEP/
note "-N: nc sends its FIN when its input ends. The step answers, and nc ends by itself."
show "echo hello | timeout 3 nc -N $STEP 7" || fail "the connection did not end"
shown hello || fail "echo did not answer"
note "Here the step is the one that closes first: it says what time it is, and hangs up."
show "timeout 3 nc -d $STEP 13" || fail "daytime did not answer"
shown '^[0-9]\+$' || fail "daytime did not say the time"
note "A web page, by the same way."
show "curl -s -m 3 http://$STEP/" || fail "curl got no page"
note "What is left of them at the kernel: nothing, or TIME-WAIT where the kernel closed first."
show "ss -tan"
shown '^\(ESTAB\|FIN-WAIT\|CLOSE-WAIT\|LAST-ACK\|CLOSING\)' && fail "a connection has not ended"
exit 0
