# book_pictures.sh: pictures that are made, never drawn. Source it.
passed=0 failed=0

# keep check|update FILE FAULT COMMAND...: is FILE what COMMAND says? An update makes it so.
keep() {
	local how=$1 file=$2 fault=$3 new
	shift 3
	new=$(mktemp)
	if ! "$@" >"$new"; then
		failed=$((failed + 1))
		echo "$file: cannot be made"
	elif cmp -s "$new" "$file"; then
		passed=$((passed + 1))
	elif [ "$how" = update ]; then
		cat "$new" >"$file"
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$file: $fault; \`make pictures\` mends it"
	fi
	rm -f "$new"
}

counted() {
	echo "$passed passed, $failed failed"
	[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}
