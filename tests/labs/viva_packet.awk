# viva_packet.awk: of viva.awk, what is asked of single packets in labs 2 to 4. A packet is known by
# its bytes; all that the key says of it is computed from them.

BEGIN { split("FIN SYN RST PSH ACK URG ECE CWR", flag, " ") }

file == 1 {
	p = ++packets
	frame[p] = $1; at[p] = $2; bytes[p] = $5
	out[p] = $3 == STEP
	four[p] = num(p, 0, 1) < 80 && num(p, 0, 1) >= 64 && length(bytes[p]) >= 40
	if (four[p]) {
		hdr[p] = num(p, 0, 1) % 16 * 4
		total[p] = num(p, 2, 2)
		whole[p] = hdr[p] >= 20 && total[p] >= hdr[p] && !(num(p, 6, 2) % 16384) # no fragment
		protocol[p] = num(p, 9, 1)
	}
	next
}
# The step is given all packets that it did not send itself.
/^@in/ { for (now++; now <= packets && out[now]; now++) ; inside = now <= packets; next }

function hexes(p, from, n) { return substr(bytes[p], 2 * from + 1, 2 * n) }
function num(p, from, n,   s, v, j) {
	s = hexes(p, from, n)
	for (j = 1; j <= length(s); j++)
		v = 16 * v + index("123456789abcdef", substr(s, j, 1))
	return v + 0
}
function word(v) { return sprintf("0x%04x", v) }
function dotted(p, from,   j, s) { for (j = 0; j < 4; j++) s = s (j ? "." : "") num(p, from + j, 1); return s }
function flag_names(v,   j, s) { for (j = 1; j <= 8; j++) if (bit(v, 2 ^ (j - 1))) s = s (s ? " " : "") flag[j]; return s ? s : "none" }
function short(p) {
	return num(p, 0, 1) >= 96 && num(p, 0, 1) < 112 ? "IPv6, " length(bytes[p]) / 2 " bytes" : !four[p] ? "no IPv4 header, " length(bytes[p]) / 2 " bytes" : dotted(p, 12) " > " dotted(p, 16) ", protocol " protocol[p] ", " total[p] " bytes"
}
function pk(p) { return "packet " frame[p] " (" short(p) ")" }

# The sum of RFC 1624: the checksum of what had the word `was` and has the word `is` now.
function changed(checksum, was, is,   v) {
	v = 65535 - checksum + 65535 - was + is
	while (v > 65535)
		v = v % 65536 + int(v / 65536)
	return 65535 - v
}

# The fields that can be asked for: name, first byte, bytes, and how the value is written.
function add(p, name, from, n, how) { fields++; fname[fields] = name; ffrom[fields] = from; fn_[fields] = n; fvalue[fields] = how != "" ? how : num(p, from, n) "" }
function list(p,   h) {
	fields = 0
	add(p, "the total length", 2, 2)
	add(p, "the identification", 4, 2)
	add(p, "the time to live", 8, 1)
	add(p, "the protocol", 9, 1)
	add(p, "the header checksum", 10, 2, word(num(p, 10, 2)))
	add(p, "the source", 12, 4, dotted(p, 12))
	add(p, "the destination", 16, 4, dotted(p, 16))
	h = hdr[p]
	if (whole[p] && n_ >= 3 && protocol[p] == 1) {
		add(p, "the ICMP type", h, 1)
		add(p, "the ICMP checksum", h + 2, 2, word(num(p, h + 2, 2)))
	}
	if (whole[p] && n_ == 4 && protocol[p] == 6 && total[p] >= h + 20) {
		fields = 0				# the IP header was lab 2
		add(p, "the source port", h, 2)
		add(p, "the destination port", h + 2, 2)
		add(p, "the sequence number", h + 4, 4)
		add(p, "the acknowledgment number", h + 8, 4)
		add(p, "the flags", h + 13, 1, flag_names(num(p, h + 13, 1)))
		add(p, "the window", h + 14, 2)
		add(p, "the checksum", h + 16, 2, word(num(p, h + 16, 2)))
	}
}

# Three fields of a packet, and where its header ends.
function find(   n, p, j, k, i, s) {
	for (p = 1; p <= packets && p <= most; p++)
		if (whole[p] && !(p in used) && (n_ < 4 || protocol[p] == 6))
			c[++n] = p
	if (!(p = one(n)))
		return 0
	used[p]
	list(p)
	for (j = 1; j <= 3; j++) {				# three that differ, at the end of the list
		k = rnd(fields - j + 1)
		s = s (j == 1 ? "" : j == 2 ? ", " : " and ") fname[k]
		i = fname[k]; fname[k] = fname[fields - j + 1]; fname[fields - j + 1] = i
		i = ffrom[k]; ffrom[k] = ffrom[fields - j + 1]; ffrom[fields - j + 1] = i
		i = fn_[k]; fn_[k] = fn_[fields - j + 1]; fn_[fields - j + 1] = i
		i = fvalue[k]; fvalue[k] = fvalue[fields - j + 1]; fvalue[fields - j + 1] = i
	}
	ask("Packet " frame[p] " of the capture begins with these bytes:")
	dump(p)
	also("Find in them " s ": at which bytes, and with which values? Where does the " (n_ == 4 ? "TCP" : "IP") " header end, by which byte do you know, and how many bytes of data come behind it?")
	for (j = fields; j > fields - 3; j--)
		answer(fname[j] ": from byte " ffrom[j] " on, " fn_[j] (fn_[j] > 1 ? " bytes: " : " byte: ") hexes(p, ffrom[j], fn_[j]) ", which is " fvalue[j] ".")
	k = hdr[p]
	if (n_ == 4) {
		j = int(num(p, k + 12, 1) / 16) * 4
		answer("The data offset, the upper half of byte " k + 12 ", says " j / 4 " words: the TCP header is " j " bytes, so it ends before byte " k + j ". Data: " total[p] " - " k " - " j " = " total[p] - k - j " bytes.")
	} else
		answer("IHL, the lower half of byte 0, says " k / 4 " words: the header ends before byte " k ". Data: " total[p] " - " k " = " total[p] - k " bytes.")
	return 1
}
function dump(p,   j, k, s) {
	for (j = 0; j < 64 && j < length(bytes[p]) / 2; j += 16) {
		s = sprintf("       %04x ", j)
		for (k = j; k < j + 16 && k < length(bytes[p]) / 2; k++)
			s = s " " hexes(p, k, 1)
		sheet = sheet s "\n"
		answers = answers s "\n"
	}
}

