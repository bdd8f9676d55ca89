# demo.sh: what a reader types in the second terminal (./run.sh demo 8 plays it).
# Try: curl http://$STEP/
note "60000 bytes over a cable that loses nothing: no timer has to go off."
show "curl -s -m 5 http://$STEP/60000 -o /dev/null -w '%{size_download} bytes in %{time_total} s\n'" || fail "curl got no page"
shown '^60000 bytes' || fail "curl did not get all of it"
show "echo hello | timeout 3 nc -N $STEP 7" || fail "the connection did not end"
shown hello || fail "echo did not answer"
show "ss -tan"
shown '^\(ESTAB\|FIN-WAIT\|CLOSE-WAIT\|LAST-ACK\|CLOSING\)' && fail "a connection has not ended"

# In a network of its own, with a cable that loses what is named here.
cd "$(dirname "$0")/../.." || exit
note "A cable that loses the second packet we send: the text. Watch the timer, after a second."
show "./run.sh --drop out:2 exec ${MICRO:-8} -- sh -c 'echo hello | timeout 10 nc -N $STEP 7'" || fail "the connection did not end"
shown '^hello' || fail "echo did not heal the loss"
shown 'timeout 1' || fail "no timer went off"
note "More of it: ./run.sh --loss 5% -o rto_min=200ms exec 8 -- curl http://$STEP/60000 -o /dev/null"
exit 0
