# ladder.awk: draws conversations as ladders, time downwards: the peer on the left, us
# on the right. All ladders are drawn here: the book's, those of predict, those of whatif.
#
#	awk -v columns=80 -f ladder.awk LADDER             for a terminal so wide
#	awk -v form=svg -f ladder.awk LADDER >PICTURE.svg
#
# LADDER may begin with "# TITLE" and "# between: A and B". A line is a segment, its
# fields parted by tabs: seconds; in or out, or ? if nobody knows; lost, again, another
# fate, or -; what it is; what we noted with it; our states before and after, by
# blanks; how many segments before it were left out; its name. Where the second field
# is peer or step, the line is news from there. Two ladders side by side are lines
# of a mark and two such lines, either of which may be empty ("# left: " and "# right: "
# name them). Lines without a tab are printed as they are.

BEGIN { FS = "\t"; columns = columns ? columns + 0 : 80; if (columns < 60) columns = 60 }
/^# between: / { split(substr($0, 12), ends, " and "); next }
/^# left: / { head[1] = substr($0, 9); next }
/^# right: / { head[2] = substr($0, 10); next }
/^#/ { if (title == "" && NR == 1) title = substr($0, 3); next }
!/\t/ { finish(); print; next }
NF > 9 { pair = 1; mark[++n] = $1; take(1, 2); take(2, 10); next }
{ n++; take(1, 1) }
END {
	finish()
	if (!finished) {
		print "ladder.awk: no segments to draw" >"/dev/stderr"
		exit 1
	}
}

function take(s, f) {
	at[s, n] = $f; way[s, n] = $(f + 1); fate[s, n] = $(f + 2); what[s, n] = $(f + 3)
	note[s, n] = $(f + 4); states[s, n] = $(f + 5); skipped[s, n] = $(f + 6); name[s, n] = $(f + 7)
	if (!begin && $(f + 5) != "") begin = substr($(f + 5), 1, index($(f + 5) " ", " ") - 1)
}

function finish() {
	if (!n || finished++) return
	scale()
	if (form == "svg") svg()
	else if (pair) terminal_pair()
	else terminal()
}

# --- what both forms say -----------------------------------------------------------

function is_news(s, i) { return way[s, i] == "peer" || way[s, i] == "step" }

# What we have to say of segment i: notes, and the states that we came to.
function beside(s, i, out,   word, k, count, m) {
	m = split(note[s, i], word, "; ")
	for (k = 1; k <= m; k++)
		out[++count] = word[k]
	noted = count + 0
	m = split(states[s, i], word, " ")
	for (k = 2; k <= m; k++)
		out[++count] = word[k]
	return count + 0
}

# What passed before segment i, if it is worth a word: time, or segments left out.
function gap(s, i,   d, k, said) {
	for (k = i - 1; k > 0 && at[s, k] == "";) k--
	d = k > 0 && at[s, i] ~ /[0-9]/ ? at[s, i] - at[s, k] : 0
	if (d >= 0.15)
		said = d < 100 ? sprintf("%.1f s", d) : d < 86400 ? sprintf("%.0f s", d) : sprintf("%.0f days", d / 86400)
	if (skipped[s, i])
		said = (said ? said ", " : "") skipped[s, i] " more"
	return said
}

# What a segment is, in its groups ("seq 1" is one), broken into lines of at most `room`.
function label(s, i, room, join, out,   word, m, k, more) {
	if (fate[s, i] !~ /^(-|lost|)$/) more = "  (" fate[s, i] ")"
	m = split(what[s, i] more, word, "  ")
	for (k = 1; k <= m; k++)
		if (length(word[k]) > room) {
			m = split(what[s, i] more, word, / +/)
			join = " "
		}
	return wrap(word, m, room, join, out)
}

function wrap(word, m, room, join, out,   k, count) {
	delete out
	out[count = 1] = word[1]
	for (k = 2; k <= m; k++)
		if (length(out[count] join word[k]) <= room)
			out[count] = out[count] join word[k]
		else
			out[++count] = word[k]
	return count
}

# --- what a SACK says, as a bar ----------------------------------------------------

# The blocks of a SACK, and the ack beside them.
function blocks(s, i, block,   m) {
	if (!match(what[s, i], /sack [-0-9 ]+/)) return 0
	m = split(substr(what[s, i], RSTART + 5, RLENGTH - 5), block, " ")
	match(what[s, i], /  ack [0-9]+/)
	acked = substr(what[s, i], RSTART + 6, RLENGTH - 6) + 0
	return m
}

