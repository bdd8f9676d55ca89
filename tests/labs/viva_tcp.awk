# viva_tcp.awk: of viva.awk, what is asked of segments and of a connection's numbers, from lab 5 on.

BEGIN { split("FIN SYN RST PSH ACK URG ECE CWR", name, " ") }

function wrapped(v) { return sprintf("%.0f", v - int(v / 4294967296) * 4294967296) }
function hex(s,   v, j) { for (j = 3; j <= length(s); j++) v = 16 * v + index("123456789abcdef", substr(s, j, 1)); return v + 0 }

file == 1 {
	p = ++packets
	frame[p] = $1; at[p] = $2; out[p] = $3 == STEP; port[p] = $5
	seq[p] = $7; ack[p] = $8; flags[p] = hex($9); len[p] = $10 + 0; win[p] = $11
	takes[p] = len[p] + bit(flags[p], 1) + bit(flags[p], 2)
	pair[p] = out[p] ? $6 "-" $5 : $5 "-" $6
	next
}

/^@in / {
	split($0, w, " ")
	for (j = now + 1; j <= packets && (out[j] || seq[j] != w[2] || port[j] != w[3]); j++)
		;
	if (j <= packets)
		now = j
	inside = j <= packets
	next
}

function flag_names(v,   j, s) { for (j = 1; j <= 8; j++) if (bit(v, 2 ^ (j - 1))) s = s (s ? " " : "") name[j]; return s ? s : "no flags" }
# Of a packet that comes again nothing is asked again.
function key_of(p) { return out[p] " " pair[p] " " seq[p] " " flags[p] " " len[p] (takes[p] ? "" : " " ack[p]) }
function pk(p) {
	return "packet " frame[p] " (" (out[p] ? "from the step" : "to the step") ", " flag_names(flags[p]) ", seq " seq[p] \
		(bit(flags[p], 16) ? ", ack " ack[p] : "") (len[p] ? ", " len[p] " bytes" : "") ")"
}
function short(p) { return flag_names(flags[p]) ", seq " seq[p] (bit(flags[p], 16) ? ", ack " ack[p] : "") ", " len[p] " bytes" }

# A packet whose last number a later one of the other side acknowledges, and that one.
function confirmed(p,   q) {
	if (p > most || !takes[p] || bit(flags[p], 4))
		return 0
	for (q = p + 1; q <= packets && q <= most; q++)
		if (pair[q] == pair[p] && out[q] != out[p] && bit(flags[q], 16) && ack[q] == wrapped(seq[p] + takes[p]))
			return q
	return 0
}
function numbers(   n, p, q) {
	for (p = 1; p <= packets; p++)
		if (confirmed(p) && !(key_of(p) in used))
			c[++n] = p
	if (!(p = one(n)))
		return 0
	used[key_of(p)]
	q = confirmed(p)
	ask("Packet " frame[p] " of the capture has " flag_names(flags[p]) ", seq " seq[p] " and " len[p] " bytes of text. Work out, without a look at what follows: which ack confirms all of it? Why just that one? Then show the packet that brings it.")
	answer(seq[p] " + " len[p] (bit(flags[p], 2) ? " + 1 for the SYN" : "") (bit(flags[p], 1) ? " + 1 for the FIN" : "") " = " wrapped(seq[p] + takes[p]) (seq[p] + takes[p] >= 4294967296 ? " (modulo 2^32)" : "") ": " pk(q) " is the first with it after that. An ack names the next number that is expected; text, SYN and FIN take numbers, an ACK takes none (RFC 9293, 3.4).")
	return 1
}

# SND.NXT of the program after packet p: what it sends again does not move it.
function sent(p,   q, s, next_) {
	for (q = 1; q <= p; q++)
		if (out[q] && pair[q] == pair[p] && !bit(flags[q], 4)) {
			s = wrapped(seq[q] + takes[q])
			if (next_ == "" || wrapped(s - next_ + 4294967296) < 2147483648)
				next_ = s
		}
	return next_
}

# What we send says up to where the peer may send.
function edge(   n, p, last, next_) {
	for (p = 1; p <= packets && p <= most; p++) {
		if (!out[p] && bit(flags[p], 1))
			silent[pair[p]]				# it has said all
		if (out[p] && bit(flags[p], 16) && !bit(flags[p], 4) && win[p] > 0 && !(pair[p] in silent) && !(key_of(p) in used))
			c[++n] = p
	}
	if (!(p = one(n)))
		return 0
	used[key_of(p)]
	last = wrapped(ack[p] + win[p] - 1)
	ask("Packet " frame[p] " of the capture, which your program sent, says ack " ack[p] " and " (n_ < 10 ? "win " win[p] : "a window of " win[p] " bytes, scaled") ". Which is the last number that the peer may use now? One byte comes with the number behind it: which of the checks stops it, and what goes out?")
	next_ = sent(p)
	answer(ack[p] " + " win[p] " - 1 = " last (ack[p] + win[p] - 1 >= 4294967296 ? " (modulo 2^32)" : "") ". A byte with number " wrapped(last + 1) " lies beyond the window: " (n_ == 5 ? "" : "tcp_trim cuts it down to nothing, ") "tcp_check_seq finds it not acceptable and drops it, and an empty ACK goes out, seq " next_ ", ack " ack[p] " (RFC 9293, 3.10.7.4, first).")
	return 1
}

