#!/usr/bin/env bash
# rescue.sh STEP [FOLDER]: the difference between the student's functions and the reference's, which
# gives the answer away: it asks first, or takes YES=1 for a yes. FN=NAME is one function; without it,
# those of the first micro-step that failed in the last grade.
cd "$(dirname "$0")/../.." || exit
labs=tests/labs tool="make rescue"
. $labs/read.sh
choose_lab "$@"
have_folder
[ -z "${FN-}" ] || is_function "$FN"
if [ -n "${FN-}" ]; then
	names=$FN what=$FN
else
	graded
	micro=$(first_failing)
	[ -n "$micro" ] || { echo "Lab $number has all its points. FN=NAME shows a function all the same."; exit; }
	names=$(functions_of "$micro") what="all of $micro: $(echo $names)"
	[ -n "$names" ] || { echo "All functions of lab $number pass their tests. Type: make compare-$number"; exit; }
fi

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
body() { [ -f "$2" ] && awk -v name="$1" -f tests/tools/definition.awk "$2" | sed 's:[ \t]*/\* [0-9][0-9]\.[0-9] \*/::' | grep .; }
for f in $names; do
	file=$(file_of "$f")
	case $file in common/*) of=$file ;; *) of=steps/$step/$file ;; esac
	body "$f" "$of" >"$room/$f.reference" ||
		die "There is no reference of $f here: rescue needs the full repository, which a handout is not."
	body "$f" "$folder/$file" >"$room/$f.yours" || { echo "There is no $f in $folder/$file any more; this is all of it:"; : >"$room/$f.yours"; }
done
if [ "${YES-}" != 1 ]; then
	if [ -t 0 ]; then
		read -r -p "This shows the answer ($what). make hint-$number says less. Show it? [y/N] " answer
	else
		echo "This shows the answer ($what). make hint-$number says less. To see it, type: make rescue-$number${FN:+ FN=$FN} YES=1"
	fi
	[[ ${answer-} == [yY]* ]] || exit 1
fi
for f in $names; do
	file=$(file_of "$f")
	if diff -U99 --label "yours, $folder/$file" --label "the reference" "$room/$f.yours" "$room/$f.reference"; then
		echo "$f: yours is the reference's, letter by letter."
	fi
	echo
done
