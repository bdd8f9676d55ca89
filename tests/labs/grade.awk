# grade.awk: the report of a lab. Reads what came of each test, the list of what
# the student writes, the table of points and the hints; prints the report, and
# writes the same as JSON into the file `json`. They are called with file=1 to 4.
#
# {"lab": "05-handshake", "built": true, "score": 10, "max": 100, "microsteps":
#  [{"name": "05.1", "about": "...", "points": 10, "max": 10, "tests":
#    [{"name": "...", "passed": true, "section": "RFC 9293, 3.4", "message": "",
#      "misconception": "", "ladder": []}]}]}
#
# The ladder is what came (-->) and left (<--) before the test failed.

/^(#|$)/ { next }

file == 1 { passed[$2] = $1; message[$2] = words($3); ladder[$2] = $4; next }
file == 2 { write[$3] = write[$3] (write[$3] ? ", " : "") $2; name[++names] = $2; begun[$2] = $3; task[$2] = $4; next }
file == 4 { hinted = 1; if (NF == 2) belief[$1] = $2; next }

$1 != "" {
	micro[++micros] = $1
	most[$1] = $2
	about[$1] = $3
	total += $2
	next
}

{
	test[micros, ++tests[micros]] = $2
	section[$2] = $3
	came[micros] += $2 in passed && passed[$2]
}

function flags(n,   i, all, flag) {
	split("FIN SYN RST PSH ACK URG ECE CWR", flag, " ")
	for (i = 1; i <= 8; i++)
		if (int(n / 2 ^ (i - 1)) % 2)
			all = all (all ? " " : "") flag[i]
	return all ? all : "none"
}

# "flags 0x12 seq" and "SA seq", as the fixture says them, are "SYN ACK seq".
function words(s,   n, i, bits, all, flag) {
	split("FIN SYN RST PSH ACK URG ECE CWR", flag, " ")
	if (match(s, /flags 0x[0-9a-f]+ seq/)) {
		bits = substr(s, RSTART + 8, RLENGTH - 12)
		for (i = 1; i <= length(bits); i++)
			n = 16 * n + index("123456789abcdef", substr(bits, i, 1))
		all = flags(n)
		s = substr(s, 1, RSTART - 1) (all == "none" ? "no flags," : all) " " substr(s, RSTART + RLENGTH - 3)
	}
	if (match(s, /what came is [FSRPAUEC]+ seq/)) {
		bits = substr(s, RSTART + 13, RLENGTH - 17)
		all = ""
		for (i = 1; i <= length(bits); i++)
			all = all flag[index("FSRPAUEC", substr(bits, i, 1))] " "
		s = substr(s, 1, RSTART + 12) all substr(s, RSTART + RLENGTH - 3)
	}
	gsub(/ISS\+-/, "ISS-", s)
	gsub(/IRS\+-/, "IRS-", s)
	gsub(/ wnd /, " win ", s)
	if (s ~ /^Received signal 2[47]/ || s ~ /^Test timeout/)
		s = "stopped: it took all the time that a test has; does a loop end?"
	if (s ~ /^Received signal 25/)
		s = "stopped: it printed more than a test may"
	return s
}

function quoted(s) {
	gsub(/\\/, "&&", s)				# "\\\\" is one backslash to mawk, two to others
	gsub(/"/, "\\\"", s)
	gsub(/[[:cntrl:]]/, " ", s)
	gsub(/[^ -~]/, "?", s)
	return "\"" s "\""
}

function sentence(s) {
	gsub(/_/, " ", s)
	return s
}

# The earlier micro-steps whose functions are judged with micro-step i.
function functions(i,   m, s) {
	for (m in write)
		if (m <= micro[i] && (i == 1 || m > micro[i - 1]))
			s = s (s ? ", " : "") write[m]
	return s (s ? growing(i) : "")
}

# Those that were begun before it, and whose rule says what they do from here on.
function growing(i,   k, s) {
	for (k = 1; k <= names; k++)
		if (i > 1 && begun[name[k]] <= micro[i - 1] && index(task[name[k]], micro[i]))
			s = s (s ? ", " : "; you go on with: ") name[k]
	return s
}

# A segment without ACK acknowledges nothing, whatever stands in its field.
function segment(s) {
	if (s !~ /ACK/)
		sub(/ ack IRS[-+][0-9]+/, "", s)
	sub(/seq ISS\+11 /, "seq 0 ", s)	# ISS is 11 numbers before 0,
	sub(/ack IRS\+8 /, "ack 0 ", s)	# and IRS 8
	return s
}

# Numbers of an assertion as the book says them: a state by its name, flags by theirs, a sequence number
# as its distance from the first one (0xfffffff5 is ours, 0xfffffff8 the peer's), but for 0.
function value(name, n,   states, far) {
	split("CLOSED LISTEN SYN-SENT SYN-RECEIVED ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 CLOSE-WAIT CLOSING LAST-ACK TIME-WAIT", states, " ")
	if (name ~ /state$/ && n ~ /^[0-9]+$/ && n + 0 <= 10)
		return states[n + 1]
	if (name ~ /flags$/ && n ~ /^[0-9]+$/)
		return flags(n)
	if (n !~ /^[0-9]+$/ || n == "0" || name !~ /(snd_(una|nxt|wl2|text)|iss|rcv_nxt|snd_wl1|irs|recover)$/)
		return n
	far = n - (name ~ /(rcv_nxt|wl1|irs)$/ ? 4294967288 : 4294967285)
	if (far < -2147483648)
		far += 4294967296
	return (name ~ /(rcv_nxt|wl1|irs)$/ ? "IRS" : "ISS") (far < 0 ? "" : "+") far
}

# Takes a message apart: where it failed, what was expected, what came. The rest is said as it is.
function apart(s,   a, b, name) {
	where = wanted = got = ""
	if (match(s, /^[a-z_0-9]+\.c:[0-9]+: /)) {
		where = substr(s, 1, RLENGTH - 2)
		s = substr(s, RLENGTH + 1)
	}
	if ((a = index(s, ", what came is ")) && s ~ /^expected /) {
		wanted = segment(substr(s, 10, a - 10))
		got = segment(substr(s, a + 15))
	} else if ((a = index(s, ", expected ")) && match(s, /^the (state is|program got) /)) {
		wanted = substr(s, a + 11)
		got = substr(s, RLENGTH + 1, a - RLENGTH - 1)
	} else if (match(s, /^Assertion '[^']*' failed: /)) {
		a = substr(s, 12, RLENGTH - 21)
		b = substr(s, RLENGTH + 1)
		sub(/, [^,]* == "?[-0-9a-zA-Z ]*"?$/, "", b)
		if (match(b, / == [^=]*$/)) {
			name = substr(b, 1, RSTART - 1)
			wanted = a
			gsub(/0xfffffff5U?/, "ISS", wanted)
			gsub(/0xfffffff8U?/, "IRS", wanted)
			gsub(/SS \+ /, "SS+", wanted)
			gsub(/RS \+ /, "RS+", wanted)
			got = name " == " value(name, substr(b, RSTART + 4))
		}
	}
	rest = s
}

# Did the test not even get to its matter, for want of a handshake that an earlier micro-step makes?
# (Lab 5 makes it; in a later one `arrive` calls what makes it, and then the first micro-step may want it, too.)
function before_its_matter(i, t) {
	return pointed && i >= pointed + (n + 0 == 5) && (no_handshake(t) || message[t] ~ /expected SYN ACK .* what came is nothing$/)
}

function no_handshake(t) {
	return message[t] ~ /^tcp_fixture\.c:[0-9]+: (expected|the state|a SYN has made no)/
}

# Some messages say more than the test that they come from.
function perhaps(i, t) {
	if (message[t] ~ /: (expected|the connection is) from /)
		return "you do not turn it round: what answers a segment goes from its destination to its source, address and port"
	if (message[t] ~ /a SYN has made no connection/)
		return "a place of the table that was never used has to be counted when it is taken (free_place: k->used); or tcp_listen makes none"
	if (before_its_matter(i, t))
		return "the handshake that this test begins with does not come about yet" (n + 0 > 5 ? "; the path of a segment (arrive, in tcp.c) leads to it" : "")
	if (message[t] ~ /^(not run|stopped|it ended)/)
		return ""
	if (no_handshake(t))
		return "the handshake that this test begins with does not come about" ("arrive" in task ? "; its third segment comes to arrive, which calls the checks" : "")
	return belief[t]
}

function show(i, t, full,   n, r, k) {
	apart(message[t])
	printf "        %s (%s)\n", sentence(t), section[t] (where ? "; " where : "")
	n = split(ladder[t], r, "|") - 1
	if (full && n > 0 && !told++)
		print "          (--> comes to your step, <-- leaves it; numbers count from the first of their side, ISS and IRS; 0 is 0)"
	for (k = 1; full && k <= n; k++)
		printf "          %s\n", r[k]
	if (wanted != "")
		printf "          expected %s\n          got      %s\n", wanted, got
	else
		printf "          %s\n", rest
	if (perhaps(i, t))
		folded("Perhaps: " perhaps(i, t))
}

function folded(s,   n, w, k, row) {
	n = split(s, w, " ")
	row = "         "
	for (k = 1; k <= n; k++) {
		if (length(row " " w[k]) > 98) {
			print row
			row = "           "
		}
		row = row " " w[k]
	}
	print row
}

function array(s,   n, r, k, all) {
	n = split(s, r, "|") - 1
	for (k = 1; k <= n; k++)
		all = all (k > 1 ? ", " : "") quoted(r[k])
	return "[" all "]"
}

function entry(i, t,   fails) {
	fails = built && !passed[t]
	return "\n  {\"name\": " quoted(t) ", \"passed\": " (passed[t] ? "true" : "false") ", \"section\": " quoted(section[t]) \
		", \"message\": " quoted(message[t]) ", \"misconception\": " quoted(fails ? perhaps(i, t) : "") ", \"ladder\": " array(ladder[t]) "}"
}

END {
	for (i = 1; i <= micros; i++) {
		m = micro[i]
		has = tests[i] > 0 && came[i] == tests[i] ? most[m] : 0
		score += has
		printf "%-5s %3d of %3d  %s\n", m, has, most[m], about[m]
		if (built && !has && !pointed)
			pointed = i
		wait = 0
		list = list (i > 1 ? ",\n " : "") "{\"name\": " quoted(m) ", \"about\": " quoted(about[m]) ", \"points\": " has ", \"max\": " most[m] ", \"tests\": ["
		for (j = 1; j <= tests[i]; j++) {
			t = test[i, j]
			if (!(t in passed))
				message[t] = built ? "it was not run: the tests before it took all the time there is" : "it was not built"
			list = list (j > 1 ? "," : "") entry(i, t)
			if (!built || passed[t])
				continue
			early = before_its_matter(i, t)
			wait += early
			if (!early || i == pointed && wait == 1)
				show(i, t, i == pointed)
		}
		if (wait)
			printf "        %d of its %d tests wait for the handshake, which does not come about yet\n", wait, tests[i]
		list = list "]}"
		if (pointed == i && functions(i))
			printf "        Here to go on. You write: %s%s\n", functions(i), hinted ? "  (stuck? make hint-" (n + 0) ")" : ""
	}
	printf "%d of %d points\n", score, total
	printf "{\"lab\": %s, \"built\": %s, \"score\": %d, \"max\": %d, \"microsteps\": [\n %s]}\n", quoted(step), built ? "true" : "false", score, total, list >json
}
