# book_ruler.awk: makes a drawing (book_drawing.awk) of a row of sequence numbers.
#
#	awk -f book_ruler.awk NAME.ruler >NAME.drawing
#
# After its head (book_drawing.sh tells of it) a .ruler has a line for each mark: its
# number, and its name, if it has one. "# spans: " names what lies between the marks.

BEGIN { FS = "\t" }
NR == 1 { title = $0 }
/^# spans: / { n = split(substr($0, 10), span, "; ") }
/^#/ { next }
{ number[++marks] = $1; name[marks] = $2 }

# Puts s into row r, its middle at column c; where it would touch what is there, a row higher.
function put(r, s, c,   first, k) {
	first = c - int(length(s) / 2)
	if (first < 1) first = 1
	if (first + length(s) - 1 > WIDE) first = WIDE - length(s) + 1
	while (reached[r] >= first && r > 1) r--
	reached[r] = first + length(s)
	row[r] = sprintf("%-" first - 1 "s%s", row[r], s)
}

END {
	if (n != marks + 1) { print "book_ruler.awk: " marks " marks need " marks + 1 " spans, not " n >"/dev/stderr"; exit 1 }
	WIDE = 45
	for (k = 1; k <= n; k++) {
		m = split(span[k], word, " ")
		for (i = 1; i <= m; i++) if (length(word[i]) + 1 > w[k]) w[k] = length(word[i]) + 1
		if (w[k] < 6 && k < n) w[k] = 6 # a number has five digits
		total += w[k]
	}
	for (k = 1; total < WIDE - marks; k = k % n + 1) { w[k]++; total++ }
	for (k = 1; k <= n; k++) {
		middle = c + int((w[k] + 1) / 2)
		m = split(span[k], word, " ")
		text = ""; r = 5
		for (i = 1; i <= m; i++) {
			if (text != "" && length(text " " word[i]) >= w[k]) { put(r++, text, middle); text = "" }
			text = text (text == "" ? "" : " ") word[i]
		}
		put(r, text, middle)
		for (i = 0; i < w[k]; i++) line = line "-"
		says = says " " (k == 1 ? "Up to " number[1] : k == n ? "From " number[marks] " on" : "From " number[k - 1] " to " number[k]) \
			(k < n && name[k] != "" ? ", " name[k] : "") ": " span[k] "."
		c += w[k]
		if (k == n) break
		c++
		line = line "|"
		if (name[k] != "") put(2, name[k], c)
		put(4, number[k], c)
	}
	print title
	print "# says: A row of sequence numbers." says
	row[3] = line
	for (r = 1; r <= 7; r++) if (row[r] != "") print row[r]
}
