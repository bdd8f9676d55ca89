#!/usr/bin/env bash
# lab.sh STEP [FOLDER]: makes the lab of a step: its program and the parts that it
# is made of, without the bodies that the student writes, which tests/labs/NN.cut
# names. A folder that is there is left alone. CUT=FILE is another list, CUT=none
# cuts nothing: that is the reference. MINE=1 takes the parts that the student wrote
# in the earlier labs, which lie beside this one, in place of the reference's.
cd "$(dirname "$0")/../.." || exit
[[ $1 =~ ^[0-9]+$ ]] || { echo "lab.sh STEP [FOLDER]" >&2; exit 2; }
step=$(basename "$(ls -d "steps/$(printf %02d $((10#$1)))"-*/ 2>/dev/null)") number=$((10#$1))
[ -n "$step" ] || { echo "There is no step $1." >&2; exit 2; }
folder=${2:-lab/$step} list=${CUT:-tests/labs/${step%%-*}.cut}
if [ "$list" = none ]; then
	list=/dev/null
elif [ ! -f "$list" ]; then
	echo "There is no lab $number yet. There are:" $(ls tests/labs/*.cut | sed 's:.*/0*::; s:\.cut::') >&2
	exit 2
fi
if [ -e "$folder" ]; then
	echo "$folder is there already, and what is in it is yours: nothing was touched."
	echo "To start anew, keep it under another name: mv $folder $folder.old && make lab-$number"
	exit 1
fi

parts=$(sed -e :a -e '/\\$/N; s/\\\n//; ta' "steps/$step/Makefile" | sed -n 's/^PARTS *= *//p' | xargs)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

# Which files are the student's own, of parts, for those do not change from step to step as roots do:
# what the lab before this one has, which must be whole, and of each lab before that, if it is.
declare -A own
lab_of() { echo "$(dirname "$folder")/$(basename steps/"$1"-*)"; }
written() { awk -F '\t' '$1 ~ /^common\// { print $1 }' "tests/labs/$1.cut" | sort -u; }
take() {
	local k=$1 lab score f all
	lab=$(lab_of "$k")
	all=$(for f in $(written "$k"); do [ -n "${own[$f]}" ] || echo "$f"; done)
	[ -n "$all" ] || return 0
	[ -d "$lab" ] || { echo "there is no $lab"; return 1; }
	score=$(OUT=$room/score tests/labs/grade.sh "$k" "$lab" | tail -n 1)
	[ "$score" = "100 of 100 points" ] || { echo "$lab has ${score:-no points}"; return 1; }
	for f in $all $(cat "$lab/.mine" 2>/dev/null); do [ -n "${own[$f]}" ] || own[$f]=$lab/$f; done
}
absent=
if [ -n "$MINE" ]; then
	[ "$number" -gt 1 ] || { echo "Before lab 1 there is no lab: make lab-1" >&2; exit 1; }
	for ((k = number - 1; k > 0; k--)); do
		take "$(printf %02d $k)" >"$room/said" && continue
		[ $k -lt $((number - 1)) ] || { echo "MINE=1 goes on from lab $k when it has all points, and $(cat "$room/said")." >&2; exit 1; }
		[ "$(cut -c1-11 "$room/said")" != "there is no" ] || { absent="$k $absent"; continue; }
		echo "The parts of lab $k are the reference's: $(cat "$room/said")."
	done
	[ -z "$absent" ] || echo "Of labs that you have not made the parts are the reference's: $absent"
fi

# What the sources ask for, as far as it is ours: headers, and theirs.
needed() {
	local dir=steps/$step
	cc -std=c11 -D_GNU_SOURCE -MM -I"$dir" -Icommon "$dir"/*.c $(printf 'common/%s.c ' $parts) |
		tr ' \\' '\n\n' | grep -E '^(steps|common)/' | sort -u
}

place() {
	case $1 in
	steps/*) echo "$room/lab/${1#steps/*/}" ;;
	*)       echo "$room/lab/$1" ;;
	esac
}

mapfile -t files < <(needed)
[ ${#files[@]} -gt 0 ] || exit 1
for f in "${files[@]}"; do
	to=$(place "$f")
	mkdir -p "${to%/*}"
	awk -v list="$list" -v file="${f#steps/"$step"/}" -f tests/labs/cut.awk "${own[$f]:-$f}" >"$to" || exit 1
done

for f in "${!own[@]}"; do [ ! -f "$room/lab/$f" ] || echo "$f"; done | sort >"$room/mine"
if [ -s "$room/mine" ]; then
	cp "$room/mine" "$room/lab/.mine"
	(cd "$room/lab" && cc -std=c11 -D_GNU_SOURCE -w -I. -Icommon -fsyntax-only *.c common/*/*.c) >"$room/said" 2>&1 ||
		{ echo "With your own parts it does not build, so nothing was made:" >&2; head -n 5 "$room/said" >&2; exit 1; }
fi

# A name whose file is not in the lab would not be cut at all.
while IFS=$'\t' read -r file name micro rule section; do
	case $file in ''|'#'*) continue ;; esac
	[ -n "$section" ] || { echo "$list: the line of $name has no five fields" >&2; exit 1; }
	[ -f "$room/lab/$file" ] || { echo "$list: $file is not in this lab" >&2; exit 1; }
done <"$list"

cat >"$room/lab/Makefile" <<END
# Makefile: \`make\` builds ./step from what is here. CC=clang for another compiler.
PARTS = $parts
CFLAGS = -std=c11 -D_GNU_SOURCE -O2 -g -Wall -Wextra -Wpedantic -Wshadow -Werror -I. -Icommon
step: $(cd "$room/lab" && ls *.c | xargs) \$(PARTS:%=common/%.c) \$(wildcard *.h common/*/*.h)
	\$(CC) \$(CFLAGS) -o \$@ \$(filter %.c,\$^)
END
awk -F '\t' -v n="$number" -v step="$step" 'BEGIN {
	print "# The lab of step " step "\n\nYou write these, from the first to the last. In its place, each has the rule and where it stands."
	print "`make` builds the program here, and takes a warning for an error; the grader does not. Two folders above, `make grade-" n "`"
	print "says what holds already, `make hint-" n "` helps, and `./run.sh demo lab/" n "` runs your program before the kernel, as"
	print "`./run.sh demo " n "` does the step."
	print "A line `(void)x;` only keeps the compiler from complaining that x is not used yet: it goes when you write the body.\n" }
	!/^(#|$)/ && $3 < n + 1 { print "- " $3 " `" $2 "` in " $1 " (" $5 ")" | "sort -s -k2,2" }' "$list" >"$room/lab/README.md"
mkdir -p "$(dirname "$folder")"
mv "$room/lab" "$folder"
[ "$list" = /dev/null ] || echo "$folder: $(grep -c '^- ' "$folder/README.md") functions to write; its README.md says which. Then: make grade-$number"
[ ! -s "$room/mine" ] || echo "$(wc -l <"$room/mine") of its parts are your own, from earlier labs; the program itself (the files beside common/) is the step's."
