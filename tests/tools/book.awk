# book.awk: the marks of one chapter and the blocks below them, one a line:
#	LINE FIRST LAST KIND ARGUMENTS
# FIRST and LAST are the lines of the block's fences, or 0 if none follows. A
# block of C, of a diff or of a session without a mark is of the kind "unheld".
# Mark and block may be indented, as in a list.

function report() {
	if (mark)
		print mark, 0, 0, kind
	mark = 0
}

/^ *(```+|~~~+)/ && !fence {
	match($0, /(`+|~+)/)
	fence = substr($0, RSTART, RLENGTH)
	first = FNR
	language = substr($0, RSTART + RLENGTH)
	next
}
fence {
	if (index($0, fence) && $0 !~ /[^`~ ]/) {
		if (mark)
			print mark, first, FNR, kind
		else if (language ~ /^(c|diff|console)$/)
			print first, first, FNR, "unheld", language
		mark = 0
		fence = ""
	}
	next
}
/^ *<!-- [a-z]+: .* -->$/ {
	report()
	mark = FNR
	sub(/^ */, "")
	kind = substr($0, 6, length($0) - 9)
	sub(/:/, "", kind)
	next
}
/[^ \t]/ { report() }
END { report() }
