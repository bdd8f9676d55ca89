# where.sh: read by submission.sh and viva.sh: where in what was handed in the files of the lab are.

# where DIR: the lab's folder may lie deeper: that with tcp.c or, before step 05, main.c and common. Says
# nothing if there is none.
where() {
	find "$1" -maxdepth 5 -name common -type d -printf '%d %h\n' 2>/dev/null | LC_ALL=C sort -n | cut -d' ' -f2- |
		while read -r f; do { [ -f "$f/tcp.c" ] || [ -f "$f/main.c" ]; } && echo "$f" && break; done
}

# gather DIR NN TO: files without their folders, as some course systems hand them on: each goes to where
# the lab has it, if no two have its name.
gather() {
	local f to
	mkdir "$3"
	find "$1" -maxdepth 5 -type f -printf '%p\n' 2>/dev/null | head -n 1000 >"$3.found"
	while read -r f; do
		to=$(grep -v '^\(#\|$\)' tests/labs/"$2".cut | cut -f1 | sort -u | awk -F / -v name="${f##*/}" '$NF == name')
		[ -n "$to" ] && [ "$(grep -cE "/${f##*/}\$" "$3.found")" = 1 ] || to=${f##*/}
		mkdir -p "$3/$(dirname "$to")" && cp "$f" "$3/$to"
	done <"$3.found"
}

# tell_lab FOLDER DIR: which lab it is. The folder's name says it, or what was handed in, or the folder's README.md or
# Makefile, which came with the starter.
tell_lab() { tell_labs "$@" | head -n 1; }
tell_labs() {
	local f s
	for f in "$1" "$2"; do
		s=$(basename "$f")
		[ -d "steps/$s" ] && { echo "$s"; return; }
		[[ ! $s =~ (^|[^a-z])lab[-_\ ]?0?([0-9]+)($|[^0-9]) ]] || { echo "${BASH_REMATCH[2]}"; return; }
	done
	s=$(sed -n '1s/^# The lab of step \([0-9a-z-]*\)$/\1/p' "$1/README.md" 2>/dev/null)
	[ -n "$s" ] && { echo "$s"; return; }
	s=$(sed -n 's/^PARTS = //p' "$1/Makefile" 2>/dev/null | xargs)
	for f in steps/*/; do
		[ -z "$s" ] || [ "$s" != "$(sed -e :a -e '/\\$/N; s/\\\n//; ta' "$f/Makefile" | sed -n 's/^PARTS *= *//p' | xargs)" ] || basename "$f"
	done
}
