# book_ladder.awk: draws a conversation as a ladder, time downwards: the peer on the
# left, us on the right, and beside us the states that we went through.
#
#	awk -v form=text -f book_ladder.awk LADDER        for a terminal
#	awk -v form=svg -f book_ladder.awk LADDER >PICTURE.svg
#
# LADDER (book_ladder.sh makes one of a capture) begins with its title after "# ". A
# line is a segment, its fields parted by tabs: seconds; in or out; lost, again
# or -; what it is; what we noted with it; our states before and after, by blanks;
# how many segments before it were left out.

BEGIN { FS = "\t" }
NR == 1 { title = substr($0, 3) }
/^# between: / { split(substr($0, 12), ends, " and ") }
/^#/ { next }
{
	n++
	at[n] = $1; way[n] = $2; fate[n] = $3; what[n] = $4; note[n] = $5; states[n] = $6; skipped[n] = $7
	if (!begin) { split($6, s, " "); begin = s[1] }
}

END {
	if (n < 1) {
		print "book_ladder.awk: no segments to draw" >"/dev/stderr"
		exit 1
	}
	if (form == "svg")
		svg()
	else
		terminal()
}

# What stands beside us at segment i: notes, and the states that we came to.
function beside(i, out,   s, k, count, m) {
	m = split(note[i], s, "; ")
	for (k = 1; k <= m; k++)
		out[++count] = s[k]
	noted = count + 0
	m = split(states[i], s, " ")
	for (k = 2; k <= m; k++)
		out[++count] = s[k]
	return count + 0
}

# What passed before segment i, if it is worth a word: time, or segments left out.
function gap(i,   d, s) {
	d = i > 1 ? at[i] - at[i - 1] : 0
	if (d >= 0.15)
		s = d < 100 ? sprintf("%.1f s", d) : sprintf("%.0f s", d)
	if (skipped[i])
		s = (s ? s ", " : "") skipped[i] " more"
	return s
}

function dashes(k,   s) { for (s = ""; k > 0; k--) s = s "-"; return s }

# --- in a terminal -----------------------------------------------------------------

function line(time, middle, right) {
	time = sprintf("%8s |%s| %s", time, middle, right)
	sub(/ +$/, "", time)
	print time
}

function arrow(i,   label, k) {
	label = "- " what[i] (fate[i] == "again" ? " (again)" : "") " "
	if (fate[i] == "lost") {
		label = label "-"
		k = WIDE - length(label) - 1
		return way[i] == "in" ? label "X" sprintf("%*s", k, "") : sprintf("%*s", k, "") "X" label
	}
	k = WIDE - length(label) - 1
	return way[i] == "in" ? label dashes(k) ">" : "<" dashes(k) label "-"
}

function terminal(   i, k, count, out) {
	WIDE = 46
	for (i = 1; i <= n; i++)
		if (length(what[i]) + 12 > WIDE)
			WIDE = length(what[i]) + 12
	printf "%8s %-*s%*s\n", "", WIDE / 2 + 1, ends[1], WIDE - WIDE / 2 + 1, ends[2]
	line("", sprintf("%*s", WIDE, ""), begin)
	for (i = 1; i <= n; i++) {
		if (gap(i))
			line(gap(i), sprintf("%*s", WIDE, ""), "")
		count = beside(i, out)
		line(sprintf("%.6f", at[i]), substr(arrow(i), 1, WIDE), count ? out[1] : "")
		for (k = 2; k <= count; k++)
			line("", sprintf("%*s", WIDE, ""), out[k])
	}
}

# --- as a picture ------------------------------------------------------------------

function escaped(s) {
	gsub(/&/, "\\&amp;", s)
	gsub(/</, "\\&lt;", s)
	return s
}

function text(x, y, class, s, more) {
	print "<text class=\"" class "\" x=\"" x "\" y=\"" y "\"" more ">" escaped(s) "</text>"
}

function description(   i, s) {
	s = ends[1] " is on the left, " ends[2] " on the right" (begin ? ", which begins in " begin : "") "."
	for (i = 1; i <= n; i++) {
		s = s sprintf(" %.3f s: %s sends %s%s", at[i], way[i] == "in" ? "the left" : "the right", what[i],
		              fate[i] == "lost" ? ", which is lost" : fate[i] == "again" ? ", again" : "")
		count = split(states[i], word, " ")
		for (k = 2; k <= count; k++)
			s = s (k == 2 ? "; the right is now in " : ", then in ") word[k]
		s = s "."
	}
	return s
}

