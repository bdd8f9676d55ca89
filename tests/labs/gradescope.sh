#!/usr/bin/env bash
# gradescope.sh RESULT.json: a result of submission.sh as Gradescope's results.json, on standard output.
# A test there is a micro-step here: its points, and what came of each of its tests. Hidden ones are
# visible after_published. https://gradescope-autograders.readthedocs.io/en/latest/specs/
[ -f "$1" ] || { echo "gradescope.sh RESULT.json" >&2; exit 2; }
awk '
	# The text of a field as it stands there, still quoted for JSON.
	function field(s, key) {
		return match(s, "\"" key "\": \"([^\"\\\\]|\\\\.)*\"") ? substr(s, RSTART + length(key) + 5, RLENGTH - length(key) - 6) : ""
	}
	function number(s, key) { return match(s, "\"" key "\": [0-9]+") ? substr(s, RSTART + length(key) + 4, RLENGTH - length(key) - 4) : 0 }
	function listed(s) { return match(s, /\[.*\]/) ? substr(s, RSTART + 1, RLENGTH - 2) : "" }
	function join_lines(s) { gsub(/", "/, "\\n", s); gsub(/^"|"$/, "", s); return s }
	function join_commas(s) { gsub(/", "/, ", ", s); gsub(/^"|"$/, "", s); return s }
	function rows(s) {
		sub(/.*"ladder": \["/, "", s); sub(/"\].*/, "", s); gsub(/", "/, "\\n          ", s)
		return "\\n          " s
	}
	function finish() {
		if (name == "")
			return
		entries = entries (entries == "" ? "" : ",\n  ") "{\"name\": \"" name "  " about "\", \"number\": \"" name "\", \"score\": " score ", \"max_score\": " most \
			", \"status\": \"" (score == most ? "passed" : "failed") "\", \"output\": \"" output "\", \"visibility\": \"" (hidden ? "after_published" : "visible") "\"}"
	}
	/^\{"format"/ { state = field($0, "state") }
	/"built": / && /"score": / { total = number($0, "score") }
	/^ "missing": / { missing = listed($0) }
	/^ "ignored": / { ignored = listed($0) }
	/^ "compiler": / { compiler = listed($0) }
	/"about": / && /"points": / {
		finish()
		name = field($0, "name"); about = field($0, "about"); hidden = /"hidden": true/
		score = number($0, "points"); most = number($0, "max"); output = ""
	}
	/"passed": / {
		t = field($0, "name")
		gsub(/_/, " ", t)
		output = output (output == "" ? "" : "\\n") (/"passed": true/ ? "ok    " : "FAILS ") t " (" field($0, "section") ")"
		if (/"passed": false/) {
			output = output "\\n        " field($0, "message")
			if (field($0, "misconception") != "")
				output = output "\\n        Perhaps: " field($0, "misconception")
			if (/"ladder": \[".*\]/)
				output = output "\\n        What came to your program (-->) and left it (<--):" rows($0)
		}
	}
	END {
		finish()
		says["graded"] = "Graded."
		says["does not build"] = "It does not build, so nothing could be asked."
		says["stopped"] = "A test ran into a limit of time or output and was stopped; what came after it in the same program was not asked."
		says["empty"] = "No file of this lab was found. Hand in the folder of the lab as it is, or its files."
		out = state in says ? says[state] : "State: " state "."
		if (compiler != "")
			out = out "\\n" join_lines(compiler)
		if (missing != "" && state != "empty")
			out = out "\\nNot handed in, so the starter\047s count: " join_commas(missing)
		if (ignored != "")
			out = out "\\nNot looked at, for this lab does not cut them: " join_commas(ignored)
		printf "{\"score\": %d, \"output\": \"%s\",\n \"visibility\": \"visible\", \"stdout_visibility\": \"hidden\",\n \"tests\": [\n  %s]}\n", total, out, entries
		exit entries == ""
	}' "$1"
