# loose.awk: C as check-style compares it with clang-format's. Where a long
# statement is broken, how a table is laid out and what is aligned by hand is
# left to its author; indentation, the blanks between tokens and the braces are
# not. Called with code.awk before it; prints LINE: statement.

# A macro of several lines is its author's.
{ whole = !macro && $0 !~ /\\$/; macro = $0 ~ /\\$/ }
!whole { code_of($0); next }

{
	code = code_of($0)
	sub(/[ \t]+$/, "", code)
	match($0, /^[ \t]*/)
	lead = substr($0, 1, RLENGTH)
	text = substr($0, RLENGTH + 1)
	gsub(/[ \t]+/, " ", text)
	if (place && (table > 0 || goes_on())) {
		if (held !~ /\($/)
			held = held " "
		held = held text
	} else {
		flush()
		held = lead text
		place = NR
	}
	if (code ~ /[^ \t]/) {
		before = code
		sub(/^[ \t]+/, "", before)
	}
	if (table > 0 || code ~ /(=|\)|enum( [a-z_]+)?) ?\{$/ && held !~ /^[ \t]*(\} )?(if|for|while|switch|else) ?/)
		table += gsub(/\{/, "{", code) - gsub(/\}/, "}", code)
}
END { flush() }

function goes_on() {
	return code ~ /[^ \t]/ && text !~ /^(case|default|\})/ && \
		(before ~ /[-,(=&|+*?<>]$|^(case .*|default):$/ || text ~ /^([-?:|&+*=<>"]|\/ )/)
}

function flush() {
	gsub(/,? \}/, " }", held)
	sub(/\} \* /, "} *", held)
	if (place)
		print place ": " held
}