# All bars of a ladder have one scale: from lo to hi.
function scale(   s, i, k, m, block, edge) {
	lo = hi = ""
	for (s = 1; s <= (pair ? 2 : 1); s++)
		for (i = 1; i <= n; i++) {
			m = blocks(s, i, block)
			for (k = 1; k <= m; k++) {
				split(block[k], edge, "-")
				if (lo == "" || edge[1] + 0 < lo) lo = edge[1] + 0
				if (lo == "" || acked < lo) lo = acked
				if (edge[2] + 0 > hi + 0) hi = edge[2] + 0
			}
		}
}

# What is here, what is held beyond a hole, and what came twice: RFC 2883, 4, has that in
# a first block below the ack, or within the second. Returns how many pieces there are.
function bar(s, i,   block, edge, m, k, dup) {
	pieces = 0
	if (!(m = blocks(s, i, block))) return 0
	split(block[1], edge, "-"); k = edge[1] + 0; dup = edge[2] + 0
	split(m > 1 ? block[2] : "0-0", edge, "-")
	dup = dup <= acked || (edge[1] + 0 <= k && dup <= edge[2] + 0)
	piece(acked, hi, "hole")
	piece(lo, acked, "have")
	for (k = dup ? 2 : 1; k <= m; k++) {
		split(block[k], edge, "-")
		piece(edge[1], edge[2], "held")
	}
	if (dup) {
		split(block[1], edge, "-")
		piece(edge[1], edge[2], "twice")
	}
	return pieces
}

function piece(from, to, kind) {
	if (to + 0 <= from + 0) return
	piece_from[++pieces] = from - lo; piece_to[pieces] = to - lo; piece_kind[pieces] = kind
}

# The bar for a terminal: = is here, # is held, . is a hole, 2 came twice.
function bar_text(s, i, room,   m, k, x, out, c) {
	m = bar(s, i)
	for (k = 1; k <= m; k++) {
		c = substr("=#.2", index("have held hole twice", piece_kind[k]) / 5 + 1, 1)
		for (x = int(piece_from[k] * room / (hi - lo)); x < int(piece_to[k] * room / (hi - lo)); x++)
			cellof[x] = c
	}
	for (x = 0; x < room; x++) out = out cellof[x]
	return out
}

# --- in a terminal -----------------------------------------------------------------

function times(c, k,   s) { for (s = ""; k > 0; k--) s = s c; return s }
function bare(s) { sub(/ +$/, "", s); return s }

function arrow(s, i, text, room,   k) {
	k = room - length(text) - 4
	if (way[s, i] == "?") return sprintf("%-*s", room, "  " text)
	if (fate[s, i] == "lost") {
		if (k > 4) k = 4
		k = k < 1 ? 1 : k
		text = way[s, i] == "in" ? "- " text " " times("-", k) "X" : "X" times("-", k) " " text " -"
		return way[s, i] == "in" ? sprintf("%-*s", room, text) : sprintf("%*s", room, text)
	}
	return way[s, i] == "in" ? "- " text " " times("-", k) ">" : "<" times("-", k) " " text " -"
}

# Row i between its lanes, as lines of `room`: how many. With inside=1 also what we say.
function between(s, i, room, join, inside, out,   l, k, m, count, word) {
	delete out
	count = 0
	if (is_news(s, i)) {
		count = label(s, i, room, " ", out)
		for (k = 1; k <= count; k++)
			out[k] = sprintf(way[s, i] == "peer" ? "%-*s" : "%*s", room, out[k])
		return count
	}
	m = label(s, i, room - 4 - (fate[s, i] == "lost"), join, l)
	out[count = 1] = arrow(s, i, l[1], room)
	for (k = 2; k <= m; k++)
		out[++count] = sprintf(way[s, i] == "in" ? "  %-*s" : "%*s  ", room - 2, l[k])
	if (bar(s, i)) out[++count] = "  " bar_text(s, i, room - 4) "  "
	if (!inside)
		return count
	m = beside(s, i, said)
	for (k = 1; k <= m; k++)
		count = touching(said[k], room, out, count)
	return count
}

function touching(text, room, out, count,   word, m, k, l) {
	m = split(text, word, " ")
	m = wrap(word, m, room, " ", l)
	for (k = 1; k <= m; k++)
		out[++count] = sprintf("%*s", room, l[k])
	return count
}

