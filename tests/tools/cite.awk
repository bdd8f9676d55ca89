# cite.awk: every section of RFC 9293 that is cited exists. First the list,
# rfc9293.sections, then the files; prints FILE:LINE: what is wrong.

FNR == 1	{ look(""); carry = "" }
list == "" || FILENAME == list {
	list = FILENAME
	if ($1 != "#")
		section[$1] = 1
	next
}

{ look($0) }
END { look("") }

# A citation may be broken over two lines, so each is looked at with the next.
function look(next_line,   s, at, form, number) {
	sub(/^[ \t]*(\*|\/\*|#|\/\/|>)?[ \t]+/, "", next_line)
	s = carry " " next_line
	while ((at = match(s, /RFC 9293/)) && at + length(next_line) <= length(s)) {
		s = substr(s, at + RLENGTH)
		if (s ~ /^,? *([Ss]ections?|[Ss]ec\.|§) *[0-9A-Z]/ || s ~ /^ +[0-9]+\.[0-9]/)
			bad("write it as \"RFC 9293, 3.4\"")
		for (form = "^, "; match(s, form "([0-9]+|[AB]\\.[0-9]+)(\\.[0-9]+)*"); form = "^(, (and )?| and | to |-)") {
			number = substr(s, 1, RLENGTH)
			s = substr(s, RLENGTH + 1)
			gsub(/^[^0-9AB]*/, "", number)
			if (form != "^, " && number !~ /\./)
				break
			if (!(number in section))
				bad("RFC 9293 has no section " number)
		}
	}
	carry = next_line
	where = FILENAME ":" FNR
}

function bad(what) { printf "%s: %s\n", where, what }
