# demo.sh: what a reader types in the second terminal (./run.sh demo 9 plays it).
# Try: curl http://$STEP/
note "A download: the step begins with a few segments, and each ACK lets it send more."
show "curl -s -m 5 http://$STEP/60000 -o /dev/null -w '%{size_download} bytes in %{time_total} s\n'" || fail "curl got no page"
shown '^60000 bytes' || fail "curl did not get all of it"

# Each of these runs has a network of its own, with a bottleneck in it.
drawn() {
	mkdir -p build && rm -f "$3.pcapng" "$3.svg"
	note "$1, through 4 Mbit/s with room for 16 packets before it, 10 ms each way:"
	show "./run.sh --rate 4mbit --queue 16 --delay 10ms --seed 9$2 --pcap $3.pcapng --log /dev/null exec ${MICRO:-9} -- \
curl -s -m 60 http://$STEP/1500000 -o /dev/null -w '%{size_download} bytes\n'" || fail "curl got no page"
	shown '^1500000 bytes' || fail "curl did not get all of it"
	show "tests/tools/cwnd.sh plot $3.pcapng"
	shown 'segments in' || fail "there is nothing to draw"
	show "tests/tools/cwnd.sh svg $3.pcapng '$1' >$3.svg"
}
cd "$(dirname "$0")/../.." || exit
drawn NewReno "" build/reno
case $MICRO in "" | 9.9 | 09.9) drawn CUBIC " -o cubic=on" build/cubic ;; esac
exit 0
