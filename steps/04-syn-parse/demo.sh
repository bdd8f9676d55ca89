# demo.sh: what a reader types in the second terminal (./run.sh demo 4 plays it).
# Try: nc $STEP 7
show "nc -v -w 8 $STEP 7" && fail "somebody opened the connection, and step 4 cannot"
note "The same SYN, tried again after 1, 3 and 7 seconds: nobody answers yet."
