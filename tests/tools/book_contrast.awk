# book_contrast.awk: can each ink of book.css be read on each ground, by day and
# by night? WCAG 2.2, 1.4.3: the lighter against the darker luminance, 4.5 to 1
# at least. Says each pair that cannot.

function hex(s) { return index("0123456789abcdef", substr(s, 1, 1)) * 16 - 16 + index("0123456789abcdef", substr(s, 2, 1)) - 1 }
function linear(c) { c /= 255; return c <= 0.04045 ? c / 12.92 : exp(2.4 * log((c + 0.055) / 1.055)) }
function luminance(s) { return 0.2126 * linear(hex(substr(s, 2, 2))) + 0.7152 * linear(hex(substr(s, 4, 2))) + 0.0722 * linear(hex(substr(s, 6, 2))) }

/prefers-color-scheme: dark/ { night = 1 }
/^html/ { exit }
{
	while (match($0, /--[a-z]+: #[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f];/)) {
		split(substr($0, RSTART + 2, RLENGTH - 3), pair, ": ")
		colour[night + 0, pair[1]] = pair[2]
		if (pair[1] !~ /^(paper|block|line)$/) inks[pair[1]] = 1
		$0 = substr($0, RSTART + RLENGTH)
	}
}
END {
	for (night = 0; night <= 1; night++)
		for (ink in inks)
			for (g = 1; g <= 2; g++) {
				ground = g == 1 ? "paper" : "block"
				a = luminance(colour[night, ink]); b = luminance(colour[night, ground])
				ratio = a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05)
				pairs++
				if (!((night, ink) in colour) || ratio < 4.5)
					printf "book.css: %s on %s by %s: %.2f to 1\n", ink, ground, night ? "night" : "day", ratio
			}
	if (pairs < 8) print "book.css: no colours found"
}
