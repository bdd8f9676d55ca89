#!/usr/bin/env bash
# style.sh: the style of every C file, and the citations of every file that has
# any. With files named, those only. Ends with "N passed, N failed" (files).
cd "$(dirname "$0")/../.." || exit
tools=tests/tools
if [ $# -gt 0 ]; then
	files=("$@")
else
	mapfile -t files < <(find . \( -name .git -o -path ./build -o -path ./lab \) -prune -o -type f \( -name "*.[ch]" \
		-o -name "*.md" -o -name "*.sh" -o -name "*.awk" -o -name "*.mk" -o -name Makefile \) -print | sort | cut -c3-)
fi
mapfile -t sources < <(printf '%s\n' "${files[@]}" | grep '\.[ch]$')

# What clang-format would rather have, but for line breaks and alignment.
formatted() {
	diff <(loose "$1" | cut -d: -f2-) <(clang-format "$1" | loose - | cut -d: -f2-) | while IFS= read -r line; do
		case $line in
		[0-9]*) at=$(loose "$1" | sed -n "${line%%[!0-9]*}{s/:.*//p;q}") ;;
		'<'*) echo "$1:$at: clang-format would not have ${line#<}" ;;
		'>'*) echo "$1:$at: clang-format would have     ${line#>}" ;;
		esac
	done
}
loose() { awk -f $tools/code.awk -f $tools/loose.awk "$1"; }

# A part, .c and .h together, is read in one sitting.
sittings() {
	local part n
	for part in $(printf '%s\n' "${sources[@]}" | grep -E '(^|/)common/' | sed 's/\.[ch]$//' | sort -u); do
		n=$($tools/lines.sh "$part".[ch])
		[ "$n" -le 150 ] || echo "$part.c:1: the part has $n lines of code with its header; 150 is the most"
	done
}

faults=$({
	if [ ${#sources[@]} -gt 0 ]; then
		awk -f $tools/code.awk -f $tools/style.awk "${sources[@]}"
		for f in "${sources[@]}"; do formatted "$f"; done
		sittings
	fi
	awk -f $tools/cite.awk $tools/rfc9293.sections "${files[@]}"
	grep -nHE '(^|[^A-Za-z_])(TO''DO|FIX''ME|XX''X)($|[^A-Za-z_X])' "${files[@]}" | sed 's/$/ (write it, or file an issue)/'
})
[ -z "$faults" ] || echo "$faults"
failed=$(cut -sd: -f1 <<<"$faults" | sort -u | grep -c .)
echo "$((${#files[@]} - failed)) passed, $failed failed"
[ "$failed" = 0 ] && [ ${#files[@]} -gt 0 ]
