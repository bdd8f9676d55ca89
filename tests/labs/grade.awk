# grade.awk: the report of a lab. Reads what came of each test, the list of what
# the student writes, and the table of points; prints the report, and writes the
# same as JSON into the file `json`. They are called with file=1, 2 and 3.
#
# {"lab": "05-handshake", "built": true, "score": 10, "max": 100, "microsteps":
#  [{"name": "05.1", "about": "...", "points": 10, "max": 10, "tests":
#    [{"name": "...", "passed": true, "section": "RFC 9293, 3.4", "message": ""}]}]}

/^(#|$)/ { next }

file == 1 { passed[$2] = $1; message[$2] = words($3); next }
file == 2 { write[$3] = write[$3] (write[$3] ? ", " : "") $2; next }

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

# "flags 0x12 seq" and "SA seq", as the fixture says them, are "SYN ACK seq".
function words(s,   n, i, bits, all, flag) {
	split("FIN SYN RST PSH ACK URG ECE CWR", flag, " ")
	if (match(s, /flags 0x[0-9a-f]+ seq/)) {
		bits = substr(s, RSTART + 8, RLENGTH - 12)
		for (i = 1; i <= length(bits); i++)
			n = 16 * n + index("123456789abcdef", substr(bits, i, 1))
		for (i = 1; i <= 8; i++)
			if (int(n / 2 ^ (i - 1)) % 2)
				all = all flag[i] " "
		s = substr(s, 1, RSTART - 1) (all ? all : "no flags, ") substr(s, RSTART + RLENGTH - 3)
	}
	if (match(s, /what came is [FSRPAUEC]+ seq/)) {
		bits = substr(s, RSTART + 13, RLENGTH - 17)
		all = ""
		for (i = 1; i <= length(bits); i++)
			all = all flag[index("FSRPAUEC", substr(bits, i, 1))] " "
		s = substr(s, 1, RSTART + 12) all substr(s, RSTART + RLENGTH - 3)
	}
	if (s ~ /^Received signal 24/ || s ~ /^Test timeout/)
		s = "stopped: it took all the time that a test has; does a loop end?"
	if (s ~ /^Received signal 25/)
		s = "stopped: it printed more than a test may"
	return s
}

function quoted(s) {
	gsub(/\\/, "\\\\", s)
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
	return s
}

END {
	for (i = 1; i <= micros; i++) {
		m = micro[i]
		has = tests[i] > 0 && came[i] == tests[i] ? most[m] : 0
		score += has
		printf "%-5s %3d of %3d  %s\n", m, has, most[m], about[m]
		list = list (i > 1 ? ",\n " : "") "{\"name\": " quoted(m) ", \"about\": " quoted(about[m]) ", \"points\": " has ", \"max\": " most[m] ", \"tests\": ["
		for (j = 1; j <= tests[i]; j++) {
			t = test[i, j]
			if (!(t in passed))
				message[t] = built ? "it was not run: the tests before it took all the time there is" : "it was not built"
			list = list (j > 1 ? "," : "") "\n  {\"name\": " quoted(t) ", \"passed\": " (passed[t] ? "true" : "false") ", \"section\": " quoted(section[t]) ", \"message\": " quoted(message[t]) "}"
			if (built && !passed[t]) {
				printf "        %s\n", sentence(t)
				printf "          %s (%s)\n", message[t], section[t]
			}
		}
		list = list "]}"
		if (built && !has && !pointed && functions(i)) {
			printf "        Here to go on. You write: %s\n", functions(i)
			pointed = 1
		}
	}
	printf "%d of %d points\n", score, total
	printf "{\"lab\": %s, \"built\": %s, \"score\": %d, \"max\": %d, \"microsteps\": [\n %s]}\n", quoted(step), built ? "true" : "false", score, total, list >json
}
