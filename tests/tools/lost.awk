# lost.awk: passes on what a run says, and says in short what the cable's last line says of
# the step's packets: how many of them the full queue threw away.
function number(before) { return match($0, "[0-9]+ " before) ? substr($0, RSTART) + 0 : 0 }
/^cable: / {
	sent = number("from it")
	lost = number("lost at the full queue")
	printf "%d of %d packets lost at the full queue%s\n", lost, sent,
	       (lost * 5 > sent ? ", more than one in five" : lost * 10 < sent ? ", less than one in ten" : "")
	next
}
{ print }
