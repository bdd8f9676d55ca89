# compare.awk: two traces of the simulator up to the first difference, and its reason.
#
#	awk -v width=80 -v rows=16 -v how="..." -f compare.awk side=1 YOURS side=2 REFERENCE
#
# `how` says how the student's run ended, if not by itself. The last two lines are for whoever called:
# `difference: FIELD` (none, flags, seq, ack, len, win, time, state, missing, extra), and `look: NAMES`,
# the functions that make what differs, in whichever step they are written.

BEGIN { split("FIN SYN RST PSH ACK", names, " ") }

# What both ends send, and the step's states. The rest is news for the one who wrote it.
$2 ~ /^(peer|step)$/ && ($3 == "sends" && NF >= 12 || $2 == "step" && NF == 5 && $4 == "->") {
	i = ++events[side]
	who[side, i] = $2
	at[side, i] = $1
	text[side, i] = $0
	if ($3 == "sends") {
		sub(/^ *[^ ]+ [^ ]+ /, "", text[side, i])
		sent[side, i] = 1
		flags[side, i] = $4
		seq[side, i] = $6
		ack[side, i] = $8
		win[side, i] = $10
		len[side, i] = $12
		if ($4 ~ /S/ && !((side, $2) in first))
			first[side, $2] = $6
	} else {
		text[side, i] = $3 " -> " $5
		to[side, i] = $5
	}
	next
}

# The simulator's own words when a rule is broken.
$1 !~ /^[0-9.]+$/ && !/--seed/ && !fault[side] { fault[side] = $0 }

function relative(side, end, n) {
	if (!((side, end) in first))
		return n
	n -= first[side, end]
	return n < -2147483648 ? n + 4294967296 : n > 2147483647 ? n - 4294967296 : n
}

function spelled(letters,   i, s) {
	for (i = 1; i <= 5; i++)
		if (index(letters, substr("FSRPA", i, 1)))
			s = s names[i] " "
	return s ? s : "no flag "
}

function row(side, i,   s, other) {
	if (i > events[side])
		return ""
	if (!sent[side, i])
		return sprintf("%9.3f     %s", at[side, i], text[side, i])
	other = who[side, i] == "step" ? "peer" : "step"
	s = sprintf("%9.3f %s %sseq %s", at[side, i], other == "peer" ? "<--" : "-->", spelled(flags[side, i]), relative(side, who[side, i], seq[side, i]))
	if (flags[side, i] ~ /A/)
		s = s " ack " relative(side, other, ack[side, i])
	s = s " win " win[side, i] (len[side, i] > 0 ? " len " len[side, i] : "")
	return s (text[side, i] ~ /LOST$/ ? " (lost)" : text[side, i] ~ /CORRUPT$/ ? " (corrupt)" : "")
}

function same(i, j) { return who[1, i] == who[2, j] && text[1, i] == text[2, j] && at[1, i] == at[2, j] }

function named(side, i) {
	if (sent[side, i])
		return (who[side, i] == "peer" ? "the peer's " : "") spelled(flags[side, i]) "with seq " relative(side, who[side, i], seq[side, i])
	return "the change " text[side, i]
}

# One of two segments that stand in each other's place differs in these.
function fields(i,   n, s) {
	if (flags[1, i] != flags[2, i])
		s = reason("flags", "yours has " spelled(flags[1, i]) "where the reference has " spelled(flags[2, i]))
	if (seq[1, i] != seq[2, i]) {
		if (flags[1, i] ~ /S/ && flags[2, i] ~ /S/)
			s = s reason("seq", "yours begins at " seq[1, i] ", the reference at " seq[2, i] ": the clock of the initial numbers")
		else
			s = s reason("seq", "yours is " relative(1, "step", seq[1, i]) ", the reference's " relative(2, "step", seq[2, i]))
	}
	if (ack[1, i] != ack[2, i]) {
		n = relative(1, "peer", ack[1, i]) - relative(2, "peer", ack[2, i])
		s = s reason("ack", "yours acknowledges " relative(1, "peer", ack[1, i]) ", the reference " relative(2, "peer", ack[2, i]) \
			(n == -1 ? ": one less; a SYN and a FIN take a number too" : ""))
	}
	if (len[1, i] != len[2, i])
		s = s reason("len", "yours carries " len[1, i] " bytes, the reference's " len[2, i])
	if (win[1, i] != win[2, i])
		s = s reason("win", "yours offers " win[1, i] ", the reference " win[2, i])
	return s
}

function reason(field, words) {
	if (!difference)
		difference = field
	return "  differs in " field ": " words "\n"
}

# A change of state that one side has alone, and a segment that goes with it.
function alone(side, i, words,   other) {
	other = 3 - side
	difference = sent[side, i] ? words : "state"
	if (!sent[side, i] && sent[side, i + 1] && who[side, i + 1] == "step" && at[side, i + 1] == at[side, i] &&
	    !(i <= events[other] && sent[other, i] && at[other, i] == at[side, i])) {
		difference = words
		return "  " words " in yours: " named(side, i) ", and " named(side, i + 1) "\n"
	}
	return "  " words " in yours: " named(side, i) "\n"
}

