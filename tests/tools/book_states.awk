# book_states.awk: the states of a connection and the ways between them, as far as a
# step knows them. What the step brings is lit, and what is still to come is faint.
#
#	awk -v form=svg -v step=07 -v names="CLOSED LISTEN ..." -f book_states.awk book_states.table >PICTURE.svg
#	awk -v form=text ...                                        for a terminal
#
# names are those of common/tcp/state.c, in the order of enum tcp_state.

BEGIN {
	# Where each stands: column and row. Time runs downwards.
	grid("CLOSED", 0, 0); grid("LISTEN", 1, 0); grid("SYN-SENT", 0, 1); grid("SYN-RECEIVED", 1, 1); grid("ESTABLISHED", 1, 2)
	grid("FIN-WAIT-1", 0, 3); grid("CLOSE-WAIT", 2, 3)
	grid("FIN-WAIT-2", 0, 4); grid("CLOSING", 1, 4); grid("LAST-ACK", 2, 4)
	grid("TIME-WAIT", 0, 5); grid("CLOSED again", 2, 5)
}
function grid(name, c, r) { column[name] = c; rank[name] = r }

/^#/ || NF < 4 { next }
{
	n++
	from[n] = $1; to[n] = $2; since[n] = $3
	why[n] = $4
	for (i = 5; i <= NF; i++) why[n] = why[n] " " $i
	for (i = 1; i <= 2; i++)
		if (!($i in born) || $3 < born[$i])
			born[$i] = $3
}

END {
	count = split(names, name, " ")
	for (i = 1; i <= count; i++)
		if (!(name[i] in born) || !(name[i] in column)) {
			print "book_states.awk: no place for " name[i] >"/dev/stderr"
			exit 1
		}
	born["CLOSED"] = born["CLOSED again"] = "05"
	if (form == "svg")
		svg()
	else
		terminal()
}

function class(when) { return when == step ? "lit" : when < step ? "known" : "faint" }

function terminal(   i, k, first) {
	for (k = 1; k <= count; k++) {
		first = 1
		for (i = 1; i <= n; i++)
			if (from[i] == name[k] && since[i] <= step) {
				printf "%s %-14s -> %-14s %s\n", since[i] == step ? "*" : " ", first ? name[k] : "", to[i], why[i]
				first = 0
			}
	}
	print "  (a RST, or patience at its end: from all but LISTEN to CLOSED)   * new in step " step
}

function x(s) { return 86 + 111 * column[s] }
function y(s) { return 62 + 86 * rank[s] }

# An arrow from the edge of one box to the edge of another, and its words beside its middle.
function way(i,   a, b, x1, y1, x2, y2, c, w, k, m, left, up) {
	a = from[i]; b = to[i]
	if (b == "CLOSED") b = "CLOSED again"
	c = class(since[i])
	x1 = x(a); y1 = y(a) + 15; x2 = x(b); y2 = y(b) - 15
	if (rank[a] == rank[b]) {
		x1 = x(a) + 52; y1 = y(a); x2 = x(b) - 52; y2 = y(b)
	}
	print "<path class=\"way " c "\" marker-end=\"url(#" c "tip)\" d=\"M" x1 " " y1 "L" x2 " " y2 "\"/>"
	m = split(why[i], w, " / ")
	# Words stand where the line is not: beside one that falls straight, above one that
	# leads outwards, below one that comes back in, and on top of one that lies.
	up = 0
	left = column[a] == column[b] && column[a] != 1 && rank[a] > 2
	if (column[a] != column[b]) {
		left = column[b] < column[a] && rank[a] == 2
		up = rank[a] == rank[b] ? -12 : column[b] < column[a] && !left ? 9 : -9
	}
	if (column[a] < column[b] && rank[a] == 1) { left = 1; up = 15 }
	if (a == "LAST-ACK") up = -14 # what leads to TIME-WAIT has its words beside it
	for (k = 1; k <= m; k++)
		print "<text class=\"why " c "\" x=\"" (x1 + x2) / 2 + (rank[a] == rank[b] ? 0 : left ? -7 : 7) "\" y=\"" (y1 + y2) / 2 + 4 + up + (k - (m + 1) / 2) * 13 "\"" (rank[a] == rank[b] ? " text-anchor=\"middle\"" : left ? " text-anchor=\"end\"" : "") ">" (k == 2 ? "send " : "") w[k] "</text>"
}

