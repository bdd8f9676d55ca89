#!/usr/bin/env bash
# blank.sh FOLDER CHAPTER: in a handout, the blocks of a chapter that show code are made from the files that
# are there, whose bodies are cut: code, diffs, lines of files. What a run said stays as it was,
# unless it showed sources. A block that cannot be made, for nothing of it is left, says so.
here=$(cd "$(dirname "$0")/../.." && pwd)
cd "$1" || exit
chapter=$2
mkdir -p tests/tools .blank
cp "$here"/tests/tools/{book.sh,book.awk,steps.sh,normalise.sed} .blank/
for f in book.sh book.awk steps.sh normalise.sed; do [ -e "tests/tools/$f" ] || { cp "$here/tests/tools/$f" tests/tools/; echo "tests/tools/$f"; }; done >.blank/added

# Runs are left alone, and every other block is emptied first: what cannot be made again does not stay.
awk '/^ *<!-- (run|live): .*(diff|cat|awk|grep|sed -n) [^|]*\.[ch]([^a-z]|$)/ { print "<!-- sketch: kept-none: -->"; empty = 1; next }
	/^ *<!-- (run|live): / { sub(/<!-- /, "<!-- kept-") }
	/^ *<!-- (code|diff|lines): / { empty = 1; print; next }
	empty && /^ *```/ { if (on) { on = empty = 0 } else { on = 1 } print; next }
	on { next }
	/./ && !/^ *<!--/ { empty = 0 }
	{ print }' "$chapter" >.blank/chapter
sed -i 's/^\( *\)<!-- kept-\(run\|live\): \(.*\) -->$/\1<!-- sketch: kept-\2: \3 -->/' .blank/chapter
cat .blank/chapter >"$chapter"
tests/tools/book.sh update "$chapter" >.blank/said 2>&1
awk 'code && /^ *```$/ { if (!lines) print "(you write this)"; code = 0; print; next }
	/^ *```/ && !code && !other { if (mark) { code = 1; lines = 0; mark = 0; print; next } other = 1; print; next }
	/^ *```$/ && other { other = 0 }
	code { lines++ }
	/^ *<!-- (code: |diff: |lines: |sketch: kept-none)/ { mark = 1 }
	{ print }' "$chapter" | grep -vE '^ *<!-- (sketch: kept-|code: |diff: |lines: ).*-->$' >.blank/chapter
cat .blank/chapter >"$chapter"
[ ! -s .blank/added ] || xargs rm -f <.blank/added
rm -rf .blank build