# The events from number i on do not match: what is it?
function differs(i,   j) {
	if (i > events[1] && i > events[2])
		return ""
	if (i > events[1])
		return alone(2, i, "missing")
	if (i > events[2])
		return alone(1, i, "extra")
	for (j = i + 1; j <= i + 8; j++) {
		if (j <= events[2] && same(i, j))
			return alone(2, i, "missing")
		if (j <= events[1] && same(j, i))
			return alone(1, i, "extra")
	}
	if (at[1, i] != at[2, i]) {
		if (sent[1, i] && who[1, i] == who[2, i] && text[1, i] == text[2, i]) {
			difference = "time"
			return "  differs in time: yours sends it at " at[1, i] " s, the reference at " at[2, i] " s\n"
		}
		return at[1, i] > at[2, i] ? alone(2, i, "missing") : alone(1, i, "extra")
	}
	if (sent[1, i] && sent[2, i] && who[1, i] == "step" && who[2, i] == "step")
		return fields(i)
	if (!sent[1, i] && !sent[2, i]) {
		difference = "state"
		return "  differs in state: yours goes to " to[1, i] ", the reference to " to[2, i] "\n"
	}
	return who[2, i] == "step" ? alone(2, i, "missing") : alone(1, i, "extra")
}

function look(i,   side, s, goal, again) {
	side = difference == "extra" || i > events[2] ? 1 : 2
	s = flags[side, i]
	goal = to[side, i]
	if (difference == "state" || !sent[side, i]) {
		if (goal ~ /SYN-RECEIVED/) return "tcp_listen arrive_listen"
		if (goal ~ /ESTABLISHED/)  return "completes_handshake tcp_check_ack"
		if (goal ~ /CLOSE-WAIT/)   return "tcp_fin tcp_check_fin tcp_join"
		if (goal ~ /LAST-ACK|FIN-WAIT-1/) return "tcp_close close_after_peer"
		if (goal ~ /FIN-WAIT-2/)   return "tcp_check_fin_acked fin_acked"
		if (goal ~ /CLOSING/)      return "tcp_fin tcp_check_fin"
		if (goal ~ /TIME-WAIT/)    return "enter_time_wait tcp_fin tcp_check_fin_acked"
		return "tcp_check_fin_acked tcp_time_wait_over tcp_check_rst tcp_check_syn"
	}
	if (s ~ /R/ || flags[1, i] ~ /R/ && flags[2, i] ~ /A/) return "tcp_reset tcp_check_rst completes_handshake tcp_abort"
	if (s ~ /S/) {
		for (again = i - 1; again > 0 && !(who[side, again] == "step" && flags[side, again] ~ /S/); again--)
			;
		if (again)                 return "tcp_repeated_syn tcp_resend_lost tcp_resend_expired"
		if (difference == "seq")   return "tcp_initial_sequence"
		if (difference == "ack")   return "tcp_listen tcp_send"
		if (difference == "win")   return "tcp_dress"
		return "tcp_syn_ack arrive_listen tcp_listen"
	}
	if (difference == "win")           return "open_window tcp_text tcp_dress tcp_join"
	if (difference == "ack")           return "tcp_fin tcp_text tcp_join tcp_hold trim_left"
	if (s ~ /F/ || flags[1, i] ~ /F/)  return "tcp_close tcp_check_fin tcp_send_from tcp_output"
	if (difference == "time")          return "tcp_resend_watch tcp_rto_sample tcp_rto_back_off deadline"
	if (len[side, i] > 0)              return "tcp_resend_lost third_duplicate tcp_send_from tcp_output tcp_window tcp_acked"
	return "tcp_ack tcp_text tcp_fin tcp_hold tcp_check_seq open_window trim_left"
}

function fits(from, upto,   i) {
	for (i = from; i <= upto; i++)
		if (length(row(1, i)) > int((width - 3) / 2) || length(row(2, i)) > int((width - 3) / 2))
			return 0
	return 1
}

END {
	most = events[1] > events[2] ? events[1] : events[2]
	for (i = 1; i <= most && same(i, i); i++)
		;
	why = differs(i)
	from = i - rows > 1 ? i - rows : 1
	upto = why ? i + 2 : i - 1
	print "--> goes to the step, <-- comes from it; numbers count from each side's first"
	if (from > 1)
		printf "(%d more before that are the same)\n", from - 1
	if (fits(from, upto)) {
		half = int((width - 3) / 2)
		printf "%-" half "s | %s\n", "yours", "the reference"
		for (j = from; j <= upto; j++)
			if (j <= most)
				printf "%-" half "s %s %s\n", row(1, j), j < i ? "|" : "*", row(2, j)
	} else {
		if (i > from)
			print "both:"
		for (j = from; j < i; j++)
			print row(1, j)
		for (side = 1; why && side <= 2; side++) {
			print side == 1 ? "then yours:" : "then the reference:"
			for (j = i; j <= upto && j <= events[side]; j++)
				print row(side, j)
			if (i > events[side])
				print "          (nothing more)"
		}
	}
	print ""
	if (why)
		printf "The first difference, at %.6f s:\n%s", (i <= events[1] && (i > events[2] || at[1, i] < at[2, i])) ? at[1, i] : at[2, i], why
	else
		printf "No difference in %d segments and changes of state.\n", i - 1
	if (how)
		print "  yours ended before its time: " how
	if (fault[1] && !how)
		print "  the simulator says of yours: " fault[1]
	print "difference: " (difference ? difference : "none")
	print "look: " (difference ? look(i) : "")
}
