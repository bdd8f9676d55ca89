#!/usr/bin/env bash
# submission.sh DIR [LAB]: marks what a student handed in, and writes one result file: OUT=FILE, or
# else build/grades/NAME.json, where NAME is the folder's. The form is told in README.md here. Ends with 0
# when a result was written, whatever it says; with 2 when there is nothing to mark; with 3 when the
# grader itself fails.
dir=$([ -z "$1" ] || realpath -m "$1") lab=$2 # before we go elsewhere
[ -z "$OUT" ] || out=$(realpath -m "$OUT")
cd "$(dirname "$0")/../.." || exit 3
labs=tests/labs
[ -n "$1" ] && [ -d "$dir" ] || { echo "${1:+There is no folder $1. }Which folder? make grade SUBMISSION=DIR" >&2; exit 2; }
student=${STUDENT:-$(basename "$dir")}
out=${out:-$PWD/build/grades/$student.json}

. $labs/where.sh
folder=$(where "$dir")
folder=${folder:-$dir} loose=
[ -d "$folder/common" ] || loose=yes

# Packed, it is no lab yet.
archive=$(find "$dir" -maxdepth 3 -type f -regextype posix-extended -iregex '.*\.(tar|tgz|tbz|txz|gz|xz|bz2|zst|zip|7z|rar)' -printf '%P\n' 2>/dev/null | LC_ALL=C sort | head -n 1)

lab=${lab:-$(tell_lab "$folder" "$dir")}
[[ $lab =~ ^0*([0-9]+) ]] && n=$(printf %02d "${BASH_REMATCH[1]}") && [ -f "$labs/$n.points" ] ||
	{ [ -z "$archive" ] || { echo "it holds an archive, $archive: unpack it" >&2; exit 2; }
		echo "${lab:+There is no lab $lab. }Which lab is $1? LAB=5 says that it is lab 5." >&2; exit 2; }

# A result that is there stays, if it is asked to, it is newer, and the tests are the same.
step=$(basename steps/"$n"-*) number=$((10#$n))
if [ -n "$KEEP" ] && [ -s "$out" ] && [ -z "$(find "$dir" -newercm "$out" -print -quit)" ]; then
	GRADER=${GRADER:-$(HIDDEN=1; . $labs/build.sh; digest)}
	export GRADER
	! grep -qF "\"grader\": \"$GRADER\"" "$out" || exit 0
fi

room=$(mktemp -d) || exit 3
: >"$room/begun"
trap 'rm -rf "$room" "$out.$$"' EXIT
mkdir -p "$(dirname "$out")"

[ -z "$loose" ] || { gather "$folder" "$n" "$room/loose"; folder=$room/loose; }
export WALLS=${WALLS:-$($labs/jail.sh --walls)}
HIDDEN=1 NOTES=$room OUT=$room/json $labs/grade.sh "$n" "$folder" >"$room/report" || exit 3
[ -s "$room/json" ] || exit 3
[ -s "$room/taken" ] || echo empty >"$room/state"
grep -v '^\(#\|$\)' $labs/"$n".cut | cut -f1 | sort -u | grep -vxFf "$room/taken" >"$room/missing"

# What a mark may come from that says nothing of the student.
note() {
	local missing
	missing=$(sed 's:.*/::' "$room/missing" | paste -sd, | sed 's/,/, /g')
	if [ ! -s "$room/taken" ]; then
		echo "no file of lab $number${archive:+, but an archive, $archive: unpack it}"
	elif [ "$missing" ]; then
		echo "$missing missing${archive:+; it holds an archive, $archive: unpack it}"
	fi
}
note >"$room/note"

# grade.awk's words, with what else a teacher wants to know before them.
awk -v student="$student" -v walls="$WALLS" -v room="$room" '
	function quoted(s) {
		gsub(/\\/, "&&", s); gsub(/"/, "\\\"", s); gsub(/[[:cntrl:]]/, " ", s)
		return "\"" s "\""
	}
	function first(file,   s) { getline s <(room "/" file); return s }
	function list(file,   s, all) {
		while ((getline s <(room "/" file)) > 0)
			all = all (all == "" ? "" : ", ") quoted(s)
		return "[" all "]"
	}
	NR == 1 {
		printf "{\"format\": 1, \"student\": %s, \"state\": %s, \"walls\": %s, \"grader\": %s,\n", quoted(student), quoted(first("state")), quoted(walls), quoted(first("grader"))
		printf " \"note\": %s,\n", quoted(first("note"))
		printf " \"taken\": %s,\n \"missing\": %s,\n \"ignored\": %s,\n \"compiler\": %s,\n", list("taken"), list("missing"), list("ignored"), list("why")
		sub(/^\{/, " ")
	}
	{ print gensub_hidden($0) }
	function gensub_hidden(s) {
		if (match(s, /\{"name": "[0-9a-z.]+", "about": /)) {
			s = substr(s, 1, RSTART - 1) "{\"hidden\": " (substr(s, RSTART, RLENGTH) ~ /[0-9]h"/ ? "true" : "false") ", " substr(s, RSTART + 1)
		}
		return s
	}' "$room/json" >"$out.$$" && touch -r "$room/begun" "$out.$$" && mv "$out.$$" "$out" || exit 3
[ -n "$QUIET" ] || { cat "$room/report"; sed 's/^/Note: /' "$room/note"; echo "$out"; }
