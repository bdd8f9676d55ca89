# book_drawing.awk: makes a picture of a drawing in letters, 47 or fewer wide, so that it
# can be read on a phone.
#
#	awk -f book_drawing.awk NAME.drawing >NAME.svg
#
# The first line is "# TITLE", and "# says: " what a reader hears who does not see it. In
# the rest, - and = are lines, | and + are lines where they meet others, < > v ^ at
# the end of a line are its tip. All else is words.

NR == 1 { title = substr($0, 3); next }
/^# says: / { says = says (says == "" ? "" : " ") substr($0, 9); next }
/^#/ { next }
{
	gsub(/\t/, "        ")
	if ($0 == "" && !rows) next
	line[++rows] = $0
	if (length($0) > widest) widest = length($0)
}

function at(r, c) { return r < 1 || r > rows || c < 1 || c > length(line[r]) ? " " : substr(line[r], c, 1) }
function level(c) { return c == "-" || c == "=" }
function upright(c) { return c == "|" || c == "+" }

# Is this letter a line? A hyphen within a word is none.
function drawn(r, c,   k, left, right) {
	k = at(r, c); left = at(r, c - 1); right = at(r, c + 1)
	if (k == "|") return 1
	if (k == "-") return left !~ /[A-Za-z0-9.,:)]/ && right !~ /[A-Za-z0-9(.]/
	if (k == "=") return left == "=" || right == "="
	if (k == "+") return level(left) || level(right)
	if (k == ">") return level(left)
	if (k == "<") return level(right)
	if (k == "v") return at(r - 1, c) == "|" && left == " " && right == " "
	if (k == "^") return at(r + 1, c) == "|" && left == " " && right == " "
	return 0
}

function x(c) { return 8 + (c - 1) * CW }
function y(r) { return 34 + (r - 1) * CH }

function path(class, d) { print "<path class=\"" class "\" d=\"" d "\"/>" }

function strokes(r, c,   k, cx, cy, d, o) {
	k = at(r, c); cx = x(c) + CW / 2; cy = y(r) + CH / 2
	if (k == ">") { path("tip", "M" x(c) + CW " " cy "l-8 -4.5v9z"); return }
	if (k == "<") { path("tip", "M" x(c) " " cy "l8 -4.5v9z"); return }
	if (k == "v") { path("tip", "M" cx " " y(r) + CH - 2 "l-4.5 -8h9z"); return }
	if (k == "^") { path("tip", "M" cx " " y(r) + 2 "l-4.5 8h9z"); return }
	if (k == "-") d = "M" x(c) " " cy "h" CW
	if (k == "=") d = "M" x(c) " " cy - 2 "h" CW "m0 4h-" CW
	if (k == "|") d = "M" cx " " y(r) "v" CH
	if (k == "|" || k == "+") {
		if (level(at(r, c - 1)) && drawn(r, c - 1)) d = d "M" x(c) " " cy "H" cx
		if (level(at(r, c + 1)) && drawn(r, c + 1)) d = d "M" cx " " cy "H" x(c) + CW
	}
	if (k == "+") {
		if (upright(at(r - 1, c))) d = d "M" cx " " y(r) "V" cy
		if (upright(at(r + 1, c)) || at(r + 1, c) == "v") d = d "M" cx " " cy "V" y(r) + CH
	}
	path("line", d)
}

function escaped(s) { gsub(/&/, "\\&amp;", s); gsub(/</, "\\&lt;", s); return s }

# The words from column c on, until two blanks or a line; returns the column behind them.
function words(r, c,   s, e) {
	for (e = c; e <= length(line[r]) && !drawn(r, e) && substr(line[r], e, 2) !~ /^  ?$/; e++)
		s = s at(r, e)
	sub(/ +$/, "", s)
	print "<text x=\"" x(c) "\" y=\"" y(r) + CH - 4.5 "\" textLength=\"" length(s) * CW "\">" escaped(s) "</text>"
	return e
}

END {
	if (!rows) { print "book_drawing.awk: nothing is drawn" >"/dev/stderr"; exit 1 }
	if (widest > 47) { print "book_drawing.awk: " widest " columns; a phone has 47" >"/dev/stderr"; exit 1 }
	if (says == "") { print "book_drawing.awk: it says nothing to those who do not see" >"/dev/stderr"; exit 1 }
	CW = 7.5; CH = 16
	wide = x(widest + 1) + 8
	if (wide < 16 + 7.2 * length(title)) wide = 16 + 7.2 * length(title)
	high = y(rows + 1) + 8
	print "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" wide "\" height=\"" high "\" viewBox=\"0 0 " wide " " high "\" role=\"img\" aria-labelledby=\"t d\">"
	print "<title id=\"t\">" escaped(title) "</title>"
	print "<desc id=\"d\">" escaped(says) "</desc>"
	print "<style>"
	print "  svg { background: #fff; } text { fill: #333; font: 12.5px monospace; } .head { font: 14.5px sans-serif; }"
	print "  .line { fill: none; stroke: #0b5c75; stroke-width: 1.4; } .tip { fill: #0b5c75; }"
	print "  @media (prefers-color-scheme: dark) { svg { background: #0d1117; } text { fill: #ccc; } .line { stroke: #7fd0e6; } .tip { fill: #7fd0e6; } }"
	print "</style>"
	print "<text class=\"head\" x=\"8\" y=\"20\">" escaped(title) "</text>"
	for (r = 1; r <= rows; r++)
		for (c = 1; c <= length(line[r]);)
			if (drawn(r, c)) strokes(r, c++)
			else if (at(r, c) == " ") c++
			else c = words(r, c)
	print "</svg>"
}