function line(time, name, middle, beyond) {
	print bare(sprintf("%*s%s |%s| %s", TIME, time, NAME ? sprintf("%*s", NAME + 1, name) : "", middle, beyond))
}

function clock(t) { return t == "?" ? t : sprintf("%.6f", t) }

function terminal(   i, k, count, out, m, most, room, inside) {
	TIME = 8; NAME = 0; room = 46; most = length(begin)
	for (i = 1; i <= n; i++) {
		if (length(clock(at[1, i])) > TIME) TIME = length(clock(at[1, i]))
		if (length(gap(1, i)) > TIME) TIME = length(gap(1, i))
		if (length(name[1, i]) > NAME) NAME = length(name[1, i])
		label(1, i, 999, "  ", out)
		if (length(out[1]) + 6 > room) room = length(out[1]) + 6
		m = beside(1, i, out)
		for (k = 1; k <= m; k++)
			if (length(out[k]) > most) most = length(out[k])
	}
	count = columns - TIME - (NAME ? NAME + 1 : 0) - 3
	inside = room + 1 + most > count
	if (room > count) room = count
	if (ends[1] != "")
		print bare(sprintf("%*s  %s%*s", TIME + (NAME ? NAME + 1 : 0), "", ends[1], room - length(ends[1]), ends[2]))
	if (begin)
		line("", "", sprintf("%*s", room, inside ? begin : ""), inside ? "" : begin)
	for (i = 1; i <= n; i++) {
		if (gap(1, i))
			line(gap(1, i), "", times(" ", room), "")
		m = between(1, i, room, "  ", inside, out)
		count = inside ? 0 : beside(1, i, said)
		for (k = 1; k <= m || k <= count; k++)
			line(k == 1 ? clock(at[1, i]) : "", k == 1 ? name[1, i] : "", k <= m ? out[k] : times(" ", room), k <= count ? said[k] : "")
	}
}

# Five places for a time, or eight where there is room for more.
function short(t) { return t >= 86400 ? sprintf("%.0f d", t / 86400) : roomy || t < 10 ? sprintf("%.3f", t) : t < 100 ? sprintf("%.2f", t) : t < 1000 ? sprintf("%.1f", t) : sprintf("%.0f", t) }

function cell(s, i, k,   prefix) {
	prefix = k == 1 && at[s, i] != "" ? sprintf("%*s %*s", roomy ? 8 : 5, short(at[s, i]), NAME, roomy ? name[s, i] : bare_name(name[s, i])) : ""
	return sprintf("%-*s|%s|", cellwide - room - 2, prefix, k <= high[s] ? shown[s, k] : times(" ", room))
}

function bare_name(s) { sub(/.*:/, "", s); return s }

# Two, side by side; a rule stands where they begin to differ.
function terminal_pair(   i, k, s, m, out, ruled) {
	if (columns > 160) columns = 160
	cellwide = int((columns - 3) / 2)
	roomy = cellwide >= 50
	for (i = 1; i <= n; i++)
		for (s = 1; s <= 2; s++) {
			k = length(roomy ? name[s, i] : bare_name(name[s, i]))
			if (k > NAME) NAME = k
		}
	room = cellwide - (roomy ? 9 : 6) - NAME - 2
	pair_line(head[1], head[2])
	k = sprintf("%*s %-*s%*s", cellwide - room - 2, "", room - 4, ends[1], 4, ends[2])
	print bare(sprintf("%-*s   %s", cellwide, k, k))
	for (i = 1; i <= n; i++) {
		if (mark[i] != "|" && !ruled++)
			rule(" the first difference ")
		for (s = 1; s <= 2; s++) {
			high[s] = 0
			if (at[s, i] == "") continue
			high[s] = between(s, i, room, " ", 0, out)
			for (k = 1; k <= high[s]; k++) shown[s, k] = out[k]
		}
		m = high[1] > high[2] ? high[1] : high[2]
		for (k = 1; k <= m; k++)
			print bare(cell(1, i, k) " " (mark[i] == "|" ? " " : mark[i]) " " cell(2, i, k))
	}
}

function pair_line(a, b,   w1, w2, l1, l2, m1, m2, k) {
	m1 = wrap(w1, split(a, w1, " "), cellwide, " ", l1)
	m2 = wrap(w2, split(b, w2, " "), cellwide, " ", l2)
	for (k = 1; k <= m1 || k <= m2; k++)
		print bare(sprintf("%-*s   %s", cellwide, k <= m1 ? l1[k] : "", k <= m2 ? l2[k] : ""))
}

