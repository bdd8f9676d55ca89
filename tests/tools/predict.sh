#!/usr/bin/env bash
# predict.sh STEP: asks what the next packet will hold, shows the packet, and
# marks the answer; `./run.sh predict N` is this. The questions are in the
# step's predict.txt (predict.awk says in which form). No answer is written
# there: tshark reads it from the capture, when it is needed.
#
# Answers come from stdin, a line each: a number (decimal, 0x hex, a sum such as
# 1000+1), flags, a state, or who sends. ? asks for a hint, an empty line
# passes, q stops. `predict.sh --check STEP` asks nothing: it prints each
# question's line in predict.txt and what tshark says, or what is wrong.
set -u
cd "$(dirname "$0")/../.." || exit
tools=$PWD/tests/tools
B=${B:-build}
check=
[[ ${1-} != --check ]] || { check=yes; shift; }
step=$1
questions=steps/$step/predict.txt
kernel=192.0.2.1 host=192.0.2.2			# as the captures have them
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

. "$tools/wide.sh"
bold='' good='' wrong='' plain=''
if [[ -t 1 && ! ${NO_COLOR-} ]]; then bold=$'\e[1m' good=$'\e[32m' wrong=$'\e[31m' plain=$'\e[0m'; fi

die() { echo "predict: $1" >&2; exit 1; }
para() { fold -s -w $((wide < 86 ? wide : 86)) | sed 's/ *$//'; }
say() { printf '%s\n' "$*" | para; }

# --- the captures, and what tshark reads in them ------------------------------

columns=(frame.number frame.time_relative ip.src ip.dst ip.proto tcp.srcport tcp.dstport tcp.seq_raw tcp.ack_raw
	tcp.flags tcp.len tcp.window_size_value tcp.options.mss_val tcp.options.wscale.shift tcp.options.sack_perm
	tcp.options.timestamp.tsval tcp.options.timestamp.tsecr tcp.options.sack_le tcp.options.sack_re frame.comment
	tcp.option_kind)

# table HOW FILE: one line a packet; made once, with all that the questions ask of it. Sets $table and
# $fields, its columns: tshark takes each field once only.
table() {
	local capture=steps/$step/${2%% *} options
	read -ra options <<<"$2 "
	table=$tmp/$1.${2//[^A-Za-z0-9.]/_}
	mapfile -t fields < <(printf '%s\n' "${columns[@]}"
		awk -F '\t' -v how="$1" -v file="$2" '$2 == how && $3 == file { print $6 }' "$tmp/list" | sort -u |
			grep -vxF "$(printf '%s\n' "${columns[@]}")")
	[[ ! -e $table ]] || return 0
	[[ -r $capture ]] || { echo "there is no capture $capture"; return 1; }
	if [[ $1 == replay ]]; then
		./run.sh "${options[@]:1}" --pcap "$tmp/replayed" replay "${step%%-*}" "$capture" >"$tmp/said" 2>&1 </dev/null ||
			{ echo "./run.sh replay ${step%%-*} $capture failed:"; tail -n 5 "$tmp/said"; return 1; }
		capture=$tmp/replayed
	fi
	tshark -o tcp.relative_sequence_numbers:FALSE -r "$capture" -T fields -E occurrence=a \
		$(printf -- ' -e %s' "${fields[@]}") >"$table" 2>"$tmp/said" </dev/null ||
		{ rm -f "$table"; grep -v '^Running as user' "$tmp/said"; return 1; }
}

# value FRAME FIELD: what the table has there, all of it. tshark writes a line's end in a comment as \n.
value() {
	local column=0
	until [[ ${fields[column++]} == "$2" ]]; do :; done
	awk -F '\t' -v frame="$1" -v column="$column" '$1 == frame { print $column }' "$table"
}

states='LISTEN|SYN-SENT|SYN-RECEIVED|ESTABLISHED|FIN-WAIT-1|FIN-WAIT-2|CLOSE-WAIT|CLOSING|LAST-ACK|TIME-WAIT|CLOSED'

# read_truth: for the question at hand. Sets $truth, and $kind, which says how an answer is compared.
read_truth() {
	local all
	table "$how" "$file" >"$tmp/why" || { truth=; return 1; }
	all=$(value "$frame" "$field")
	kind=number
	case $field.$which in
	frame.comment.state)
		kind=state
		truth=$(sed 's/\\n/\n/g' <<<"$all" | grep -oE "(^|[ >])($states)( |\$)" | tr -d ' >' | tail -n 1) ;;
	frame.comment.*) truth=$(sed -nE "s/(.*[ n])?${which//./\\.} ([0-9.]*[0-9]).*/\2/p" <<<"$all") ;;
	frame.time_relative.*)
		kind=time
		truth=$(awk -v now="$all" -v then="$(value "$which" "$field")" 'BEGIN { if (now != "" && then != "") printf "%.3f", now - then }') ;;
	*)
		truth=$(cut -d , -f "$which" <<<"$all")
		case $field in tcp.flags) kind=flags ;; ip.src | ip.dst) kind=who ;; esac ;;
	esac
	[[ $truth ]] || { echo "$file has no $field${which:+ $which} in packet $frame" >"$tmp/why"; return 1; }
}

