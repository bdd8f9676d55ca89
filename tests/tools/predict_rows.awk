# predict_rows.awk: packets as the rows of a ladder (ladder.awk), from the table that
# predict.sh has tshark make (its columns are named there). -v last=N: all packets up to
# frame N, but the last fourteen of them; -v first=N: from frame N on. -v asked=N: of that
# packet nothing that the step said; with -v hidden=1 only who sends it and when,
# with -v untimed=1 not when, and with -v nobody=1 neither.

function add(text) { line = line (line == "" ? "" : "  ") text }

# The options as they stand in the header. A kind whose value tshark does not give lies about its length.
function tcp_options(   kind, le, re, n, m, i, k, said) {
	n = split($21, kind, ",")
	m = split($18, le, ",")
	split($19, re, ",")
	for (i = 1; i <= n; i++) {
		said = said (i > 1 ? ", " : "")
		if (kind[i] == 0) { said = said "eol"; break }
		if (kind[i] == 1) said = said "nop"
		else if (kind[i] == 2) said = said ($13 == "" ? "bad kind 2" : "mss " $13)
		else if (kind[i] == 3) said = said "wscale " $14
		else if (kind[i] == 4) said = said "sackOK"
		else if (kind[i] == 8) said = said "TS " $16 " " $17
		else if (kind[i] == 5) {
			said = said "SACK"
			for (k = 1; k <= m; k++) said = said " " le[k] "-" re[k]
		} else said = said "kind " kind[i]
	}
	if (n > 0) add("<" said ">")
}

function bit(digit, value) { return int((index("0123456789abcdef", digit) - 1) / value) % 2 }

function flags(hex,   n, low, high, said) {
	n = length(hex)
	low = substr(hex, n, 1)
	high = substr(hex, n - 1, 1)
	said = (bit(low, 2) ? " SYN" : "") (bit(low, 1) ? " FIN" : "") (bit(low, 4) ? " RST" : "") \
	       (bit(low, 8) ? " PSH" : "") (bit(high, 1) ? " ACK" : "") (bit(high, 2) ? " URG" : "") \
	       (bit(high, 4) ? " ECE" : "") (bit(high, 8) ? " CWR" : "")
	return said == "" ? "no flag" : substr(said, 2)
}

function segment() {
	add(flags($10))
	add("seq " $8)
	if (flags($10) ~ /ACK/) add("ack " $9)
	add("win " $12)
	if ($11 + 0 > 0) add("len " $11)
	tcp_options()
}

function ports() {
	if ($6 == "") return
	pair = $3 == step ? $7 "-" $6 : $6 "-" $7
	if (!(pair in seen)) { seen[pair]; pairs++ }
	return pair
}

# What the step said of a packet, without the packet's own line and its numbers, parted
# by "; " as the rows of a ladder have it; a state's news is the state.
function remarks(   n, i, lines, text) {
	n = split($20, lines, /\\n/)
	text = ""
	for (i = 1; i <= n; i++) {
		if (lines[i] ~ /^[0-9.]+(:[0-9]+)? +-- /) sub(/^[^ ]+ +-- [^ ]+ +/, "", lines[i])
		if (lines[i] ~ /^[0-9.]+(:[0-9]+)? +-> / || lines[i] ~ / snd\.una / || lines[i] ~ /^srtt /) continue
		if (untimed) sub(/; the next wait is .*/, "", lines[i])
		if (nobody && lines[i] ~ /^not answered/) continue
		if (lines[i] != "") text = text (text == "" ? "" : "; ") lines[i]
	}
	return text
}

BEGIN { FS = "\t"; most = 14 }

$3 == "" { next }							# not IPv4
{ pair = ports() }
$1 + 0 > last + 0 || $1 + 0 < first + 0 { next }

{
	line = ""
	split($3, src, ",")
	split($4, dst, ",")
	out = src[1] == step
	if (src[1] != kernel && !out) add("from " src[1])
	if (dst[1] != step && dst[1] != kernel) add("to " dst[1])
	if ($5 ~ /^6(,|$)/ && $8 != "") {
		mark[count + 1] = pair
		if ($10 == "") add("seq " $8 "  (tshark reads no further)")
		else segment()
	} else {
		text = $20
		sub(/\\n.*/, "", text)
		sub(/^[0-9.]+ +-> +[0-9.]+ +/, "", text)
		add(text)
	}
	mine = $1 + 0 == asked + 0
	note[++count] = mine ? "" : remarks()
	if (mine && hidden) line = "?"
	number[count] = $1; what[count] = line
	when[count] = mine && (nobody || untimed) ? "?" : $2
	way[count] = mine && nobody ? "?" : out ? "out" : "in"
}

END {
	if (hidden && number[count] == asked) note[count - 1] = ""	# what was thought of the last one would tell
	from = count > most ? count - most + 1 : 1
	if (!bare) print "# between: kernel and step"
	for (i = from; i <= count; i++) {
		if (pairs > 1 && mark[i] != "" && what[i] != "?") what[i] = mark[i] "  " what[i]
		print when[i] "\t" way[i] "\t-\t" what[i] "\t" note[i] "\t\t" (i == from && from > 1 ? from - 1 : "") "\t" number[i]
	}
}
