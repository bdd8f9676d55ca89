# cwnd.awk: draws how a connection filled the network: what was in flight, what
# cwnd allowed, where ssthresh lay, and what was sent again.
#
#	awk -v form=text -f cwnd.awk TABLE        for a terminal
#	awk -v form=svg -v title=... -f cwnd.awk TABLE >PICTURE.svg
#
# A line of TABLE (cwnd.sh makes one of a capture) is a segment that left:
# seconds, flight, cwnd, ssthresh in bytes, and "again" if it had left before.

/^#/ { next }
NF >= 4 {
	n++
	at[n] = $1; flight[n] = $2; cwnd[n] = $3; ssthresh[n] = $4
	again[n] = $5 == "again"
	resent += again[n]
	if ($2 > top) top = $2
	if ($3 > top) top = $3
	if ($2 > most) most = $2
	if ($3 > widest) widest = $3
}

END {
	if (n < 2) {
		print "cwnd.awk: fewer than two segments to draw" >"/dev/stderr"
		exit 1
	}
	first = at[1]
	last = at[n] > first ? at[n] - first : 1
	top = (int(top / 24000) + 1) * 24000
	legend = sprintf("%d segments in %.1f s, %d of them sent again; at most %d bytes in flight, cwnd at most %d",
	                 n, last, resent, most, widest)
	if (form == "svg")
		svg()
	else
		terminal()
}

# --- in a terminal: columns of time, rows of bytes -----------------------------

function row(bytes) { return int(bytes * ROWS / top) }
function put(c, r, mark) { if (r < ROWS) cell[c, r] = mark }

function terminal(   i, c, r, line) {
	COLUMNS = 72; ROWS = 18
	for (i = 1; i <= n; i++) {
		c = int((at[i] - first) * (COLUMNS - 1) / last)
		if (flight[i] > high[c]) high[c] = flight[i]
		stays[c] = flight[i]
		now[c] = cwnd[i]
		level[c] = ssthresh[i]
		if (again[i]) ticks[c] = "|"
	}
	for (c = 0; c < COLUMNS; c++) {
		if (!(c in now)) {	# nothing left in this moment: as it was
			now[c] = now[c - 1]; level[c] = level[c - 1]
			high[c] = stays[c] = stays[c - 1]
		}
		for (r = 0; r <= row(high[c] - 1); r++)
			put(c, r, ":")
		put(c, row(level[c]), "-")
		put(c, row(now[c]), "*")
	}
	for (r = ROWS - 1; r >= 0; r--) {
		line = (r % 3 == 0) ? sprintf("%6d ", r * top / ROWS) : "       "
		for (c = 0; c < COLUMNS; c++)
			line = line (((c, r) in cell) ? cell[c, r] : " ")
		sub(/ +$/, "", line)
		print line
	}
	line = " again "
	for (c = 0; c < COLUMNS; c++)
		line = line ((c in ticks) ? ticks[c] : ".")
	print line
	printf "     0 s%*.1f s\n", COLUMNS - 3, last
	print "  * cwnd   - ssthresh   : in flight   | sent again   (up: bytes, right: seconds)"
	print "  " legend
}

# --- as a picture ----------------------------------------------------------------

function x(t) { return sprintf("%.1f", LEFT + (t - first) * WIDE / last) }
function y(bytes) { return sprintf("%.1f", LOW - bytes * HIGH / top) }

# A line in steps through value[], where it lies within the picture.
function steps(value,   i, d, open, was) {
	for (i = 1; i <= n; i++) {
		if (value[i] > top) {
			if (open) d = d "H" x(at[i])
			open = 0
		} else if (!open) {
			d = d "M" x(at[i]) " " y(value[i])
			open = 1
		} else if (value[i] != was) {
			d = d "H" x(at[i]) "V" y(value[i])
		}
		was = value[i]
	}
	return open ? d "H" x(at[n]) : d
}

function svg(   i, d, word, m, k) {
	LEFT = 62; LOW = 316; WIDE = 366; HIGH = 256
	print "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"440\" height=\"398\" viewBox=\"0 0 440 398\" role=\"img\" aria-labelledby=\"t d\">"
	print "<title id=\"t\">" title "</title>"
	print "<desc id=\"d\">" legend ".</desc>"
	print "<style>"
	print "  svg { background: #fff; font: 14px sans-serif; }"
	print "  text { fill: #333; } .axis { stroke: #bbb; } .flight { fill: #9ecae1; } .cwnd { stroke: #b2182b; }"
	print "  .ssthresh { stroke: #555; } .again { stroke: #d95f02; } .line { fill: none; stroke-width: 1.6; }"
	print "  @media (prefers-color-scheme: dark) {"
	print "    svg { background: #0d1117; } text { fill: #ccc; } .axis { stroke: #444; } .flight { fill: #1f4e6e; }"
	print "    .cwnd { stroke: #ff7b72; } .ssthresh { stroke: #aaa; } .again { stroke: #f0a35e; }"
	print "  }"
	print "</style>"
	m = split(title, word, " ")
	for (i = k = 1; i <= m; i++) {
		if (length(d " " word[i]) > 52) { caption(k++, d); d = "" }
		d = d (d == "" ? "" : " ") word[i]
	}
	caption(k, d)
	for (i = 0; i <= top; i += top / 6) {
		print "<line class=\"axis\" x1=\"" LEFT "\" x2=\"" LEFT + WIDE "\" y1=\"" y(i) "\" y2=\"" y(i) "\"/>"
		print "<text x=\"" LEFT - 6 "\" y=\"" y(i) + 4 "\" text-anchor=\"end\">" i "</text>"
	}
	for (i = 0; i <= last; i += last > 2 ? 1 : 0.5)
		print "<text x=\"" x(first + i) "\" y=\"" LOW + 26 "\" text-anchor=\"middle\">" i " s</text>"
	d = "M" x(first) " " LOW
	for (i = 1; i <= n; i++)
		if (i == n || at[i + 1] != at[i])	# of segments that left at once, the last
			d = d "H" x(at[i]) "V" y(flight[i])
	print "<path class=\"flight\" d=\"" d "V" LOW "Z\"/>"
	print "<path class=\"line ssthresh\" stroke-dasharray=\"5 4\" d=\"" steps(ssthresh) "\"/>"
	print "<path class=\"line cwnd\" d=\"" steps(cwnd) "\"/>"
	d = ""
	for (i = 1; i <= n; i++)
		if (again[i]) d = d "M" x(at[i]) " " LOW + 3 "v9"
	if (d) print "<path class=\"line again\" d=\"" d "\"/>"
	key(LEFT, 362, "cwnd", "cwnd")
	key(LEFT + 170, 362, "ssthresh", "ssthresh")
	key(LEFT, 386, "flight", "bytes in flight")
	key(LEFT + 170, 386, "again", "sent again")
	print "</svg>"
}

function caption(k, s) { print "<text x=\"8\" y=\"" 20 * k "\">" s "</text>" }

function key(at_x, at_y, class, what) {
	print "<text x=\"" at_x + 24 "\" y=\"" at_y + 5 "\">" what "</text>"
	if (class == "flight")
		print "<rect class=\"flight\" x=\"" at_x "\" y=\"" at_y - 5 "\" width=\"18\" height=\"10\"/>"
	else if (class == "again")
		print "<path class=\"line again\" d=\"M" at_x + 9 " " at_y - 5 "v10\"/>"
	else
		print "<path class=\"line " class "\"" (class == "ssthresh" ? " stroke-dasharray=\"5 4\"" : "") " d=\"M" at_x " " at_y "h18\"/>"
}
