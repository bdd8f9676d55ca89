# book_site.awk: does a site of pandoc's pages hold together? Reads all of its
# pages, and says "PAGE: what is wrong", one fault a line.
#
#	cd build/book && find * -type f >LIST && awk -v list=LIST -f book_site.awk $(find * -name '*.html')
#
# Links within the site lead to a file that is there and to an anchor that it
# has; no page needs anything from elsewhere; an image has a text in its place;
# headings begin with one h1 and go down one level at a time; a page has a
# language, a title, and no id twice; links and columns have words; and its tags are nested as they should.

BEGIN {
	while ((getline line <list) > 0)
		there[line] = 1
	RS = "<"
}

function fault(what) { print FILENAME ": " what }

function value(name,   s) {
	if (!match($0, "[ \n]" name "=\"[^\"]*\""))
		return ""
	s = substr($0, RSTART + 1, RLENGTH - 1)
	sub(/^[a-z-]+="/, "", s)
	sub(/"$/, "", s)
	gsub(/&amp;/, "\\&", s)
	return s
}
function has(name) { return match($0, "[ \n]" name "=\"") }

function resolved(path,   n, i, part, out, depth) {
	n = split(path, part, "/")
	for (i = 1; i <= n; i++) {
		if (part[i] == "..") {
			if (depth == 0)
				return "outside of the site"
			depth--
		} else if (part[i] != "." && part[i] != "") {
			kept[++depth] = part[i]
		}
	}
	for (i = 1; i <= depth; i++)
		out = out (i > 1 ? "/" : "") kept[i]
	return out
}

function link(target,   path, anchor, here) {
	if (target ~ /^(https?|mailto):/)
		return
	anchor = path = target
	if (!sub(/^[^#]*#/, "", anchor))
		anchor = ""
	sub(/#.*/, "", path)
	here = FILENAME
	if (!sub(/\/[^\/]*$/, "/", here))
		here = ""
	path = path == "" ? FILENAME : resolved(here path)
	if (!(path in there))
		fault("the link " target " leads nowhere")
	else if (anchor != "") {
		asked[++links] = path "#" anchor
		from[links] = FILENAME
	}
	seen++
}

# What is open is closed, the innermost first.
function nested(   tag) {
	tag = $0
	sub(/[ \n\/>].*/, "", tag)
	if (/^\//) {
		tag = substr($0, 2)
		sub(/>.*/, "", tag)
		if (open[deep] == tag) {
			deep--
		} else {
			fault("</" tag "> while <" open[deep] "> is open")
			while (deep > 0 && open[deep--] != tag)
				;
		}
	} else if (tag ~ /^[a-z]+[0-9]?$/ && tag !~ /^(meta|link|img|br|hr|col|input|path|line|rect)$/) {
		open[++deep] = tag
	}
}

function finish() {
	if (!page)
		return
	while (deep > 0)
		print page ": <" open[deep--] "> is never closed"
	if (!language) print page ": no language"
	if (!named) print page ": no title"
	if (tops != 1) print page ": " tops + 0 " headings of the first rank"
}

FNR == 1 {
	finish()
	page = FILENAME
	language = named = tops = level = 0
	pages++
}
FNR > 1 && !/^!/ { nested() }
/^html / { language = has("lang") }
/^title>[^ \n]/ { named = 1 }
# A link or a heading of a column that has no words says nothing.
wordless && /^\/(a|th)>/ { fault("nothing in <" wordless ">") }
{ wordless = "" }
/^(a|th)[ \n>]/ && />$/ && !has("aria-hidden") && !has("aria-label") {
	wordless = $0
	sub(/>.*/, "", wordless)
}
/^script/ || /^iframe/ { fault("a page needs no " substr($0, 1, 6)) }
/^link / || /^img / || /^source / {
	s = value("href") value("src")
	if (s ~ /^([a-z]+:)?\/\//)
		fault("something from elsewhere: " s)
	else
		link(s)
}
/^img / {
	images++
	if (value("alt") !~ /[A-Za-z]/)
		fault("an image without a text in its place: " value("src"))
}
/^a[ \n]/ { if (has("href")) link(value("href")) }
/^[a-z0-9]+[ \n]/ {
	if (has("id")) {
		s = FILENAME "#" value("id")
		if (s in anchors)
			fault("the id " value("id") " twice")
		anchors[s] = 1
	}
}
/^h[1-6][ >\n]/ {
	n = substr($0, 2, 1) + 0
	if (n > level + 1)
		fault("a heading of rank " n " under one of rank " level ": " substr($0, index($0, ">") + 1))
	level = n
	tops += n == 1
	headings++
}

END {
	finish()
	for (i = 1; i <= links; i++)
		if (!(asked[i] in anchors))
			print from[i] ": there is no " asked[i]
	if (told)
		printf "%d pages, %d links, %d images, %d headings\n", pages, seen, images, headings >told
}