# --- an answer ------------------------------------------------------------------

names=(FIN SYN RST PSH ACK URG ECE CWR)

flag_names() {
	local i said=
	for i in 1 0 2 3 4 5 6 7; do ((($1 >> i) & 1)) && said+="${names[i]} "; done
	echo "${said:-no flag }"
}

# sum TEXT: 1000+1, 0x10, 4004-4. Sets $number.
sum() {
	local text=${1//[ _]/} term sign
	number=0
	[[ $text =~ ^-?(0x[0-9a-f]{1,8}|[0-9]{1,12})([+-](0x[0-9a-f]{1,8}|[0-9]{1,12}))*$ ]] || return 1
	[[ $text == -* ]] || text=+$text
	while [[ $text =~ ^([+-])(0x[0-9a-f]+|[0-9]+)(.*)$ ]]; do
		sign=${BASH_REMATCH[1]} term=${BASH_REMATCH[2]} text=${BASH_REMATCH[3]}
		[[ $term == 0x* ]] || term=$((10#$term))
		number=$((number $sign term))
	done
}

# Each of these reads $1, and returns 2 if it is no answer of that kind, else whether it is right.
is_number() {
	if sum "$1" && [[ $truth != *.* ]]; then
		(((number - truth) % (1 << 32) == 0))
	else
		[[ $1 =~ ^[0-9]*\.?[0-9]+$ ]] || { say "A number, please: decimal, 0x hex, or a sum such as 1000+1."; return 2; }
		awk -v a="$1" -v b="$truth" 'BEGIN { d = a - b; d = d < 0 ? -d : d; exit !(d <= b / 100) }' # 0.0206 for 0.020614
	fi
}

# Clocks are not exact, and nor are kernels: a tenth more or less is right.
is_time() {
	local seconds=${1%s}
	[[ ${seconds// /} =~ ^[0-9]*\.?[0-9]+$ ]] || { say "Seconds, please, such as 1.5."; return 2; }
	awk -v a="$seconds" -v b="$truth" 'BEGIN { d = a - b; d = d < 0 ? -d : d; exit !(d <= b / 10 || d <= 0.02) }'
}

# PSH is advice to the receiver, which nobody can foretell: it is not compared.
is_flags() {
	local word i mask=0 found
	if sum "$1"; then mask=$number; else
		for word in $(tr -c '[:alpha:]' ' ' <<<"${1^^}"); do
			found=
			for i in {0..7}; do [[ $word != "${names[i]}" ]] || { mask=$((mask | 1 << i)); found=yes; }; done
			[[ $found || $word == NONE || $word == AND ]] ||
				{ say "The flags are ${names[*]}: type those that are set, in any order."; return 2; }
		done
	fi
	(((mask & ~8) == (truth & 0xf7)))
}

is_state() {
	local given=${1^^}
	given=${given//[^A-Z0-9]/}
	case $given in SYNRCVD | SYNRECV) given=SYNRECEIVED ;; ESTAB) given=ESTABLISHED ;; esac
	[[ "|${states//-/}|" == *"|$given|"* ]] || { say "The states are ${states//|/, }."; return 2; }
	[[ $given == "${truth//-/}" ]]
}

is_who() {
	local given=${1,,}
	given=${given#the }
	case $given in step) given=$host ;; kernel) given=$kernel ;; *.*.*.*) ;; *) say "Type: kernel, or step."; return 2 ;; esac
	[[ $given == "$truth" ]]
}

# What was right, as one says it.
truth_in_words() {
	case $kind in
	flags) echo "$(flag_names "$truth")($truth)" ;;
	time) echo "$truth seconds" ;;
	who) case $truth in "$host") echo "the step, $truth" ;; "$kernel") echo "the kernel, $truth" ;; *) echo "$truth" ;; esac ;;
	*) echo "$truth" ;;
	esac
}

