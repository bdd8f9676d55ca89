# code.awk: code_of(line) is a line of C with its comments left out and its
# strings emptied. Comments may go on over lines, so give it every line.

function code_of(s,   out, c) {
	if (FNR == 1)
		in_comment = 0
	for (out = ""; s != ""; ) {
		if (in_comment) {
			if (!(c = index(s, "*/")))
				return out
			s = substr(s, c + 2)
			in_comment = 0
		} else if (match(s, /"(\\.|[^"\\])*"|'(\\.|[^'\\])*'|\/\*|\/\//)) {
			c = substr(s, RSTART, 1) == "/" ? substr(s, RSTART, 2) : substr(s, RSTART, 1) substr(s, RSTART, 1)
			out = out substr(s, 1, RSTART - 1)
			s = substr(s, RSTART + RLENGTH)
			if (c == "//")
				return out
			if (c == "/*")
				in_comment = 1
			else
				out = out c
		} else {
			return out s
		}
	}
	return out
}
