# splice.awk: a file of the reference with other definitions in place of its own.
#
#	awk -v with=alternatives/05/one-path/tcp.c -f splice.awk steps/05-handshake/tcp.c
#
# A definition ends with } in column 0. One that the file does not have goes before the one that
# follows it in `with`; and each that it has must be in `with` once, or it is a failure.

# The name that a line begins the definition of, or "".
function defines(s) {
	if (s !~ /^[a-z].*\(/ || s ~ /;[ \t]*(\/\*.*\*\/)*$/ || s ~ /^(typedef|enum)/)
		return ""
	sub(/\(.*/, "", s)
	sub(/.*[ *]/, "", s)
	return s
}

BEGIN {
	while ((getline s <with) > 0) {
		if (name == "" && s ~ /^((\/\*.*\*\/)?|#.*)$/)
			continue
		if (name == "" && (name = defines(s)) == "") {
			printf "splice.awk: %s: what is this: %s\n", with, s >"/dev/stderr"
			exit failed = 1
		}
		text[name] = text[name] s "\n"
		if (s ~ /^}/) {
			order[++n] = name
			name = ""
		}
	}
}

{
	line[NR] = $0
	if (defines($0) != "")
		have[defines($0)] = 1
}

END {
	if (failed)
		exit 1
	for (i = 1; i <= n; i++) {
		before = before (before ? "\n" : "") text[order[i]]
		if (order[i] in have) {
			put[order[i]] = before
			before = ""
		}
	}
	if (n == 0 || before) {
		printf "splice.awk: %s: nothing of it has a place in %s: %s\n", with, FILENAME, before >"/dev/stderr"
		exit 1
	}
	for (i = 1; i <= NR; i++) {
		name = defines(line[i])
		if (!(name in put)) {
			print line[i]
			continue
		}
		printf "%s", put[name]
		for (; line[i] !~ /^}/; i++)
			;
	}
}
