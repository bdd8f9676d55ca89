# demo.sh: what a reader types in the second terminal (./run.sh demo 6 plays it).
# Try: nc $STEP 7
dir=$(mktemp -d)
note "Discard, port 9: the text is taken, and the kernel has nothing left to send again but its FIN."
show "echo hello | nc -w 1 $STEP 9; ss -Htan"
shown 'FIN-WAIT-1 *0 *1 ' || fail "the text was not acknowledged"
note "Echo, port 7. No FIN is understood before step 7, so nc has to give up by itself: -w 1."
show "echo hello | nc -w 1 $STEP 7"
shown hello || fail "echo did not answer"
note "20000 bytes there and back."
head -c 20000 /dev/urandom >"$dir/sent"
show "nc -w 1 $STEP 7 <$dir/sent >$dir/back; cmp $dir/sent $dir/back && wc -c <$dir/back" || fail "what came back is not what was sent"
note "Chargen, port 19, sends for as long as somebody reads. -I: into a small window."
show "nc -d -I 2000 -w 1 $STEP 19 | head -n 5"
shown '!"#' || fail "chargen sent nothing"
rm -r "$dir"
exit 0