function box(s,   c, label) {
	label = s
	sub(/ again/, "", label)
	c = class(born[s])
	print "<rect class=\"box " c "\" x=\"" x(s) - 52 "\" y=\"" y(s) - 15 "\" width=\"104\" height=\"30\" rx=\"6\"/>"
	print "<text class=\"name " c "\" x=\"" x(s) "\" y=\"" y(s) + 4 "\" text-anchor=\"middle\">" label "</text>"
}

function listed(what,   i, s) {
	for (i = 1; i <= count; i++)
		if (class(born[name[i]]) == what && name[i] != "CLOSED")
			s = s (s ? ", " : "") name[i]
	return s
}

function svg(   i, s, title) {
	title = "The states of a connection, as of step " step
	s = "New here: " listed("lit") "."
	if (listed("known")) s = s " Known before: " listed("known") "."
	s = s " Still to come: " listed("faint") ". The ways:"
	for (i = 1; i <= n; i++)
		if (since[i] <= step)
			s = s " from " from[i] " to " to[i] " (" why[i] ")" (i < n ? ";" : ".")
	print "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"364\" height=\"560\" viewBox=\"0 0 364 560\" role=\"img\" aria-labelledby=\"t d\">"
	print "<title id=\"t\">" title "</title>"
	print "<desc id=\"d\">" s "</desc>"
	print "<style>"
	print "  svg { background: #fff; font: 12px sans-serif; }"
	print "  .head { fill: #333; font-size: 14px; } .name { font-weight: bold; } .why { font-size: 11px; } .foot { fill: #555; }"
	print "  .box { stroke-width: 1.6; } .way { fill: none; stroke-width: 1.5; }"
	print "  .box.lit { fill: #d6ecf5; stroke: #0b5c75; } .name.lit { fill: #0b3c50; } .way.lit { stroke: #0b5c75; } .why.lit, .littip { fill: #0b5c75; }"
	print "  .box.known { fill: #fff; stroke: #333; } .name.known { fill: #333; } .way.known { stroke: #333; } .why.known, .knowntip { fill: #333; }"
	print "  .box.faint { fill: #fff; stroke: #aaa; stroke-dasharray: 4 3; } .name.faint, .why.faint { fill: #6c6c6c; } .way.faint { stroke: #aaa; } .fainttip { fill: #aaa; }"
	print "  @media (prefers-color-scheme: dark) {"
	print "    svg { background: #0d1117; } .head { fill: #ccc; } .foot { fill: #aaa; }"
	print "    .box.lit { fill: #123746; stroke: #7fd0e6; } .name.lit { fill: #d5f1fa; } .way.lit { stroke: #7fd0e6; } .why.lit, .littip { fill: #7fd0e6; }"
	print "    .box.known { fill: #0d1117; stroke: #ccc; } .name.known { fill: #ccc; } .way.known { stroke: #ccc; } .why.known, .knowntip { fill: #ccc; }"
	print "    .box.faint { fill: #0d1117; stroke: #666; } .name.faint, .why.faint { fill: #999; } .way.faint { stroke: #666; } .fainttip { fill: #666; }"
	print "  }"
	print "</style>"
	print "<defs>"
	split("lit known faint", s3, " ")
	for (i = 1; i <= 3; i++)
		print "<marker id=\"" s3[i] "tip\" viewBox=\"0 0 9 9\" refX=\"9\" refY=\"4.5\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path class=\"" s3[i] "tip\" d=\"M0 0L9 4.5L0 9Z\"/></marker>"
	print "</defs>"
	print "<text class=\"head\" x=\"8\" y=\"24\">" title "</text>"
	for (i = 1; i <= n; i++)
		way(i)
	for (i = 1; i <= count; i++)
		box(name[i])
	box("CLOSED again")
	print "<text class=\"foot\" x=\"8\" y=\"532\">From all but LISTEN, a RST leads to CLOSED;</text>"
	print "<text class=\"foot\" x=\"8\" y=\"548\">and so does patience at its end.</text>"
	print "</svg>"
}
