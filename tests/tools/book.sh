#!/usr/bin/env bash
# book.sh check|update [FILE.md...]: the blocks of the book that are made, not
# written. A mark stands above a block; GitHub does not show it:
#
#	<!-- code: FILE -->                 a whole file
#	<!-- code: FILE NAME... -->         definitions by name, with their comments
#	<!-- lines: FILE /FROM/,/TO/ -->    lines, addressed as in sed
#	<!-- diff: FILE FILE -->            what changed between two files
#	<!-- run: COMMAND -->               what a command says, always the same
#	<!-- live: COMMAND -->              what a run on this machine says; times,
#	                                    ports and such may differ: normalise.sed
#	<!-- sketch: WHY -->                C, a diff or a session held by nothing
#
# FILE@02.3 is the file as it stands after micro-step 02.3. Mark and block may be
# indented, as in a list. broken.sh runs a command with one file changed. Commands run in the
# top folder; "$ COMMAND" in a mark puts the command above its output, too. `update`
# puts the real thing below each mark, `check` compares, and also looks at the
# chapter's links and at the steps that its commands name.
cd "$(dirname "$0")/../.." || exit
. tests/tools/steps.sh
what=$1
shift
# All of them: as many at once as there are processors, for much of a chapter is waiting.
if [ "$what" = check ] && [ $# -eq 0 ]; then
	mapfile -t chapters < <(find . \( -name .git -o -path ./build -o -path ./lab \) -prune -o -name '*.md' -print | sort -r | cut -c3-)
	printf '%s\n' "${chapters[@]}" | xargs -P "$(nproc)" -n 1 tests/tools/book.sh check | awk -v chapters=${#chapters[@]} '
		/^[0-9]+ passed, [0-9]+ failed$/ { good += $1; bad += $3; chapters--; next }
		{ print; fflush() }
		END { # a chapter that ends without its count fails, too
			printf "%d passed, %d failed\n", good, bad += chapters; exit !(good > 0 && bad == 0) }'
	exit
fi
[ $# -gt 0 ] || mapfile -t chapters < <(find . \( -name .git -o -path ./build -o -path ./lab \) -prune -o -name '*.md' -print | sort | cut -c3-)
[ $# -eq 0 ] || chapters=("$@")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# file FILE or FILE@02.3: what it holds.
file() {
	local label=${1##*@}
	[ -f "${1%@*}" ] || { echo "there is no file ${1%@*}" >&2; return 1; }
	case $1 in
	*@*) awk -v step="${label%.*}" -v last="${label#*.}" -f $tools/micro.awk "${1%@*}" ;;
	*) cat "$1" ;;
	esac
}

# code FILE [NAME...], where "struct x" is one name.
code() {
	local name from=$1 between=
	shift
	file "$from" >"$tmp/from" || return
	[ $# -gt 0 ] || cat "$tmp/from"
	while [ $# -gt 0 ]; do
		name=$1
		case $1 in struct | enum | union) name="$1 $2" && shift ;; esac
		shift
		printf %s "$between"
		between=$'\n'
		awk -v name="$name" -f $tools/definition.awk "$tmp/from" ||
			{ echo "$from does not define $name" >&2; return 1; }
	done
}

lines() {
	file "${1%% *}" >"$tmp/from" || return
	sed -n -E "${1#* } p" "$tmp/from" >"$tmp/lines"
	[ -s "$tmp/lines" ] || { echo "no such lines in ${1%% *}" >&2; return 1; }
	cat "$tmp/lines"
}

difference() {
	file "$1" >"$tmp/a" && file "$2" >"$tmp/b" || return
	diff -U 2 -F '^[a-z].*(' "$tmp/a" "$tmp/b" | sed -E '1,2d; s/^@@ .* @@ ?/@@ /; s/^@@ $/@@/; 3{/^@@$/d;}'
	[ "${PIPESTATUS[0]}" = 1 ] || { echo "$1 and $2 are the same" >&2; return 1; }
}

# Each command runs once, however often the book shows it. One that fails is
# not shown by accident: end it with "; true" to show how it fails.
# stdbuf: nc writes a line of stderr in pieces, and the step its own lines between.
run() {
	local kept status
	kept=$tmp/run.$(cksum <<<"$1" | tr -d ' ')
	if [ ! -f "$kept" ]; then
		LC_ALL=C.UTF-8 TZ=UTC NO_COLOR=1 COLUMNS='' stdbuf -eL timeout 300 bash -c "$1" >"$tmp/output" 2>&1 </dev/null
		status=$?
		[ $status = 0 ] || { echo "ended with status $status:" >&2; tail -n 20 "$tmp/output" >&2; return 1; }
		mv "$tmp/output" "$kept"
	fi
	cat "$kept"
}

alike() { sed -E -f $tools/normalise.sed | sort; }

# make KIND ARGUMENTS: what belongs below the mark.
make_block() {
	case $1 in
	code) code $2 ;;
	lines) lines "$2" ;;
	diff) difference $2 ;;
	run | live)
		[ "${2#\$ }" = "$2" ] || echo "$2"
		run "${2#\$ }"
		;;
	*) echo "what is a mark of the kind '$1'?" >&2 && return 1 ;;
	esac
}

