# predict.awk: the questions of a step, one a line, fields split by tabs:
#	line, how, file, frame, hidden or shown, field, which, ask, hint, reason
#
# A file of questions is a list of blocks with an empty line between them. Each
# line of a block is a key and its value; a line that begins with a space goes
# on with the one above it; # begins a remark.
#
#	capture FILE    the capture beside the questions that this one is about, or
#	replay FILE -o mss=500       that capture's packets, and what the step answers
#	                to them; options of run.sh may follow
#	frame N         the packet that is asked about; it is not shown before
#	frame N shown   the same, when it may be seen before: something else is asked
#	field NAME      tshark's name for what is asked: the truth is read from it
#	field NAME 2    the same, the second of several (SACK blocks, say)
#	field frame.comment state    the last state that the step named at this packet
#	field frame.comment WORD     the number after WORD there: cwnd, rto, snd.una
#	field frame.time_relative since N    the seconds from packet N to this one
#	ask, hint, reason            sentences
#
# -v problems=FILE gets what is wrong, and there is a status of 1 then.

function problem(at, text) { print FILENAME ":" at ": " text >problems; bad = 1 }

function sentence(key) {
	if (value[key] !~ /^[A-Z0-9].*[.?]$/ || split(value[key], words, " ") < (key == "reason" ? 5 : 2))
		problem(begin, "the " key " is no sentence: \"" value[key] "\"")
}

function finish(   key, parts, frame, n, good) {
	if (!begin) return
	for (key in known)
		if (!(key in value)) problem(begin, "this question has no " key)
	if (value["frame"] !~ /^[1-9][0-9]*( shown)?$/) problem(begin, "no number of a frame: \"" value["frame"] "\"")
	n = split(value["field"], parts, " ")
	if (n == 1) good = parts[1] !~ /^frame\.(comment|time_relative)$/
	else if (parts[1] == "frame.time_relative") good = n == 3 && parts[2] == "since" && parts[3] ~ /^[1-9][0-9]*$/
	else if (parts[1] == "frame.comment") good = n == 2
	else good = n == 2 && parts[2] ~ /^[1-9]$/
	if (!good) problem(begin, "what is the field \"" value["field"] "\"?")
	if (value["source"] !~ /^[a-z0-9]+\.pcapng( [-a-z0-9_=.]+)*$/ || (how == "capture" && value["source"] ~ / /))
		problem(begin, "no capture beside this file: \"" value["source"] "\"")
	sentence("ask"); sentence("hint"); sentence("reason")
	split(value["frame"], frame, " ")
	print begin, how, value["source"], frame[1], (frame[2] ? frame[2] : "hidden"), parts[1], (n > 1 ? parts[n] : 1),
		value["ask"], value["hint"], value["reason"]
	split("", value)
	begin = 0
}

BEGIN {
	OFS = "\t"
	split("source frame field ask hint reason", names, " ")
	for (i in names) known[names[i]]
}

{ gsub(/[ \t]+$/, ""); tabbed = $0 ~ /^[ \t]/; gsub(/\t/, " ") }
/^#/ { next }
/^$/ { finish(); next }
tabbed {
	sub(/^ +/, "")
	if (begin) value[key] = value[key] " " $0
	else problem(FNR, "nothing stands above this")
	next
}
{
	if (!begin) begin = FNR
	key = $1
	sub(/^[^ ]+ */, "")
	if (key == "capture" || key == "replay") { how = key; key = "source" }
	if (!(key in known)) problem(FNR, "there is no key \"" key "\"")
	else if (key in value) problem(FNR, "a second " key " in one question")
	value[key] = $0
}

END { finish(); exit bad }