function segment(i, y,   from, to, end, class, count, k, out, x) {
	from = way[i] == "in" ? LEFT : RIGHT
	to = way[i] == "in" ? RIGHT : LEFT
	class = fate[i] == "again" ? "again" : fate[i] == "lost" ? "lost" : "arrow"
	end = fate[i] == "lost" ? from + (to - from) * 0.62 : to
	x = end + (to > from ? -1 : 1) * 9
	print "<path class=\"line " class "\" d=\"M" from " " y "L" end " " y + (fate[i] == "lost" ? 7 : 12) "\"/>"
	if (fate[i] == "lost")
		print "<path class=\"line lost\" d=\"M" end - 6 " " y + 1 "l12 12m0 -12l-12 12\"/>"
	else
		print "<path class=\"" class "tip\" d=\"M" end " " y + 12 "L" x " " y + 7 "L" x " " y + 16 "Z\"/>"
	text((LEFT + RIGHT) / 2, y - 4, "what", what[i] (fate[i] == "again" ? " (again)" : fate[i] == "lost" ? " (lost)" : ""),
	     " text-anchor=\"middle\"")
	text(LEFT - 8, way[i] == "in" ? y + 16 : y + 4, "time", sprintf("%.3f", at[i]), " text-anchor=\"end\"")
	count = beside(i, out)
	for (k = 1; k <= count; k++)
		text(RIGHT + 10, (way[i] == "in" ? y + 16 : y + 4) + 15 * (k - 1), k <= noted ? "note" : "state", out[k])
	return count > 1 ? 15 * (count - 1) : 0
}

function svg(   i, y, body, high) {
	LEFT = 66; RIGHT = 346
	y = 78
	for (i = 1; i <= n; i++) {
		if (gap(i)) y += 24
		place[i] = y
		y += 36
		count = split(note[i], word, "; ") + split(states[i], word, " ") - (states[i] != "")
		if (count > 1) y += 15 * (count - 1)
	}
	high = y
	print "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"480\" height=\"" high "\" viewBox=\"0 0 480 " high "\" role=\"img\" aria-labelledby=\"t d\">"
	print "<title id=\"t\">" escaped(title) "</title>"
	print "<desc id=\"d\">" escaped(description()) "</desc>"
	print "<style>"
	print "  svg { background: #fff; font: 12.5px sans-serif; }"
	print "  text { fill: #333; } .head { font-size: 14px; } .end { font-weight: bold; } .time, .gap { fill: #666; font-size: 11.5px; }"
	print "  .state { fill: #0b5c75; font-weight: bold; font-size: 12px; } .note { fill: #b2182b; font-size: 11.5px; }"
	print "  .line { fill: none; stroke-width: 1.6; } .lane { stroke: #999; } .arrow { stroke: #333; } .arrowtip { fill: #333; }"
	print "  .again { stroke: #b75000; } .againtip { fill: #b75000; } .lost { stroke: #b2182b; } .wait { stroke: #fff; stroke-width: 4; }"
	print "  @media (prefers-color-scheme: dark) {"
	print "    svg { background: #0d1117; } text { fill: #ccc; } .time, .gap { fill: #999; } .state { fill: #7fd0e6; } .note { fill: #ff8b82; }"
	print "    .lane { stroke: #666; } .arrow { stroke: #ccc; } .arrowtip { fill: #ccc; }"
	print "    .again { stroke: #f0a35e; } .againtip { fill: #f0a35e; } .lost { stroke: #ff7b72; } .wait { stroke: #0d1117; }"
	print "  }"
	print "</style>"
	text(8, 20, "head", title)
	text(LEFT, 44, "end", ends[1], " text-anchor=\"middle\"")
	text(RIGHT, 44, "end", ends[2], " text-anchor=\"middle\"")
	print "<path class=\"line lane\" d=\"M" LEFT " 52V" high - 8 "M" RIGHT " 52V" high - 8 "\"/>"
	if (begin)
		text(RIGHT + 10, 62, "state", begin)
	for (i = 1; i <= n; i++) {
		if (gap(i)) {
			print "<path class=\"line wait\" stroke-dasharray=\"3 3\" d=\"M" LEFT " " place[i] - 38 "v20M" RIGHT " " place[i] - 38 "v20\"/>"
			text((LEFT + RIGHT) / 2, place[i] - 24, "gap", "(" gap(i) ")", " text-anchor=\"middle\"")
		}
		segment(i, place[i])
	}
	print "</svg>"
}
