# style.awk: what clang-format does not see (DESIGN: style). Called with
# code.awk before it, over .c and .h files; prints FILE:LINE: what is wrong.

BEGIN {
	# A name that holds a sequence number, alone or at the end of a path.
	name = "(seq|ack|iss|irs|wl1|wl2|recover|(snd|rcv)_(una|nxt|max|up|wl1|wl2)|[a-z0-9_]+_(seq|ack))"
	path = "([a-z0-9_]+(->|\\.|\\[[^]]*\\]\\.))*"
	left = "(^|[^-a-z0-9_.> ]|[^-] |[^-]\\()" path name "\\)* *(<|>)=?($|[^<>=])"
	right = "([^-<>]|^)(<|>)=? *\\(*" path name "($|[^a-z0-9_( ]| +[^- ]| *$)"
	order = "(^|[^a-z0-9_])(hton[sl]|ntoh[sl]|htobe(16|32)|be(16|32)toh|__builtin_bswap[0-9]*)[^a-z0-9_]"
	overlay = "struct +(iphdr|tcphdr|icmphdr|udphdr|ip6_hdr|sockaddr_in)[ ;*]"
	pure_headers = "<(assert|inttypes|limits|stdarg|stdbool|stddef|stdint|stdio|string)\\.h>"
}

function bad(what, at) { printf "%s:%d: %s\n", FILENAME, at ? at : FNR, what }

function finish() {
	if (file && room && lines > 250)
		bad_file("is " lines " lines long; 250 is the most")
	if (file ~ /\.h$/ && !once)
		bad_file("has no #pragma once")
}
function bad_file(what) { printf "%s:1: %s\n", file, what }

FNR == 1 {
	finish()
	file = FILENAME
	base = file
	sub(/.*\//, "", base)
	room = file ~ /(^|\/)(common|steps)\//
	pure = file ~ /(^|\/)common\/(wire|tcp)\//
	numbers = room || file ~ /(^|\/)tests\/(unit|sim)\//
	once = 0
	if (index($0, "/* " base ": ") != 1)
		bad("the first line is not a comment that says what the file is: /* " base ": ...")
}

{ lines = FNR; code = code_of($0); low = tolower(code) }

{ wide = $0; gsub(/\t/, "        ", wide) }
room && length(wide) > 120	{ bad("more than 120 columns") }
/[ \t]$/	{ bad("blanks at the end of the line") }
/^\t* +\t/	{ bad("a blank before a tab") }
code ~ /typedef +(struct|union)/ { bad("a typedef of a struct") }
code ~ /^#pragma once/	{ once = 1 }
FILENAME !~ /tests\/unit\/tcp|tests\/labs\/run[.]c/ && code ~ /^# *if.*STEP|__weak|weak\)|^#pragma +weak/ { bad("a step chosen inside a file: no #ifdef STEP, no weak symbols") }

numbers && FILENAME !~ /common\/tcp\/seq\.h$/ && code !~ /^#/ && (code ~ left || code ~ right) {
	bad("a sequence number compared with < or >: use seq_lt, seq_le or seq_in (RFC 9293, 3.4)")
}

pure && (" " code " ") ~ order	{ bad("byte order outside wire/bytes.h: use get16, get32, put16, put32") }
pure && code ~ overlay		{ bad("a struct laid over bytes of the wire") }
pure && code ~ /packed|(int|unsigned|_t|bool) +[a-z0-9_]+ *: *[0-9]+;/ { bad("a packed struct or a bit field") }
pure && code ~ /^# *include *</ && $0 !~ pure_headers { bad("the core knows no operating system: " $2) }

# A function: from the line its name stands on to its } in column 0.
/^[A-Za-z_]/ { if (code ~ /\(/ && code !~ /;$/) start = FNR; else start = 0 }
/^\{/	{ body = start }
/^\}/ && body {
	if (FNR - body + 1 > 40)
		bad("this function is " FNR - body + 1 " lines long; 40 is the most", body)
	body = 0
}

END { finish() }
