#!/usr/bin/env bash
# book_site.sh: the book as a site of plain pages, and as an EPUB, by pandoc.
#
#	book_site.sh make FOLDER     the site; FOLDER/index.html is where to begin
#	book_site.sh epub FILE       the chapters as one EPUB
#	book_site.sh check FOLDER    does a site hold together? (book_site.awk)
#
# No page needs a script or anything from elsewhere. Each file that the book
# cuts from or links to has a page, too.
cd "$(dirname "$0")/../.." || exit
tools=tests/tools
top=$PWD
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
command -v pandoc >/dev/null || { echo "pandoc is missing. Type: ./run.sh setup test" >&2; exit 1; }

chapters() { ls README.md TUTORIAL.md steps/[0-9][0-9]-*/README.md; }
title() { sed -n 's/^# //p;T;q' "$1"; }
page() {
	case $1 in
	README.md) echo index.html ;;
	TUTORIAL.md) echo tutorial.html ;;
	*) echo "$(basename "$(dirname "$1")").html" ;;
	esac
}

# pages TOP CURRENT: the list of all pages, seen from a page TOP ("", "../") above.
pages() {
	local md here
	while read -r md; do
		here=
		[ "$md" != "$2" ] || here=' aria-current="page"'
		echo "<li><a href=\"$1$(page "$md")\"$here>$(title "$md")</a></li>"
	done < <(chapters)
	here=
	[ "$2" != files ] || here=' aria-current="page"'
	echo "<li><a href=\"$1files/index.html\"$here>The files</a></li>"
}

# chapter MD PREVIOUS NEXT
chapter() {
	local md=$1 more=()
	[ "$md" != README.md ] || more+=(-V front=1)
	[ -z "$2" ] || more+=(-V "prev=$(page "$2")" -V "prevtitle=$(title "$2")")
	[ -z "$3" ] || more+=(-V "next=$(page "$3")" -V "nexttitle=$(title "$3")")
	SOURCE=$md WANTED=$tmp/wanted pandoc -f gfm -p -t html5 --wrap=none --toc --toc-depth=3 \
		-L $tools/book_site.lua --template $tools/book_page.html -V "pages=$(pages '' "$md")" \
		"${more[@]}" -o "$out/$(page "$md")" "$md"
}

# What stands in a folder of the repository, as a list of links; files only.
folder() {
	local path name=${1:-The files}
	echo "# $name"
	echo
	while read -r path; do
		case $(published "$path") in
		folder) echo "* [$(basename "$path")/]($(basename "$path")/index.html)" ;;
		text) echo "* [$(basename "$path")]($(basename "$path").html)" ;;
		bytes) echo "* [$(basename "$path")]($(basename "$path"))" ;;
		esac
	done < <(if [ -n "$1" ]; then grep "^$1/" "$tmp/files" | sed "s|^\($1/[^/]*\).*|\1|"; else sed 's|/.*||' "$tmp/files"; fi | sort -u)
}
published() {
	if [ -d "$1" ]; then echo folder; elif [[ $1 != *.svg ]] && grep -qI . "$1"; then echo text; else echo bytes; fi
}

language() {
	case $1 in
	*.[ch]) echo c ;;
	*.sh) echo bash ;;
	Makefile | */Makefile | *.mk) echo makefile ;;
	*) echo text ;;
	esac
}

# filed PATH TITLE: a page for a file or a folder, of the Markdown that comes in.
filed() {
	local up
	up=$(dirname "$1" | sed 's|[^/]*|..|g')/
	mkdir -p "$out/$(dirname "$1")"
	pandoc -f markdown-smart -p -t html5 --wrap=none --template $tools/book_page.html -V file=1 -V "top=$up" \
		-V "pagetitle=$2" -V "pages=$(pages "$up" files)" |
		sed -E 's|<a href="#L-([0-9]+)"></a>|<a href="#L-\1" aria-label="line \1" tabindex="-1"></a>|' >"$out/$1"
}

file_page() {
	local path=$1
	if [ "$(published "$path")" = bytes ]; then
		mkdir -p "$out/files/$(dirname "$path")"
		cp "$path" "$out/files/$path"
	elif [ "$path" -nt "$out/files/$path.html" ] || [ $tools/book_page.html -nt "$out/files/$path.html" ] || [ "$0" -nt "$out/files/$path.html" ]; then
		{
			printf '# %s\n\n~~~~~~~~~~~~{#L .%s .numberLines .lineAnchors tabindex=0}\n' "$path" "$(language "$path")"
			cat "$path"
			printf '\n~~~~~~~~~~~~\n'
		} | filed "files/$path.html" "$path"
	fi
}

# The folders that the files stand in, "" for the top.
folders() {
	echo
	sed -n ":up; s|/[^/]*$||p; t up" "$tmp/files" | sort -u
}

make_site() {
	local path previous= list i
	out=$1
	mkdir -p "$out"
	: >"$tmp/wanted"
	cp $tools/book.css "$out/book.css"
	mapfile -t list < <(chapters)
	for ((i = 0; i < ${#list[@]}; i++)); do
		chapter "${list[i]}" "$previous" "${list[i + 1]:-}" || return
		previous=${list[i]}
	done
	{ find common steps -type f ! -name README.md; cat "$tmp/wanted"; } | sort -u |
		while read -r path; do [ ! -f "$path" ] || echo "$path"; done >"$tmp/files"
	while read -r path; do file_page "$path" || return; done <"$tmp/files"
	while read -r path; do
		folder "$path" | filed "files/${path:+$path/}index.html" "${path:-The files}" || return
	done < <(folders)
}

make_epub() {
	local md
	while read -r md; do
		SOURCE=$md BOOK_EPUB=1 pandoc -f gfm -t json -L $tools/book_site.lua -o "$tmp/$(page "$md").json" "$md" || return
		echo "$tmp/$(page "$md").json"
	done < <(chapters) >"$tmp/parts"
	PARTS=$tmp/parts pandoc -f markdown -t epub3 -L $tools/book_epub.lua --toc --toc-depth=2 \
		--metadata title="TCP/IP in C, one packet at a time" --metadata lang=en -o "$1" /dev/null
}

# One count a page; the faults stand above it.
check_site() {
	local faults pages failed
	cd "$1" || return
	pages=$(find . -name '*.html' | grep -c .)
	find . -type f | cut -c3- | sort >"$tmp/there"
	faults=$(grep '\.html$' "$tmp/there" | xargs awk -v list="$tmp/there" -f "$top/$tools/book_site.awk"
		! grep -q -e --paper book.css || awk -f "$top/$tools/book_contrast.awk" book.css)
	[ -z "$faults" ] || echo "$faults"
	failed=$(cut -sd: -f1 <<<"$faults" | sort -u | grep -c .)
	echo "$((pages - failed)) passed, $failed failed"
	[ "$failed" = 0 ] && [ "$pages" -gt 0 ]
}

case $1 in
make) make_site "$2" ;;
epub) make_epub "$2" ;;
check) check_site "$2" ;;
*) sed -n '2,/^cd/s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
