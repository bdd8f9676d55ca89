# viva_mark.awk: puts a mark round each test in the functions that a student wrote: `if (C)` becomes
# `if (viva(7, (C) ? 1 : 0))`, which tells that it was reached, and can turn it round. The lines
# keep their numbers.
#	awk -v file=NAME -v names="f g" -v first=7 -v sites=FILE -f viva_mark.awk NAME
# adds a line for each to FILE: number, file, line, function, what is tested.

BEGIN { n = split(names, list, " "); for (i = 1; i <= n; i++) wanted[list[i]]; id = first }

{ text = text $0 "\n" }

function word(c) { return c ~ /[A-Za-z0-9_]/ }

# What is no code, from i on: a comment, a string, a character, a line for the preprocessor. Its length.
function other(i,   two, q, j) {
	two = substr(text, i, 2)
	if (two == "/*")
		return (j = index(substr(text, i + 2), "*/")) ? j + 3 : length(text)
	if (two == "//")
		return index(substr(text, i), "\n") - 1
	q = substr(two, 1, 1)
	if (q == "\"" || q == "'") {
		for (j = i + 1; j <= length(text) && substr(text, j, 1) != q; j++)
			if (substr(text, j, 1) == "\\")
				j++
		return j - i + 1
	}
	if (q == "#" && substr(text, 1, i - 1) ~ /(^|\n)[ \t]*$/) {
		for (j = i; j <= length(text) && (substr(text, j, 1) != "\n" || substr(text, j - 1, 1) == "\\"); j++)
			;
		return j - i
	}
	return 0
}

# The length of what stands from i to the end that is asked for, which is not within brackets.
function upto(i, end,   j, depth, c, k) {
	for (j = i; j <= length(text); j++) {
		if ((k = other(j)) > 0) {
			j += k - 1
			continue
		}
		c = substr(text, j, 1)
		if (c == end && depth == 0)
			return j - i
		depth += (c ~ /[([{]/) - (c ~ /[])}]/)
	}
	return -1
}

function lines(s) { return gsub(/\n/, "", s) }

function tidy(s) {
	gsub(/\/\*([^*]|\*+[^*\/])*\*+\//, "", s)
	gsub(/[ \t\n]+/, " ", s)
	sub(/^ /, "", s)
	sub(/ $/, "", s)
	return s
}

function mark(s) {
	printf "%d\t%s\t%d\t%s\t%s\n", id, file, line, name, tidy(s) >>sites
	return "viva(" id++ ", (" s ") ? 1 : 0)"
}

END {
	line = 1
	for (i = 1; i <= length(text); i += k) {
		c = substr(text, i, 1)
		if ((k = other(i)) > 0) {
			piece = substr(text, i, k)
		} else if (word(c)) {
			match(substr(text, i), /^[A-Za-z0-9_]+/)
			k = RLENGTH
			piece = substr(text, i, k)
			head = head piece " "
			if (depth > 0 && on && piece == "if") {
				match(substr(text, i + k), /^[ \t\n]*\(/)
				if (RLENGTH > 0 && (m = upto(i + k + RLENGTH, ")")) > 0) {
					s = substr(text, i + k + RLENGTH, m)
					piece = piece substr(text, i + k, RLENGTH) mark(s)
					k += RLENGTH + m
				}
			} else if (depth > 0 && on && yes && piece == "return" && (m = upto(i + k, ";")) > 0) {
				s = substr(text, i + k, m)
				if (s ~ /[=<>&|!]|seq_(lt|le|in)/) {
					piece = piece " " mark(s)
					k += m
				}
			}
		} else {
			k = 1
			piece = c
			if (c == "{" && depth++ == 0) {
				name = head
				sub(/ *\(.*/, "", name)
				yes = name ~ /(^| )bool /
				sub(/.* /, "", name)
				on = head ~ /\(/ && name in wanted
			} else if (c == "}") {
				if (--depth == 0)
					head = ""
			} else if (c == ";" && depth == 0) {
				head = ""
			} else {
				head = head c
			}
		}
		printf "%s", piece
		line += lines(substr(text, i, k))
	}
}
