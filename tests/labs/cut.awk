# cut.awk: a file of the reference without the bodies that the student writes.
#
#	awk -v list=05.cut -v file=common/tcp/send.c -f cut.awk common/tcp/send.c
#
# Each line of the list that names this file takes the body of one function out,
# from the line after its { to its } in column 0. In its place come the rule, its
# RFC section, and the smallest thing that compiles. A name that has no
# definition here, or two, is a failure: nothing is written then.

BEGIN {
	FS = "\t"
	while ((got = (getline entry <list)) > 0) {
		if (entry ~ /^(#|$)/ || split(entry, e, "\t") != 5 || e[1] != file)
			continue
		if (e[2] in rule)
			fail(e[2] " is on the list twice")
		label[e[2]] = e[3]
		rule[e[2]] = e[4]
		section[e[2]] = e[5]
	}
	if (got < 0)
		fail("there is no list " list)
}

{ line[NR] = $0 }

function fail(what) {
	printf "cut.awk: %s: %s\n", file, what >"/dev/stderr"
	failed = 1
	exit 1
}

# The name that line i begins the definition of, or "".
function defines(i,   s) {
	s = line[i]
	if (s !~ /^[a-z].*\(/ || s ~ /^(typedef|enum|struct [a-z_]+ \{)/)
		return ""
	for (last = i; line[last] !~ /[;{}][ \t]*(\/\*.*\*\/)*$/ && line[last + 1] !~ /^\{/ && last < NR; last++)
		;
	if (line[last + 1] !~ /^\{/)
		return ""
	sub(/\(.*/, "", s)
	sub(/.*[ *]/, "", s)
	return s
}

# The names that are known in this file only: who uses none of them is warned of.
function statics(i,   s) {
	s = line[i]
	if (s !~ /^static /)
		return
	sub(/[[(=].*/, "", s)
	sub(/[ \t]+$/, "", s)
	sub(/.*[ *]/, "", s)
	here[s] = 1
}

function say(text,   n, word, i, row) {
	n = split(text, word, / /)		# two blanks stay two
	row = "\t/*"
	for (i = 1; i <= n; i++) {
		if (length(row " " word[i]) > 90) {
			print row
			row = "\t *"
		}
		row = row " " word[i]
	}
	print row " */"
}

# What the signature, on lines i to n, asks the stub for.
function stub(name, i, n,   head, params, p, count, word, j, from) {
	for (j = i; j <= n; j++) {
		word = line[j]
		gsub(/\/\*[^*]*\*\//, "", word)
		gsub(/[ \t]+/, " ", word)
		head = head word
	}
	params = head
	sub(/^[^(]*\(/, "", params)
	sub(/\) *$/, "", params)
	head = substr(head, 1, index(head, "(") - 1)
	if (params ~ /[()]/)
		fail(name " has a parameter that cut.awk does not understand")
	count = split(params, p, ",")
	for (j = 1; j <= count; j++) {
		word = p[j]
		sub(/\[.*/, "", word)
		sub(/ +$/, "", word)
		sub(/.*[ *]/, "", word)
		if (word != "void")
			print "\t(void)" word ";"
	}
	for (word in here)
		if (word != name && uses(word, n + 1))
			print "\t(void)" word ";"
	if (head ~ /\*/)
		print "\treturn NULL;"
	else if (match(head, /struct [a-z_]+ /))
		print "\treturn (" substr(head, RSTART, RLENGTH - 1) "){ 0 };"
	else if (head ~ /(^| )bool /)
		print name ~ /_check_|^welcome$/ ? "\treturn true;" : "\treturn false;"	# a check that is not written yet lets all pass
	else if (head !~ /(^| )void /)
		print "\treturn 0;"
}

# Is the name in the body that begins on line i? Lines of comment do not count: a starter cut again stays as it is.
function uses(name, i) {
	for (; line[i] !~ /^\}/; i++)
		if (line[i] !~ /^[ \t]*(\/\*|\*[ \/])/ && line[i] ~ "(^|[^A-Za-z0-9_.>])" name "([^A-Za-z0-9_]|$)")
			return 1
	return 0
}

END {
	if (failed)
		exit 1
	for (i = 1; i <= NR; i++)
		statics(i)
	for (i = 1; i <= NR; i++)
		if ((name = defines(i)) != "" && name in rule)
			times[name]++
	for (name in rule)
		if (times[name] != 1)
			fail(name " is defined " times[name] + 0 " times, not once")
	for (i = 1; i <= NR; i++) {
		name = defines(i)
		if (name == "" || !(name in rule)) {
			print line[i]
			continue
		}
		for (begin = i; i <= last; i++)
			print line[i]
		print "{"
		say(label[name] ": " rule[name] " (" section[name] ")")
		stub(name, begin, last)
		print "}"
		for (; line[i] !~ /^\}/; i++)
			;
	}
}