# --- a question -----------------------------------------------------------------

ladder() {
	awk -v kernel=$kernel -v step=$host "$@" -f "$tools/predict_rows.awk" "$table" | awk -v columns="$wide" -f "$tools/ladder.awk"
}

show_question() {
	local hidden='' nobody='' untimed='' where=$file
	[[ $sight != hidden ]] || hidden=1
	case $field in ip.src | ip.dst) nobody=1 ;; frame.time_relative) untimed=1 ;; esac
	[[ $how == capture ]] || where+=", and what the step answers"
	echo
	echo "${bold}Question $asking of $count${plain}  ($where)"
	ladder -v last="$frame" -v asked="$frame" -v hidden=$hidden -v nobody=$nobody -v untimed=$untimed
	echo
	say "$ask"
}

prompt() {
	local word=$kind
	if [[ $kind == number ]]; then
		word=${field##*.} word=${word%_raw}
		case $field in frame.comment) word=$which ;; tcp.window_size_value) word=win ;; esac
	fi
	echo "$word> "
}

# read_line: from a terminal with the shell's editing; from elsewhere it is shown. Sets $line.
read_line() {
	if [[ -t 0 ]]; then read -e -r -p "$(prompt)" line || { echo; return 1; }
	else
		printf %s "$(prompt)"
		read -r line || [[ $line ]] || { echo; return 1; }
		echo "$line"
	fi
	read -r line <<<"${line,,}" # without the blanks around it
}

# get_answer: asks until there is one. Sets $result: right, wrong, pass, or stop.
get_answer() {
	local line status
	while result=stop; read_line; do
		case $line in
		'') result=pass; return ;;
		q | quit) return ;;
		'?') say "Hint: $hint"; continue ;;
		esac
		"is_$kind" "$line"
		status=$?
		case $status in
		0) result=right; return ;;
		1) result=wrong; return ;;
		esac
	done
}

show_result() {
	case $result in
	right) say "${good}Right.${plain} It is $(truth_in_words)." ;;
	wrong) say "${wrong}No.${plain} tshark's $field is $(truth_in_words)." ;;
	pass) say "It is $(truth_in_words)." ;;
	esac
	ladder -v first="$frame" -v last="$frame" -v bare=1
	[[ $result == right ]] || say "$reason"
}

# A reader's best score is kept in the folder of what was built, if that can be written.
keep_score() {
	local best=$B/predict-${step%%-*} before=0
	[[ -t 0 && -d $B && -w $B ]] || return 0
	[[ ! -r $best ]] || read -r before _ <"$best"
	if ((right > before)); then
		echo "$right $count" >"$best"
		((EUID != 0)) || chown --reference=. "$best"
	fi
	((before == 0)) || say "The best before was $before of $count."
}

list() {
	[[ -r $questions ]] || die "step $step has no questions yet; steps 3 to 10 have."
	awk -v problems="$tmp/problems" -f "$tools/predict.awk" "$questions" >"$tmp/list" || { cat "$tmp/problems" >&2; exit 1; }
	count=$(wc -l <"$tmp/list")
	command -v tshark >/dev/null || die "tshark is missing. Type: ./run.sh setup"
}

list
right=0 wrong_ones=0 passed=0 asking=0 failed=0
[[ $check ]] || say "Step $step: $count questions. A ladder shows what has passed; say what comes next. Answer with a number (decimal, 0x hex, or a sum such as 1000+1), with flags, or what is asked for. ? is a hint, Enter passes, q stops."
exec 4<"$tmp/list"
while IFS=$'\t' read -r -u 4 line how file frame sight field which ask hint reason; do
	asking=$((asking + 1))
	if ! read_truth; then
		echo "$questions:$line: $(cat "$tmp/why")" >&2
		failed=1
		continue
	fi
	if [[ $check ]]; then printf '%s\t%s\t%s\n' "$line" "$kind" "$truth"; continue; fi
	show_question
	get_answer
	[[ $result != stop ]] || { asking=$((asking - 1)); break; }
	show_result
	case $result in right) right=$((right + 1)) ;; wrong) wrong_ones=$((wrong_ones + 1)) ;; pass) passed=$((passed + 1)) ;; esac
	echo "Score: $right of $asking."
done
[[ ! $check ]] || exit $failed
echo
say "Step $step: $right of $count right, $wrong_ones wrong, $passed passed, $((count - asking)) not asked."
keep_score
exit $failed