# A later packet of the same side, whose ack is for all that this one is for.
function covering(p,   q) {
	for (q = p + 1; q <= packets; q++)
		if (pair[q] == pair[p] && out[q] == out[p] && bit(flags[q], 16) && wrapped(ack[q] - ack[p] + 4294967296) < 2147483648)
			return q
	return 0
}

# A packet is lost.
function lost(   n, p, q, s) {
	for (p = 1; p <= packets && p <= most; p++)
		if (!bit(flags[p], 4) && (takes[p] || bit(flags[p], 16)) && !(key_of(p) in used))
			c[++n] = p
	if (!(p = one(n)))
		return 0
	used[key_of(p)]
	ask("Suppose that packet " frame[p] " of the capture (" (out[p] ? "your program" : "the kernel") " sends " flag_names(flags[p]) ", seq " seq[p] ", " len[p] " bytes) is lost on its way. Who notices, and by what? Which seq has the packet that mends it? If nothing does, say so.")
	if (!takes[p])
		s = "It takes no number, so nobody will ever say that it was missed. A later ack covers it, for an ack is for all before it" ((q = covering(p)) ? ": here " pk(q) ". If there were none, the " : "; here there is none, so the ") (out[p] ? "kernel sends its oldest unconfirmed number again, and draws the ACK once more." : (n_ < 8 ? "step waits: before step 08 it sends nothing again." : "step's timer sends seq " ack[p] " again, if anything was under way."))
	else if (!out[p] && n_ == 5 && len[p])
		s = "The kernel, and it makes no difference: step 05 takes no text and confirms none, so that the kernel sends seq " seq[p] " again and again, lost or not. The first that arrives is answered with nothing.";
	else if (!out[p])
		s = "The kernel: no ACK comes, its timer ends, and it sends seq " seq[p] " again. Our program knows of nothing, unless something behind it arrives first" (n_ == 5 || bit(flags[p], 2) ? "." : n_ < 8 ? ": that is dropped and draws an ACK (" seq[p] "), and has to come again." : ": that is held, and draws a duplicate ACK (" seq[p] ").")
	else if (bit(flags[p], 2))
		s = "The kernel's SYN is not confirmed, so its timer sends the SYN again, and tcp_repeated_syn has the SYN ACK sent again, with the same seq " seq[p] "." (n_ < 8 ? " Our program has no timer yet." : " Our own timer may be first, and sends the same SYN ACK.")
	else if (n_ < 8)
		s = "Nothing does. If something of ours came behind it, the kernel says with each ACK that it waits for " seq[p] "; else it cannot even know. Our program sends nothing again before step 08, so what has that seq is missing for ever, and the connection stands still."
	else
		s = "Our program: its timer ends and sends seq " seq[p] " again; or three duplicate ACKs (ack " seq[p] ") come before, if at least three segments with text came behind it and arrived: then it is sent at once."
	answer(s " Seen live, with a conversation of the same kind: ./run.sh whatif " n_ " list, then ./run.sh whatif " n_ " --drop " (out[p] ? "out" : "in") ":K.")
	return 1
}

# Which tests ask for something about a segment that comes in? (That of tcp_dress goes out.)
function may_be_invented(name, text) { return text ~ /s->/ && name != "tcp_dress" }
function invent(i, v,   p, q) {
	for (q = 1; q <= packets && q <= most; q++) {
		if (bit(flags[q], 1) || bit(flags[q], 4))
			over[pair[q]]
		if (out[q] && bit(flags[q], 16) && !(pair[q] in over))
			p = q
	}
	if (!p)
		return 0
	had[fn[i]]
	ask("In your " place(i) ":")
	line_of_code(i)
	also(so_far(i, v) " Make up one for which it is " (v ? "true" : "false") " (and what has to come before it), to the connection of ports " pair[p] " as it stands after packet " frame[p] ", or to a port of your choice: its flags, seq, ack and length, in numbers. What does your program do with it, and what goes out?")
	answer("After packet " frame[p] " the program's own numbers are RCV.NXT " ack[p] ", RCV.WND " win[p] ", SND.NXT " sent(p) ": a good answer uses them.")
	before(i)
	kept_rule(i)
	near(i)
	return 1
}

function table(   p, s) {
	for (p = 1; p <= packets && p <= most; p++)
		s = s sprintf("%4d %11.6f %s %-12s %-13s seq %-10s %-14s win %-5s%s\n", frame[p], at[p], out[p] ? "<-" : "->", pair[p], flag_names(flags[p]), seq[p],
			bit(flags[p], 16) ? "ack " ack[p] : "", win[p], len[p] ? "  len " len[p] : "")
	return s (packets > most ? "     ... and " packets - most " more, which are not asked for\n" : "")
}

function questions() {
	numbers()
	does()
	passes()
	never()
	if (rnd(2) == 1 ? edge() : lost())
		;
	for (tries = 0; asked < 5 && tries < 20; tries++)
		if (tries % 3 == 0) edge(); else if (tries % 3 == 1) lost(); else numbers()
	more()
}
