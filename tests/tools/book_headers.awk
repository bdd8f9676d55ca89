# book_headers.awk: draws the layout of a header out of a table of its fields in the
# code, 32 bits a row: the offsets in bytes on the left, the bits along the top.
#
#	awk -v title=TITLE -v name=FUNCTION -v rest="what may follow" -f book_headers.awk FILE.c >PICTURE.svg
#
# FUNCTION's tables have a line for each field: { bit, bits, FIELD_..., "name" }.

function escaped(s) { gsub(/&/, "\\&amp;", s); gsub(/</, "\\&lt;", s); return s }
function x(bit) { return left + bit * wide }
function upright(i) { return 5.6 * length(what[i]) > 10.5 * bits[i] }

index($0, "void " name "(") == 1 { inside = 1 }
inside && /^}/ { inside = 0 }
inside && /\{ [0-9]+, [0-9]+, FIELD_[A-Z]+, ".*" \}/ {
	split($0, part, /[{},]+ */)
	at[++n] = part[2] + 0
	bits[n] = part[3] + 0
	match($0, /"[^"]*"/)
	what[n] = substr($0, RSTART + 1, RLENGTH - 2)
	row = int(at[n] / 32)
	if (row >= rows) rows = row + 1
	# A name that stands upright, for its box is too small, makes its row high.
	if (upright(n) && 5.6 * length(what[n]) + 12 > high[row]) high[row] = 5.6 * length(what[n]) + 12
}

END {
	if (n < 1) { print "book_headers.awk: no fields in " name >"/dev/stderr"; exit 1 }
	left = 26; wide = 10.5; y = 48
	for (r = 0; r <= rows; r++) {
		if (high[r] < 34) high[r] = 34
		top[r] = y
		y += high[r]
	}
	print "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" x(32) + 4 "\" height=\"" y + 10 "\" viewBox=\"0 0 " x(32) + 4 " " y + 10 "\" role=\"img\" aria-labelledby=\"t d\">"
	print "<title id=\"t\">" escaped(title) "</title>"
	for (i = 1; i <= n; i++)
		desc = desc (bits[i] == 1 ? "Bit " at[i] : "Bits " at[i] " to " at[i] + bits[i] - 1) ": " what[i] ". "
	print "<desc id=\"d\">" escaped(desc) "Then: " escaped(rest) ".</desc>"
	print "<style>"
	print "  svg { background: #fff; font: 11px sans-serif; } text { fill: #333; text-anchor: middle; }"
	print "  .head { font-size: 14px; text-anchor: start; } .bit { font-size: 9.5px; } .count { fill: #666; font-size: 11px; } .left { text-anchor: end; }"
	print "  rect { fill: #f3f7f9; stroke: #0b5c75; stroke-width: 1.2; } .rest { fill: none; stroke-dasharray: 4 3; }"
	print "  @media (prefers-color-scheme: dark) {"
	print "    svg { background: #0d1117; } text { fill: #ccc; } .count { fill: #999; } rect { fill: #16202a; stroke: #7fd0e6; } .rest { fill: none; }"
	print "  }"
	print "</style>"
	print "<text class=\"head\" x=\"8\" y=\"20\">" escaped(title) "</text>"
	for (i = 0; i < 32; i += i == 24 ? 7 : 8)
		print "<text class=\"count\" x=\"" x(i) + wide / 2 "\" y=\"42\">" i "</text>"
	for (r = 0; r <= rows; r++)
		print "<text class=\"count left\" x=\"" left - 6 "\" y=\"" top[r] + high[r] / 2 + 4 "\">" r * 4 "</text>"
	for (i = 1; i <= n; i++)
		box(int(at[i] / 32), at[i] % 32, bits[i], what[i], upright(i))
	print "<rect class=\"rest\" x=\"" x(0) "\" y=\"" top[rows] "\" width=\"" 32 * wide "\" height=\"" high[rows] "\"/>"
	print "<text x=\"" x(16) "\" y=\"" top[rows] + high[rows] / 2 + 4 "\">" escaped(rest) "</text>"
	print "</svg>"
}

function box(row, bit, n, s, stands,   middle) {
	print "<rect x=\"" x(bit) "\" y=\"" top[row] "\" width=\"" n * wide "\" height=\"" high[row] "\"/>"
	middle = top[row] + high[row] / 2
	if (stands)
		print "<text" (n == 1 ? " class=\"bit\"" : "") " transform=\"translate(" x(bit + n / 2) + (n == 1 ? 3.2 : 4) " " middle ") rotate(-90)\">" escaped(s) "</text>"
	else
		print "<text x=\"" x(bit + n / 2) "\" y=\"" middle + 4 "\">" escaped(s) "</text>"
}
