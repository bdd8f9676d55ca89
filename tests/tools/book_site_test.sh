#!/usr/bin/env bash
# book_site_test.sh: does check-site find what it should? A site of two small
# pages is whole; then each fault is put into it in turn.
tools=$(realpath "$(dirname "$0")")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0

page() { printf '<!DOCTYPE html>\n<html lang="en">\n<head><title>%s</title><link rel="stylesheet" href="book.css"></head>\n<body><h1 id="top">%s</h1>\n%s\n</body></html>\n' "$1" "$1" "$2"; }

whole() {
	rm -rf "$tmp/site"
	mkdir -p "$tmp/site/files/a"
	cd "$tmp/site" || exit
	echo 'body { color: #000; }' >book.css
	page one '<h2 id="x">x</h2><h3>y</h3><h2>z</h2><a href="two.html#x">two</a> <img src="p.svg" alt="a picture"> <a
href="files/a/f.html">f</a><a href="https://example.org/">out</a><a href="#x">x</a>' >one.html
	page two '<h2 id="x">x</h2><a href="one.html">one</a>' >two.html
	page f '<a href="../../two.html#x">two</a>' | sed 's|href="book|href="../../book|' >files/a/f.html
	: >p.svg
}

# expect WHAT PATTERN SED FILE: the fault that SED makes in FILE is found, and no other.
expect() {
	whole
	[ -z "$3" ] || sed -i "$3" "$4"
	"$tools/book_site.sh" check "$tmp/site" >"$tmp/said" 2>&1
	if if [ -n "$2" ]; then [ "$(grep -c . "$tmp/said")" = 2 ] && grep -qE "$2" "$tmp/said" && grep -q ', 1 failed$' "$tmp/said"; else grep -qx '3 passed, 0 failed' "$tmp/said"; fi; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "check-site: $1: it said"
		sed 's/^/    /' "$tmp/said"
	fi
}

expect 'a whole site' ''
expect 'a page that is not there' 'one.html: the link tow.html#x leads nowhere' 's/two.html#x/tow.html#x/' one.html
expect 'an anchor that is not there' 'one.html: there is no two.html#y' 's/two.html#x/two.html#y/' one.html
expect 'an anchor of its own page' 'one.html: there is no one.html#q' 's/"#x"/"#q"/' one.html
expect 'one folder too few' 'f.html: the link ../two.html#x leads nowhere' 's|../../two|../two|' files/a/f.html
expect 'out of the site' 'f.html: the link .* leads nowhere' 's|../../two|../../../two|' files/a/f.html
expect 'a link that begins on the next line' 'the link files/a/g.html' 's|a/f.html|a/g.html|' one.html
expect 'a picture without words' 'an image without' 's/ alt="[^"]*"//' one.html
expect 'a picture with empty words' 'an image without' 's/alt="[^"]*"/alt=""/' one.html
expect 'a picture that is not there' 'the link q.svg' 's/p\.svg/q.svg/' one.html
expect 'a style from elsewhere' 'from elsewhere' 's|"book.css"|"https://example.org/b.css"|' two.html
expect 'a script' 'needs no script' 's|<body>|<body><script>1</script>|' two.html
expect 'a heading that jumps' 'rank 3 under one of rank 1' 's|h2|h3|g' two.html
expect 'two first headings' '2 headings of the first rank' 's|h2|h1|g' two.html
expect 'no language' 'no language' 's/ lang="en"//' two.html
expect 'no title' 'no title' 's|<title>two|<title>|' two.html
expect 'one id twice' 'the id top twice' 's/<h3>/<h3 id="top">/' one.html
expect 'a link without words' 'nothing in <a href="one.html"' 's|>one</a>|></a>|' two.html
expect 'a column without a name' 'nothing in <th>' 's|<h2.*|<table><tr><th>x</th><th></th></tr></table>&|' two.html
expect 'a fold that is not closed' '</body> while <details> is open' 's/<h3>/<details>&/' one.html
expect 'a list that ends within a fold' '</h3> while <details>' 's/<h3>/&<details>/' one.html
grep -q . <(awk -f "$tools/book_contrast.awk" <(sed 's/--faint: #[0-9a-f]*/--faint: #b0b0b0/' "$tools/book.css")) &&
	passed=$((passed + 1)) || { failed=$((failed + 1)); echo "check-site: a grey that cannot be read is not found"; }

# stats WHAT WORDS SENTENCES SYLLABLES EASE [FOLDED]: what book-stats makes of the text that comes in.
stats() {
	local want="$tmp/text.md $2 $3 $4 $5 ${6:-0}" said
	cat >"$tmp/text.md"
	said=$(awk -f "$tools/book_stats.awk" "$tmp/text.md")
	if [ "$said" = "$want" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "book-stats: $1: $said, not $want"; fi
}
stats 'one sentence' 9 1 11 94 <<<'The quick brown fox jumps over the lazy dog.'
stats 'what is silent, and what is not' 9 1 13 76 <<<'Table, made, wanted, used, faces, times, reaches, eye: yes.'
stats 'code is a word, and a number; neither is read' 5 1 3 119 <<<'Call `tcp_text (a)` 12 times now.'
stats 'an end within a number is none' 6 2 5 120 <<<$'See 3.10 on.\n\n* What *came* here?'
stats 'all that is no prose' 2 1 2 120 <<<$'# Not this\n\n<!-- run: nor this -->\n```c\nnor this.\n```\n\n| nor | this |\n\nBut this.'
stats 'what is folded away' 4 3 4 121 2 <<<$'But this.

<details><summary>Nor</summary>

this.
</details>'
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