language() {
	case "$1 ${2%% *}" in
	*.[ch] | *.[ch]@*) [ "$1" = diff ] && echo diff || echo c ;;
	diff*) echo diff ;;
	run* | live*) echo console ;;
	*) echo text ;;
	esac
}

# Makes or compares the block below one mark.
block() {
	local md=$1 mark=$2 first=$3 last=$4 kind=$5 args=$6 how=cat pad
	case $kind in
	sketch) return ;;
	unheld) bad "$md:$mark: this ${args} block is held by nothing; put <!-- code: ... --> or another mark above it" && return ;;
	esac
	[ "$kind" = live ] && how=alike
	pad=$(sed -n "$mark s/[^ ].*//p" "$md")
	: >"$tmp/have"
	[ "$first" = 0 ] || sed -n "$((first + 1)),$((last - 1))p" "$md" >"$tmp/have"
	if ! make_block "$kind" "$args" >"$tmp/made" 2>"$tmp/why"; then
		bad "$md:$mark: $kind: $args: $(cat "$tmp/why")"
		return
	fi
	sed -i "s/[ \t]*$//; s/^./$pad&/" "$tmp/made"
	if [ "$first" != 0 ] && diff -u --label "$md" --label "the real one" <($how <"$tmp/have") <($how <"$tmp/made") >"$tmp/diff"; then
		ok
	elif [ "$what" = update ]; then
		[ "$first" != 0 ] || { sed -i "${mark}a\\
$pad\`\`\`$(language "$kind" "$args")\\
$pad\`\`\`" "$md" && first=$((mark + 1)) && last=$((mark + 2)); }
		{ head -n "$first" "$md"; cat "$tmp/made"; tail -n "+$last" "$md"; } >"$tmp/new" && cat "$tmp/new" >"$md"
		echo "$md:$mark: $kind: $args"
		ok
	elif [ "$first" = 0 ]; then
		bad "$md:$mark: no block follows this mark; \`make update-book\` puts it there"
	else
		bad "$md:$first: not what \"$kind: $args\" gives now; \`make update-book\` mends it:
$(sed 's/^/    /' "$tmp/diff")"
	fi
}

# The folder of a heading's name as GitHub makes it.
anchors() {
	sed -nE '/^```/,/^```/!s/^#+ +//p' "$1" | tr '[:upper:]' '[:lower:]' | sed -E 's/[^a-z0-9 _-]//g; s/ /-/g'
}

links() {
	local md=$1 at target path
	while IFS=$'\t' read -r at target; do
		path=${target%%#*}
		if [ -n "$path" ]; then path=$(dirname "$md")/$path; else path=$md; fi
		if [ ! -e "$path" ]; then
			bad "$md:$at: the link $target leads nowhere"
		elif [[ $target == *.md#* || $target == '#'* ]] && ! anchors "$path" | grep -qxF -- "${target#*#}"; then
			bad "$md:$at: $path has no heading for #${target#*#}"
		else
			ok
		fi
	done < <(awk '/^(```|~~~)/ { fence = !fence } fence { next } {
		gsub(/`[^`]*`/, "")
		while (match($0, /\]\([^) ]+/)) {
			target = substr($0, RSTART + 2, RLENGTH - 2)
			if (target !~ /^[a-z]+:/) print FNR "\t" target
			$0 = substr($0, RSTART + RLENGTH)
		} }' "$md")
}

# A step that a command names is there, and so is its micro-step.
commands() {
	local md=$1 at number step
	while IFS=: read -r at number; do
		number=$(grep -oE '[0-9]+(\.[0-9]+)?$' <<<"$number")
		step=$(steps | grep "^$(printf %02d $((10#${number%.*})))-")
		if [ -z "$step" ]; then
			bad "$md:$at: there is no step $number"
		elif [[ $number == *.* ]] && ! { [ "${number#*.}" = 1 ] || labels "$step" | grep -qx "${number#*.}"; }; then
			bad "$md:$at: step ${number%.*} has no micro-step ${number#*.}"
		else
			ok
		fi
	done < <(grep -noE '(make step-|run\.sh (demo |exec |replay |whatif |predict )?)[0-9]+(\.[0-9]+)?' "$md")
}

for md in "${chapters[@]}"; do
	# From the end to the beginning, so that line numbers hold during an update.
	while read -r mark first last kind args; do
		block "$md" "$mark" "$first" "$last" "$kind" "$args"
	done < <(awk -f $tools/book.awk "$md" | sort -rn)
	[ "$what" = update ] && continue
	links "$md"
	commands "$md"
done
[ "$what" = update ] && { [ "$failed" = 0 ]; exit; }
count
