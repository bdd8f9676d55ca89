# micro.awk: a step's file as it stood after one of its micro-steps.
#
#	awk -v step=02 -v last=3 -f micro.awk main.c
#
# A line ending in a label such as /* 02.4 */ belongs to micro-step 4 of step
# 02 and is left out here, together with what it begins: a definition up to
# its } in column 0, a block up to its }, a call up to its closing parenthesis,
# and with the comment directly above it. Every other line (a statement after
# an `if` without braces, a `break`, a field) carries a label of its own.

BEGIN { mine = "/\\* " step "\\.[0-9]+ \\*/[ \t]*$" }

{ line[NR] = $0 }

# Is line i of a later micro-step?
function later(i) {
	if (!match(line[i], mine))
		return 0
	return substr(line[i], RSTART + 4 + length(step)) + 0 > last + 0
}

# Line i without strings, characters, comments and blanks at its end.
function code(i,   s) {
	s = line[i]
	gsub(/\\./, "", s)
	gsub(/"[^"]*"/, "\"\"", s)
	gsub(/'[^']*'/, "''", s)
	gsub(/\/\*([^*]|\*+[^*\/])*\*+\//, "", s)
	sub(/\/\/.*/, "", s)
	sub(/[ \t]+$/, "", s)
	return s
}

function indent(i) {
	match(line[i], /^[ \t]*/)
	return substr(line[i], 1, RLENGTH)
}

# The line on which the parentheses opened on line i are closed again.
function balanced(i,   s, n) {
	for (n = 0; i <= NR; i++) {
		s = code(i)
		n += gsub(/\(/, "", s) - gsub(/\)/, "", s)
		if (n <= 0)
			return i
	}
	return NR
}

# The next line after i that has a } at the given indentation.
function closing(i, at,   n) {
	for (n = i + 1; n <= NR; n++)
		if (index(line[n], at "}") == 1)
			return n
	fail(i, "has no closing brace")
}

function fail(i, what) {
	printf "%s:%d: micro.awk: this line %s\n", FILENAME, i, what >"/dev/stderr"
	status = 1
	exit 1
}

# The last line of what begins on line i.
function end_of(i,   at, h, n) {
	at = indent(i)
	h = balanced(i)
	if (line[i] ~ /^#/)
		return i
	if (at == "" && code(h) !~ /[;}]$/)
		return closing(h, at)
	if (code(h) !~ /\{$/)
		return h
	n = closing(h, at)
	if (line[i] ~ /^[ \t]*\}/)	# } else {: its last } closes what stood before it
		return n - 1
	for (; code(n) ~ /\{$/; n = closing(n, at))
		if (!later(n))
			fail(n, "goes on with what the micro-steps before do not have")
	return n
}

# Drops the comment that stands on lines of its own directly above line i,
# unless it is the file's head or speaks of the lines after `end` too.
function drop_comment(i, end,   n) {
	if (line[i] ~ /^#/ || line[i - 1] !~ /\*\/[ \t]*$/)
		return
	if (indent(i) == "" && i == end && line[end + 1] !~ /^$/ && !later(end + 1))
		return
	for (n = i - 1; n > 1 && line[n] ~ /^[ \t]+\*/; n--)
		;
	if (n > 1 && line[n] ~ /^[ \t]*\/\*/)
		for (; n < i; n++)
			dropped[n] = 1
}

END {
	if (status)
		exit status
	for (i = 1; i <= NR; i++) {
		if (!later(i) || dropped[i])
			continue
		end = end_of(i)
		drop_comment(i, end)
		for (n = i; n <= end; n++)
			dropped[n] = 1
	}
	for (i = 1; i <= NR; i++) {
		if (dropped[i]) {
			gap = 1
		} else if (line[i] ~ /^[ \t]*$/) {
			blanks++
		} else {
			# One blank line between what remains, none just inside braces.
			if (gap && blanks)
				blanks = shown && before !~ /\{$/ && line[i] !~ /^[ \t]*\}/
			for (; blanks > 0; blanks--)
				print ""
			print line[i]
			before = code(i)
			shown = 1
			gap = blanks = 0
		}
	}
}
