#!/usr/bin/env bash
# grade_all.sh DIR [LAB]: marks every folder in DIR, each a student's, as many at once as there are
# processors. The results go to build/grades/NAME of DIR (OUT=FOLDER: there), a file a student, and
# grades.csv, which has all of them. A result stays if it is newer than what the student handed in and
# was made by the same tests: what was interrupted goes on, and what came late is marked alone. Status
# as that of submission.sh: 0, if each could be marked.
dir=$([ -z "$1" ] || realpath -m "$1") lab=$2
[ -n "$1" ] && [ -d "$dir" ] || { echo "${1:+There is no folder $1. }Which folder? make grade-all DIR=DIR LAB=5" >&2; exit 2; }
out=${OUT:+$(realpath -m "$OUT")}
cd "$(dirname "$0")/../.." || exit 3
labs=tests/labs
export out=${out:-$PWD/build/grades/$(basename "$dir")} lab dir
mapfile -t students < <(cd "$dir" && find . -mindepth 1 -maxdepth 1 -type d ! -name '.*' -printf '%f\n' | LC_ALL=C sort)
export count=${#students[@]}
[ "$count" -gt 0 ] || { echo "There is no student's folder in $1. (Archives are to be unpacked, each into a folder of its student's name.)" >&2; exit 2; }
mkdir -p "$out" || exit 3
WALLS=${WALLS:-$($labs/jail.sh --walls)}
export WALLS JOBS=1
# Of one lab the tests' number is the same for all.
if [[ $lab =~ ^0*([0-9]+) ]] && [ -f "$labs/$(printf %02d "${BASH_REMATCH[1]}").points" ]; then
	number=${BASH_REMATCH[1]} n=$(printf %02d "${BASH_REMATCH[1]}")
	GRADER=$(step=$(basename steps/"$n"-*) HIDDEN=1; . $labs/build.sh; digest)
	export GRADER
fi
[ "$WALLS" != limits ] || echo "This user can make no namespaces: what is marked here is limited, but has no walls (see jail.sh)." >&2
begun=$SECONDS
rm -f "$out"/.done "$out"/*.json.[0-9]*

# A line of a byte for each that is done: so many are, and it says who.
one='
student=$1 result=$out/$1.json
if KEEP=1 QUIET=1 STUDENT=$student OUT=$result tests/labs/submission.sh "$dir/$student" $lab 2>"$result.why"; then
	what=$(sed -n "s/.*\"state\": \"\([a-z ]*\)\".*/\1/p; s/.*\"score\": \([0-9]*\), \"max\": \([0-9]*\).*/\1 of \2/p" "$result" | paste -sd" ")$(sed -n "s/^ \"note\": \"\(..*\)\",\$/ (\1)/p" "$result")
	rm -f "$result.why"
else
	what="not marked: $(head -n 1 "$result.why")"
	rm -f "$result"
fi
exec 9>>"$out/.done" && flock 9 && printf . >&9
printf "%4d of %d  %s: %s\n" "$(stat -c %s "$out/.done")" "$count" "$student" "$what" >&2'
printf '%s\0' "${students[@]}" | xargs -0 -P "$(nproc)" -n 1 sh -c "$one" sh
rm -f "$out/.done"

# All in one table: of each micro-step a column.
for s in "${students[@]}"; do
	if [ -f "$out/$s.json" ]; then cat "$out/$s.json"; else
		printf '{"format": 1, "student": "%s", "state": "not marked",\n "note": "%s",\n' "$s" "$(head -n 1 "$out/$s.json.why" | tr -d '"\\')"
	fi
done | awk '
	function cell(s) { return s ~ /[",]/ ? "\"" s "\"" : s }
	function text(s, key) {
		if (!match(s, "\"" key "\": \"([^\"\\\\]|\\\\.)*\""))
			return ""
		s = substr(s, RSTART + length(key) + 5, RLENGTH - length(key) - 6)
		gsub(/\\\\/, "\\", s); gsub(/\\"/, "\"\"", s)
		return s
	}
	function number(s, key) { return match(s, "\"" key "\": [0-9]+") ? substr(s, RSTART + length(key) + 4, RLENGTH - length(key) - 4) : "" }
	/^\{"format"/ { n++; student[n] = text($0, "student"); state[n] = text($0, "state") }
	/^ "note": / { note[n] = text($0, "note") }
	/"built": / && /"score": / { lab[n] = text($0, "lab"); total[n] = number($0, "score"); most[n] = number($0, "max") }
	/"hidden": / && /"about": / {
		m = text($0, "name")
		if (!(m in column))
			name[column[m] = ++columns] = m
		points[n, m] = number($0, "points")
	}
	END {
		printf "student,lab,state"
		for (i = 1; i <= columns; i++)
			printf ",%s", cell(name[i])
		print ",total,max,note"
		for (j = 1; j <= n; j++) {
			printf "%s,%s,%s", cell(student[j]), lab[j], state[j]
			for (i = 1; i <= columns; i++)
				printf ",%s", points[j, name[i]]
			printf ",%s,%s,%s\n", total[j], most[j], cell(note[j])
		}
	}' >"$out/grades.csv.$$" && mv "$out/grades.csv.$$" "$out/grades.csv"
bad=$(grep -c ',not marked,' "$out/grades.csv")
echo "$count student$([ "$count" = 1 ] || echo s) in $((SECONDS - begun)) s, of whom $bad could not be marked: $out/grades.csv"
[ "$bad" = 0 ]
