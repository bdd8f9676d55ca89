# rfc.awk: reads, in this order, the requirements ("MUST-1 3.1"), what tests there are ("NAME FIRST LAST",
# the steps that it holds for; "NAME" alone, if it is no step's), and rfc9293.md. With -v steps=LAST it prints
# "FILE:LINE: what is wrong"; with -v update=1 the page, its counts made anew.

FNR == 1 { file++; in_counts = 0 }
file == 1 {
	if ($1 != "#") {
		section[$1] = $2
		order[++rules] = $1
	}
	next
}
file == 2 {
	known[$1] = 1
	for (n = $2; NF > 1 && n <= $3 && n <= steps; n++)
		covers[$1, n] = covers[$1] = 1
	next
}

{ line[FNR] = $0; lines = FNR; page = FILENAME }
/^\| (MUST|SHLD|REC|MAY)-[0-9]+ \|/ { row() }

END {
	for (n = 1; n <= rules; n++)
		if (!(order[n] in seen))
			bad(page ":1", order[n] " is missing")
	for (n = 1; n <= lines; n++)
		counted(n)
	exit wrong
}

function bad(where, what) {
	wrong = 1
	if (!update)
		print where ": " what
}

function row(   f, name, done, from, kind) {
	if (split($0, f, / *\| */) != 7 || f[3] == "" || f[6] == "")
		bad(FILENAME ":" FNR, "a row has a rule, our words, a section, what is done, and tests or why not")
	name = f[2]
	done = f[5]
	if (name in seen)
		bad(FILENAME ":" FNR, name " stands here twice")
	seen[name] = 1
	if (!(name in section))
		bad(FILENAME ":" FNR, "RFC 9293 has no " name)
	else if (section[name] != f[4])
		bad(FILENAME ":" FNR, name " stands in section " section[name] ", not in " f[4])
	kind = name
	sub(/-.*/, "", kind)
	count[kind]++
	if (done ~ /^(partly, )?from [0-9][0-9]$/) {
		from = substr(done, length(done) - 1) + 0
		held(f[6], name, from)
		count[kind, done ~ /^partly/ ? "partly" : "kept"]++
	} else if (done == "no" || done == "does not apply") {
		held(f[6], name, 0)
		count[kind, done]++
	} else {
		bad(FILENAME ":" FNR, "\"" done "\" is none of: from NN; partly, from NN; does not apply; no")
	}
}

# The tests that a row names: they are there, and each step from `from` on has one of them, if any is a step's.
function held(text, name, from,   test, n, tests, of_steps, got) {
	while (match(text, /`[^`]*`/)) {
		test = substr(text, RSTART + 1, RLENGTH - 2)
		text = substr(text, RSTART + RLENGTH)
		if (test ~ /\//) {
			if (system("test -e " test))
				bad(FILENAME ":" FNR, "there is no " test)
			continue
		}
		if (!(test in known))
			bad(FILENAME ":" FNR, "there is no test " test)
		tests++
		of_steps += (test in covers)
		for (n = from; n <= steps; n++)
			if ((test, n) in covers)
				got[n] = 1
	}
	if (from && !tests)
		bad(FILENAME ":" FNR, name " is said to be kept, but no test is named")
	for (n = from; from && of_steps && n <= steps; n++)
		if (!(n in got))
			bad(FILENAME ":" FNR, name " is said to be kept from step " from " on, but no test named holds for step " n)
	if (from > steps)
		bad(FILENAME ":" FNR, "there is no step " from)
}

# The table of counts: below its two head lines stands a line for each kind.
function counted(n,   kinds, i, new) {
	if (line[n] ~ /^\| (MUST|SHOULD|RECOMMENDED|MAY) \|/)
		return
	if (update)
		print line[n]
	if (line[n] !~ /^\| --- /  || line[n - 1] !~ /^\| \| rules /)
		return
	split("MUST SHLD REC MAY", kinds)
	for (i = 1; i <= 4; i++) {
		new = sprintf("| %s | %d | %d | %d | %d | %d |", i == 2 ? "SHOULD" : i == 3 ? "RECOMMENDED" : kinds[i], count[kinds[i]],
		              count[kinds[i], "kept"], count[kinds[i], "partly"], count[kinds[i], "does not apply"], count[kinds[i], "no"])
		if (update)
			print new
		else if (line[n + i] != new)
			bad(page ":" n + i, "the count is now " new " (make update-rfc)")
	}
}