function rule(word,   wide, k) {
	wide = 2 * cellwide + 3
	k = int((wide - length(word)) / 2)
	print times("-", k) word times("-", wide - k - length(word))
}

# --- as a picture ------------------------------------------------------------------

# As wide as a phone, so that it can be read there without a glass.
function svg(   s, i, k, m, y, high, sides, out) {
	LEFT = 50; RIGHT = 356; WIDE = 364; LETTERS = 44
	sides = pair ? 2 : 1
	m = wrap_title(out)
	y = 20 + 18 * m
	top = y + (pair ? 18 : 0)
	high = top + 26 + (begin ? 16 : 0)
	for (i = 1; i <= n; i++) {
		if (gap(1, i) || (pair && gap(2, i))) high += 24
		place[i] = high
		high += tall(i, sides)
	}
	print "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" WIDE * sides "\" height=\"" high "\" viewBox=\"0 0 " WIDE * sides " " high "\" role=\"img\" aria-labelledby=\"t d\">"
	print "<title id=\"t\">" escaped(title) "</title>"
	print "<desc id=\"d\">" escaped(description()) "</desc>"
	style()
	for (k = 1; k <= m; k++)
		svg_text(8, 20 + 18 * (k - 1), "head", out[k])
	for (s = 1; s <= sides; s++) {
		if (s == 2) print "<g transform=\"translate(" WIDE ")\">"
		if (pair) svg_text(8, y, "head", head[s])
		svg_text(8, top, "end", ends[1])
		svg_text(RIGHT, top, "end", ends[2], " text-anchor=\"end\"")
		print "<path class=\"line lane\" d=\"M" LEFT " " top + 8 "V" high - 6 "M" RIGHT " " top + 8 "V" high - 6 "\"/>"
		if (begin)
			svg_text(RIGHT - 6, top + 20, "state", begin, " text-anchor=\"end\"")
		for (i = 1; i <= n; i++) {
			if (gap(s, i)) {
				print "<path class=\"line wait\" stroke-dasharray=\"3 3\" d=\"M" LEFT " " place[i] - 38 "v20M" RIGHT " " place[i] - 38 "v20\"/>"
				svg_text((LEFT + RIGHT) / 2, place[i] - 24, "gap", "(" gap(s, i) ")", " text-anchor=\"middle\"")
			}
			if (at[s, i] != "")
				row(s, i, place[i])
		}
		if (s == 2) print "</g>"
	}
	print "</svg>"
}

function wrap_title(out,   word) { return wrap(word, split(title, word, " "), 46, " ", out) }

# How much place row i takes: its label above the arrow, and what we say below it.
function tall(i, sides,   s, most, h, out) {
	for (s = 1; s <= sides; s++) {
		if (at[s, i] == "") continue
		h = is_news(s, i) ? 16 * label(s, i, LETTERS, " ", out) : 36 + 15 * (label(s, i, LETTERS, "  ", out) - 1) + 15 * beside(s, i, out) + (bar(s, i) ? 16 : 0)
		if (h > most) most = h
	}
	return most
}