# A router sends a packet on.
function router(   n, p, sum) {
	for (p = 1; p <= packets && p <= most; p++)
		if (four[p] && hdr[p] >= 20 && num(p, 8, 1) > 1 && !(p in routed))
			c[++n] = p
	if (!(p = one(n)))
		return 0
	routed[p]
	sum = changed(num(p, 10, 2), num(p, 8, 2), num(p, 8, 2) - 256)
	ask("A router sends packet " frame[p] " of the capture on, and its time to live, " num(p, 8, 1) ", becomes " num(p, 8, 1) - 1 ". The header checksum was " word(num(p, 10, 2)) ". What is it now? Show how to have it without the other bytes of the header. Which other checksum in the packet changes?")
	answer("The word with the time to live was " word(num(p, 8, 2)) " and is " word(num(p, 8, 2) - 256) ". HC' = ~(~HC + ~m + m') = " word(sum) " (RFC 1624, 3). No other: the time to live is in the IP header alone, and the pseudo-header of UDP and TCP does not have it.")
	return 1
}

# The reply to an echo request.
function reply(   n, p, h, q, s) {
	for (p = 1; p <= packets && p <= most; p++)
		if (whole[p] && dotted(p, 16) == STEP && protocol[p] == 1 && total[p] >= hdr[p] + 8 && num(p, hdr[p], 2) == 2048 && !(p in used))
			c[++n] = p
	if (!(p = one(n)))
		return 0
	used[p]
	h = hdr[p]
	ask("Packet " frame[p] " of the capture is an echo request; its ICMP checksum is " word(num(p, h + 2, 2)) ". Which fields of the ICMP message are others in the reply? What is the reply's checksum? Why need you not know the data? And which bytes of the IP header change?")
	for (q = p + 1; q <= packets; q++)
		if (out[q] && whole[q] && protocol[q] == 1 && num(q, hdr[q], 1) == 0 && hexes(q, hdr[q] + 4, 4) == hexes(p, h + 4, 4)) {
			s = " Packet " frame[q] " of the capture is that reply."
			break
		}
	answer("Type 8 becomes 0, and so the checksum another; identifier, sequence number and data stay. " word(num(p, h + 2, 2)) " becomes " word(changed(num(p, h + 2, 2), 2048, 0)) ": only one word has changed, by 0x0800." s " In the IP header source and destination change places, the identification and the time to live are the sender's own, and the checksum follows (RFC 792, and RFC 1122, 3.2.2.6).")
	return 1
}

# Which ack confirms a segment?
function space(   n, p, h, text_, f, takes) {
	for (p = 1; p <= packets && p <= most; p++)
		if (whole[p] && protocol[p] == 6 && total[p] >= hdr[p] + 20 && !bit(num(p, hdr[p] + 13, 1), 4) && !(p in spaced))
			c[++n] = p
	if (!(p = one(n)))
		return 0
	spaced[p]
	h = hdr[p]
	f = num(p, h + 13, 1)
	text_ = total[p] - h - int(num(p, h + 12, 1) / 16) * 4
	takes = text_ + bit(f, 1) + bit(f, 2)
	ask("Packet " frame[p] " of the capture has seq " num(p, h + 4, 4) ", the flags " flag_names(f) " and " (text_ ? text_ : "no") " bytes of text. How many sequence numbers does it take? Which ack would confirm all of it? And were it lost: would anybody notice?")
	answer(text_ " for the text" (bit(f, 2) ? ", 1 for the SYN" : "") (bit(f, 1) ? ", 1 for the FIN" : "") ": " takes ". The ack is " sprintf("%.0f", (num(p, h + 4, 4) + takes) % 4294967296) ", the next number that is expected (RFC 9293, 3.4). " (takes ? "Its sender would: no ack comes, and it sends the segment again." : "It takes none, so no ack is for it alone, and nobody would miss it."))
	return 1
}

function may_be_invented(name, text) { return text != "" }
function invent(i, v) {
	had[fn[i]]
	ask("In your " place(i) ":")
	line_of_code(i)
	also(so_far(i, v) " Make up one for which it is " (v ? "true" : "false") ", as a change to packets of the capture: which bytes do you write over, with what, and what else must follow so that no earlier test stops it? What does your program say of it, and what goes out?")
	before(i)
	kept_rule(i)
	near(i)
	return 1
}

function table(   p, s) {
	for (p = 1; p <= packets && p <= most; p++)
		s = s sprintf("%4d %11.6f %s %s\n", frame[p], at[p], out[p] ? "<-" : "->", short(p))
	return s (packets > most ? "     ... and " packets - most " more, which are not asked for\n" : "")
}
function questions() {
	find()
	does()
	passes()
	never()
	if (n_ == 4) space(); else if (n_ == 2 || rnd(2) == 1) router(); else reply()
	for (tries = 0; asked < 5 && tries < 20; tries++)
		if (tries % 3 == 0) router(); else if (tries % 3 == 1) find(); else n_ == 4 ? space() : reply()
	more()
}
