# bugs.awk: what a mistake did. Reads what came of each test and the table of points, called with
# file=1 and 2; own is the micro-step and named the tests that the patch is for, also the earlier
# micro-steps that may fail with it, hints a file: a test and the belief behind its failure.

BEGIN {
	while ((got = (getline line <hints)) > 0)
		if (split(line, h, "\t") == 2)
			belief[h[1]] = 1
	hinted = got == 0
	n = split(named, test, " ")
}

/^(#|$)/ { next }
file == 1 { passed[$2] = $1; next }
$1 != "" { micro = $1; next }
$2 in passed {
	of[$2] = micro
	if (passed[$2])
		next
	tests++
	if (!(micro in fell))
		list = list (++micros > 1 ? " " : "") micro
	fell[micro] = 1
	if (!first)
		first = micro
	if (micro < own && index(" " also " ", " " micro " ") == 0)
		early = early " " $2
	next
}
$2 != "every_seed_of_the_simulator" { tests++; stopped = 1 }

END {
	if (n == 0)
		bad = "names no test"
	for (i = 1; i <= n; i++)
		if (!(test[i] in passed) && !stopped)
			bad = "names a test that is not of this lab: " test[i]
		else if (!(test[i] in passed))
			bad = "stops the tests before " test[i]
		else if (of[test[i]] != own)
			bad = "says " own ", but " test[i] " is of " of[test[i]]
		else if (passed[test[i]])
			bad = "is not caught by " test[i] "; these fail: " (tests ? list : "none")
		else if (hinted && !(test[i] in belief))
			bad = "has no hint for " test[i]
	if (!bad && early)
		bad = "makes tests fail before " own ":" early
	print bad ? bad : "ok " tests " tests in " micros " micro-steps: " list
}