function row(s, i, y,   from, to, end, class, count, k, m, x, out) {
	m = label(s, i, LETTERS, is_news(s, i) ? " " : "  ", out)
	if (is_news(s, i)) {
		x = way[s, i] == "peer" ? LEFT + 6 : RIGHT - 6
		for (k = 1; k <= m; k++)
			svg_text(x, y - 4 + 16 * (k - 1), out[k] ~ /^[A-Z0-9-]+( -> [A-Z0-9-]+)?$/ ? "state" : "note", out[k], way[s, i] == "peer" ? "" : " text-anchor=\"end\"")
		return
	}
	for (k = 1; k <= m; k++)
		svg_text((LEFT + RIGHT) / 2, y - 4 + 15 * (k - 1), "what", out[k] (k == m && fate[s, i] == "lost" ? " (lost)" : ""), " text-anchor=\"middle\"")
	y += 15 * (m - 1)
	from = way[s, i] == "in" ? LEFT : RIGHT
	to = way[s, i] == "in" ? RIGHT : LEFT
	class = fate[s, i] == "again" || fate[s, i] == "lost" ? fate[s, i] : "arrow"
	end = fate[s, i] == "lost" ? from + (to - from) * 0.62 : to
	x = end + (to > from ? -1 : 1) * 9
	print "<path class=\"line " class "\" d=\"M" from " " y "L" end " " y + (fate[s, i] == "lost" ? 6 : 10) "\"/>"
	if (fate[s, i] == "lost")
		print "<path class=\"line lost\" d=\"M" end - 6 " " y "l12 12m0 -12l-12 12\"/>"
	else
		print "<path class=\"" class "tip\" d=\"M" end " " y + 10 "L" x " " y + 5 "L" x " " y + 14 "Z\"/>"
	svg_text(LEFT - 6, way[s, i] == "in" ? y + 4 : y + 14, "time", short(at[s, i]), " text-anchor=\"end\"")
	if (m = bar(s, i)) {
		for (k = 1; k <= m; k++)
			print "<rect class=\"" piece_kind[k] "\" x=\"" across(piece_from[k]) "\" y=\"" y + 17 "\" width=\"" across(piece_to[k]) - across(piece_from[k]) "\" height=\"8\"/>"
		y += 16
	}
	count = beside(s, i, out)
	for (k = 1; k <= count; k++)
		svg_text(RIGHT - 6, y + 10 + 15 * k, k <= noted ? "note" : "state", out[k], " text-anchor=\"end\"")
}

# Where a number of a SACK lies between the lanes.
function across(x) { return LEFT + 14 + int(x * (RIGHT - LEFT - 28) / (hi - lo)) }

function escaped(s) {
	gsub(/&/, "\\&amp;", s)
	gsub(/</, "\\&lt;", s)
	return s
}

function svg_text(x, y, class, s, more) {
	print "<text class=\"" class "\" x=\"" x "\" y=\"" y "\"" more ">" escaped(s) "</text>"
}

function description(   s, i, k, said, word, count) {
	said = ends[1] " is on the left, " ends[2] " on the right" (begin ? ", which begins in " begin : "") "."
	for (s = 1; s <= (pair ? 2 : 1); s++) {
		if (pair) said = said " " head[s] ":"
		for (i = 1; i <= n; i++) {
			if (at[s, i] == "") continue
			said = said sprintf(" %.3f s: ", at[s, i])
			if (is_news(s, i)) { said = said way[s, i] ": " what[s, i] "."; continue }
			said = said (way[s, i] == "in" ? "the left" : "the right") " sends " what[s, i]
			if (fate[s, i] !~ /^(-|)$/) said = said ", " (fate[s, i] == "again" ? "" : "which is ") fate[s, i]
			count = split(states[s, i], word, " ")
			for (k = 2; k <= count; k++)
				said = said (k == 2 ? "; the right is now in " : ", then in ") word[k]
			said = said "."
		}
	}
	return said
}

function style() {
	print "<style>"
	print "  svg { background: #fff; font: 13px sans-serif; }"
	print "  text { fill: #333; } .head { font-size: 14.5px; } .end { font-weight: bold; } .time, .gap { fill: #666; font-size: 12px; }"
	print "  .state { fill: #0b5c75; font-weight: bold; } .note { fill: #b2182b; font-size: 12.5px; }"
	print "  .line { fill: none; stroke-width: 1.6; } .lane { stroke: #999; } .arrow { stroke: #333; } .arrowtip { fill: #333; }"
	print "  .again { stroke: #b75000; } .againtip { fill: #b75000; } .lost { stroke: #b2182b; } .wait { stroke: #fff; stroke-width: 4; }"
	if (hi != "") print "  rect { stroke: #0b5c75; } .have { fill: #0b5c75; } .held { fill: #7fd0e6; } .hole { fill: none; stroke: #b2182b; stroke-dasharray: 3 2; } .twice { fill: #f0a35e; }"
	print "  @media (prefers-color-scheme: dark) {"
	print "    svg { background: #0d1117; } text { fill: #ccc; } .time, .gap { fill: #999; } .state { fill: #7fd0e6; } .note { fill: #ff8b82; }"
	print "    .lane { stroke: #666; } .arrow { stroke: #ccc; } .arrowtip { fill: #ccc; }"
	print "    .again { stroke: #f0a35e; } .againtip { fill: #f0a35e; } .lost { stroke: #ff7b72; } .wait { stroke: #0d1117; }"
	print "  }"
	print "</style>"
}
