# read.sh: what the tools for the student share. choose_lab STEP [FOLDER] sets step, n, number,
# folder, json (OUT=FILE is another) and results, the folder of what was built for the simulator.
choose_lab() {
	[[ $1 =~ ^[0-9]{1,2}$ ]] || die "'$1' is no step; a lab is named by its number, as in: $tool-5"
	step=$(basename "$(ls -d "steps/$(printf %02d $((10#$1)))"-*/ 2>/dev/null)") number=$((10#$1))
	[ -n "$step" ] || die "There is no step $number."
	n=${step%%-*} folder=${2:-lab/$step} json=${OUT:-build/lab/${step%%-*}.json}
	results=${json%.json}
	[ -f "$labs/$n.points" ] || die "There is no lab $number yet. There are:" $(ls $labs/*.points | sed 's:.*/0*::; s:\.points::')
}
have_folder() { [ -d "$folder" ] || die "There is no $folder. Type: make lab-$number"; }
die() { printf '%s\n' "$*" >&2; exit 2; }

# Was something in the folder changed since it was graded, or put there? ctime tells: a copy may have an old mtime.
changed() { [ -n "$(find "$folder" -newercm "$json" \( -name '*.[ch]' -o -name Makefile \) 2>/dev/null | head -n 1)" ]; }
# Grades, unless that was done and nothing has changed since.
graded() {
	[ -s "$json" ] && ! changed && return
	echo "(grading first)"
	OUT=$json $labs/grade.sh "$number" "$folder" >/dev/null || die "That could not be graded. Type: make lab-check"
	[ -s "$json" ] || die "That could not be graded. Type: make lab-check"
}
built() { grep -q '"built": true' "$json"; }

# The lines of JSON are those of grade.awk: one for a micro-step, one for a test.
field() { sed -n "s/.*\"$1\": \"\(\(\\\\.\|[^\"\\\\]\)*\)\".*/\1/p" | sed 's/\\\(.\)/\1/g'; }
microsteps() { awk -F '"' '/"about": / { points = max = $0; sub(/.*"points": /, "", points); sub(/,.*/, "", points)
	sub(/.*"max": /, "", max); sub(/,.*/, "", max); print $4, points, max }' "$json"; }
first_failing() { microsteps | awk '$2 < $3 { print $1; exit }'; }
# Its tests that fail, a line of JSON each.
failing_tests() { awk -v m="$1" '/"about": / { on = index($0, "\"name\": \"" m "\"") } on && /"passed": false/' "$json"; }


# What the student writes for a micro-step: all since the one before it that has points.
functions_of() {
	local before
	before=$(microsteps | awk -v m="$1" '$1 == m { print last; exit } { last = $1 }')
	awk -F '\t' -v m="$1" -v before="$before" '!/^(#|$)/ && $3 <= m && $3 > before { print $3, $2 }' $labs/"$n".cut | sort -s -k1,1 | cut -d' ' -f2
}
# The micro-step whose tests judge a function: its own, or the next that has points.
micro_of() {
	local label
	label=$(awk -F '\t' -v name="$1" '$2 == name { print $3; exit }' $labs/"$n".cut)
	microsteps | awk -v label="$label" '$1 >= label { print $1; exit }'
}
file_of() { awk -F '\t' -v name="$1" '$2 == name { print $1; exit }' $labs/"$n".cut; }
is_function() { [ -n "$(file_of "$1")" ] || die "'$1' is no function of lab $number. There are:" $(grep -v '^#' $labs/"$n".cut | cut -f2); }
# Nothing but what the starter has in its place.
unwritten() {
	! awk -v name="$1" -f tests/tools/definition.awk "$folder/$(file_of "$1")" 2>/dev/null | sed '1,/^{/d; /^}/,$d; s:/\*.*\*/::' |
		sed '/^[ \t]*\/\*/,/\*\//d' | grep -vE '^[[:space:]]*((\(void\)[a-z_0-9]+|return (0|false|true|NULL));)?[[:space:]]*$' | grep -q .
}
