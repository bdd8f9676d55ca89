# viva.awk: five questions and their key, from what viva.sh has found: the packets (file=1), what
# the student writes (2), the table of points (3), the tests in the student's functions (4), and what
# the program said of the capture, as it is and with each test turned round (5). The sheet goes to
# the screen, the key to the file `key`. What a packet is, and what can be asked of one, says
# viva_packet.awk for labs 2 to 4, and viva_tcp.awk from 5 on: one of them comes before this file.

BEGIN { most = 40; STEP = "192.0.2.2"; x = seed % 2147483646 + 1; for (j = 0; j < 9; j++) rnd(2) }

function rnd(n) { x = x * 16807 % 2147483647; return int(x / 2147483647 * n) + 1 }
function bit(v, b) { return int(v / b) % 2 }

file == 2 { if ($0 !~ /^(#|$)/) { micro[$2] = $3; rule[$2] = $4; section[$2] = $5 } next }
file == 3 && /^\t/ { if (m != "sim") test[m, ++tests[m]] = $2; next }
file == 3 { if ($0 !~ /^(#|$)/) m = $1; next }
file == 4 { sites = $1; where[$1] = $2 ", line " $3; line[$1] = $3; of[$1] = $2; fn[$1] = $4; text[$1] = $5; next }

/^@run / { run = substr($0, 6) + 0; now = 0; inside = 0; next }
/^@out/ { inside = 0; next }
/^@end / { ended[run] = substr($0, 6) + 0; last[run] = now; next }
/^@test / {
	split($0, w, " ")
	if (!inside)
		elsewhere[w[2]] = 1
	else if (now <= most) {
		if (!(w[2] in reached))
			reached[w[2]] = now
		if (!((w[2], w[3]) in when))
			when[w[2], w[3]] = now
		if (latest[w[2], w[3]] != now)
			times[w[2], w[3]]++
		latest[w[2], w[3]] = now
	}
	next
}
/^$/ || /^[0-9]+ packets: / || /^(Killed|Aborted|Segmentation fault|Bus error|Floating point exception|CPU time limit exceeded)$/ { next }
{ size[run] += length($0) + 1; sub(/^ +/, ""); said[run, ++lines[run]] = $0 }

# The first line of the trace that is another when test i is turned round, or 0. The last of a trace
# that was cut off for its length does not count.
function differs(i,   j) {
	for (j = 1; j <= lines[0] && said[0, j] == said[i, j]; j++)
		;
	if (j > lines[0] && lines[i] <= lines[0])
		return 0
	return size[i] > 19000 && j >= lines[i] ? 0 : j
}
function shown(run, j) { return j > lines[run] ? "(nothing more" (end_of(run) ? ": the program " end_of(run) : "") ")" : said[run, j] }
# How a run ended, if not in peace. Who takes a second of the processor is killed.
function end_of(run) { return ended[run] == 137 || ended[run] == 152 ? "hangs" : ended[run] > 128 ? "crashes" : "" }

# Folded: s, after a first and before each other line.
function fold(s, first, other,   n, w, j, l, all) {
	n = split(s, w, " ")
	l = first
	for (j = 1; j <= n; j++) {
		if (length(l) + length(w[j]) > 94) {
			all = all l "\n"
			l = other
		}
		l = l (l ~ /[^ ]$/ ? " " : "") w[j]
	}
	return all l "\n"
}
function ask(s) { asked++; sheet = sheet "\n" fold(s, asked ". ", "   "); answers = answers "\n" fold(s, asked ". ", "   ") }
function also(s) { sheet = sheet fold(s, "   ", "   "); answers = answers fold(s, "   ", "   ") }
function line_of_code(i) { sheet = sheet "       " text[i] "\n"; answers = answers "       " text[i] "\n" }
function answer(s) { answers = answers fold(s, "   > ", "   > ") }

# One of the list that was made in c[1..n], or 0.
function one(n) { return n ? c[rnd(n)] : 0 }

function place(i) { return "`" fn[i] "` (" where[i] ")" }
function kept_rule(i) { answer("The rule (" section[fn[i]] "): " rule[fn[i]]) }
function turned(i,   j) {
	j = differs(i)
	answer("Turned round, the trace differs first here. As it is:")
	answers = answers "   >     " shown(0, j) "\n"
	answer("turned round:")
	answers = answers "   >     " shown(i, j) "\n"
}

# A test that packets come to, in a function that was not asked about.
function passed(   n, i) {
	for (i = 1; i <= sites; i++)
		if (i in reached && !(fn[i] in had) && differs(i))
			c[++n] = i
	return one(n)
}
function does(   i, v, p) {
	if (!(i = passed()))
		return 0
	had[fn[i]]
	v = (i, 1) in when && (i, 0) in when ? rnd(2) - 1 : (i, 1) in when
	p = when[i, v]
	ask("In your " place(i) ":")
	line_of_code(i)
	also("Packet " frame[p] " of the capture (" short(p) ") comes to this line. Is what stands there true for it, or false? With which values? What does your program do with the packet then? And if the test were turned round: what would be the first thing to go differently in this capture?")
	answer((v ? "True" : "False") ": this was measured.")
	turned(i)
	kept_rule(i)
	return 1
}
function passes(   i, p) {
	if (!(i = passed()))
		return 0
	had[fn[i]]
	p = reached[i]
	ask("In your " place(i) ":")
	line_of_code(i)
	also("Which packet of the capture is the first to come to this line? Is it true for that one? For which packets would it be the other way? What comes of it if the test is turned round: what would the peer see?")
	answer("The first is " pk(p) ". True for " times[i, 1] + 0 ", false for " times[i, 0] + 0 " of those that come here: this was measured.")
	turned(i)
	kept_rule(i)
	return 1
}

# A test that has only one answer in the capture; or one that no packet comes to, if a packet could
# bring about the other answer of the test before it, which has only one, too.
function never(   n, i) {
	for (i = 1; i <= sites; i++)
		if (i in reached && may_be_asked(i) && one_answer(i))
			c[++n] = i
	for (i = 1; !n && i <= sites; i++)
		if (!(i in reached) && may_be_asked(i) && may_be_invented(fn[i], text[gate(i)]))
			c[++n] = i
	return (i = one(n)) ? invent(i, !((i, 1) in when)) : 0
}
function may_be_asked(i) { return may_be_invented(fn[i], text[i]) && !(fn[i] in had) && !(i in elsewhere) }
function one_answer(i) { return ((i, 1) in when) != ((i, 0) in when) }
function gate(i,   j) {
	for (j = i - 1; j > 0 && fn[j] == fn[i]; j--)
		if (one_answer(j))
			return j
	return 0
}
function before(i,   j) {
	if (!(i in reached) && (j = gate(i)))
		answer("Before it stands `" text[j] "` (line " line[j] "), which is " ((j, 1) in when ? "true" : "false") " for all packets of the capture that come there: it has to be the other way first.")
}
function so_far(i, v) { return i in reached ? "For all packets of the capture that come to this line it is " (v ? "false" : "true") "." : "No packet of the capture comes to this line." }
# The unit test of its micro-step, if there is only one.
function near(i) {
	if (tests[micro[fn[i]]] == 1)
		answer("The unit test of " micro[fn[i]] ": " test[micro[fn[i]], 1] ".")
}

# One more question, of whatever kind there is still one.
function more(   kind) {
	for (kind = 1; asked < 5 && kind <= 3; kind++)
		if (kind == 1) does(); else if (kind == 2) passes(); else never()
}

END {
	n_ = n + 0
	questions()
	if (asked < 5) {
		print "viva: the capture holds too little for five questions: " asked " could be made" >"/dev/stderr"
		exit 1
	}
	head = "of " student ", lab " step ", seed " seed "\ncapture " capture
	printf "VIVA %s\n\n", head
	printf "The packets (-> to the step, <- from it):\n%s", table()
	printf "%s", sheet
	printf "VIVA KEY %s\n", head >key
	printf "\nFor the teacher alone. Two points a question: two for who says it by himself or herself, one after a\nhint, none for who cannot say what a line of the program is for. Ask for the reason, not for the number.\n" >key
	if (end_of(0))
		printf "\n%s", fold("THE PROGRAM " toupper(end_of(0)) " at packet " frame[last[0]] " of this capture, and says nothing of those behind it. Ask about that first: what does the program do with this packet?", "", "") >key
	printf "%s", answers >key
}
