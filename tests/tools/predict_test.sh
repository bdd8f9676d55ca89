#!/usr/bin/env bash
# predict_test.sh: each step from 03 to 10 has questions; each names a packet
# and a field that are there; who answers as tshark does has full marks, and who
# does not is told why. What tshark says is asked here anew, field by field.
cd "$(dirname "$0")/../.." || exit
. tests/tools/steps.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tab=$'\t'

# says TEXT: the last output has the text, however its lines are broken.
says() {
	local flat
	flat=$(tr -s ' \n' ' ' <"$work/out")
	[[ $flat == *"$1"* ]]
}
# expect TEXT WHY: the last output has the text.
expect() { if says "$1"; then ok; else bad "$2: it does not say \"$1\":
$(tail -n 12 "$work/out" | sed 's/^/    /')"; fi; }
predict() { COLUMNS= ./run.sh predict "$1" >"$work/out" 2>&1; }

# --- the captures, as tshark reads them without predict.sh ----------------------

# pcap STEP HOW FILE: sets $pcap.
pcap() {
	local options
	pcap=steps/$1/$3
	[ "$2" = capture ] && return
	pcap=$work/$1.${3//[^A-Za-z0-9.]/_}
	[ ! -f "$pcap" ] || return 0
	read -ra options <<<"$3"
	./run.sh replay "$(number "$1")" "steps/$1/${options[0]}" --pcap "$pcap" "${options[@]:1}" >"$work/said" 2>&1 ||
		bad "$1: $2 $3: $(tail -n 1 "$work/said")"
}

# column FIELD: all of a field in $pcap, a line a packet.
column() {
	local kept=$work/column.$(cksum <<<"$pcap $1" | tr -d ' ')
	[ -f "$kept" ] || tshark -o tcp.relative_sequence_numbers:FALSE -r "$pcap" -T fields -E occurrence=a -e frame.number -e "$1" 2>/dev/null >"$kept"
	cat "$kept"
}
cell() { column "$2" | awk -F '\t' -v n="$1" '$1 == n { print $2 }'; }

# answer FRAME FIELD WHICH: what a reader would have to type.
answer() {
	case $2.$3 in
	frame.comment.state)
		cell "$1" "$2" | awk '{ gsub(/\\n/, " "); for (i = 1; i <= NF; i++) if ($i ~ /^(LISTEN|SYN-|ESTAB|FIN-W|CLOS|LAST-ACK|TIME-WAIT)/) last = $i } END { print last }' ;;
	frame.comment.*) cell "$1" "$2" | sed 's/\\n/ /g' | awk -v word="$3" '{ for (i = 1; i < NF; i++) if ($i == word) value = $(i + 1) } END { print value }' ;;
	frame.time_relative.*) echo "$(cell "$1" "$2") $(cell "$3" "$2")" | awk 'NF == 2 { printf "%.6f\n", $1 - $2 }' ;;
	*) cell "$1" "$2" | awk -F , -v n="$3" '{ print $n }' ;;
	esac
}

# wrong FIELD WHICH TRUTH: an answer of the right kind that is not right.
wrong() {
	case $1.$2 in
	frame.comment.state) [ "$3" = CLOSED ] && echo listen || echo closed ;;
	frame.time_relative.*) awk -v t="$3" 'BEGIN { print t * 1.5 + 1 }' ;;
	tcp.flags.*) echo "urg cwr" ;;
	ip.src.* | ip.dst.*) [ "$3" = 192.0.2.1 ] && echo step || echo kernel ;;
	*) [[ $3 == *.* ]] && echo "$3" | awk '{ print $1 + 1 }' || echo $((($3 + 1) % (1 << 32))) ;;
	esac
}

check_step() {
	local step=$1 n count=0 line how file frame sight field which ask hint reason truth told
	n=$(number "$step")
	rm -f "$work/right" "$work/wrong" "$work/told"
	if ! awk -v problems="$work/problems" -f $tools/predict.awk "steps/$step/predict.txt" >"$work/list"; then
		bad "$(cat "$work/problems")"
		return
	fi
	while IFS=$tab read -r line how file frame sight field which ask hint reason; do
		count=$((count + 1))
		pcap "$step" "$how" "$file"
		truth=$(answer "$frame" "$field" "$which")
		if [ -n "$truth" ]; then ok; else bad "steps/$step/predict.txt:$line: $file has no $field in packet $frame"; fi
		# The reason is written by hand: what it says of the answer has to agree.
		if [[ $reason =~ =\ ([0-9]+) && ${BASH_REMATCH[1]} != "$truth" || ( $which == state && $reason != *"$truth"* ) ]]; then
			bad "steps/$step/predict.txt:$line: tshark says $truth, and the reason: $reason"
		fi
		echo "$truth" >>"$work/right"
		printf '?\n%s\n' "$(wrong "$field" "$which" "$truth")" >>"$work/wrong"
		printf 'Hint: %s\n%s\n' "$hint" "$reason" >>"$work/told"
	done <"$work/list"
	if [ "$count" -ge 10 ]; then ok; else bad "step $n has $count questions; it should have ten or more"; fi

	predict "$n" <"$work/right"
	expect "$count of $count right, 0 wrong, 0 passed, 0 not asked." "step $n, all right"
	predict "$n" <"$work/wrong"
	expect "0 of $count right, $count wrong, 0 passed, 0 not asked." "step $n, all wrong"
	if [ "$(wc -L <"$work/out")" -le 80 ]; then ok; else bad "step $n: lines of more than 80 columns"; fi
	while read -r told; do expect "$told" "step $n, what a wrong answer is told"; done <"$work/told"
}

# --- what may be typed ------------------------------------------------------------

# A tree with one step of our own, 99-x.
make_tree() {
	mkdir -p "$work/top/steps/99-x"
	ln -s "$PWD/run.sh" "$PWD/tests" "$PWD/common" "$work/top"
	cp steps/07-teardown/daytime.pcapng steps/08-loss/karn.pcapng "$work/top/steps/99-x"
}
question() { printf 'capture %s\nframe   %s\nfield   %s\nask     What will it be?\nhint    Look it up.\nreason  That is how it was made.\n\n' "$@"; }
ask_of_tree() { "$work/top/tests/tools/predict.sh" "$@" 99-x >"$work/out" 2>&1; }

# type_in RESULT QUESTION ANSWER...: each answer to the same question. `again` is
# an answer of the wrong kind, which is asked for once more.
type_in() {
	local want=$1 asked=$2 n=$(($# - 2)) file frame field given
	shift 2
	read -r file frame field <<<"$asked"
	for given; do
		question "$file" "$frame" "$field"
	done >"$work/top/steps/99-x/predict.txt"
	printf '%s\n' "$@" | ask_of_tree
	case $want in
	right) expect "$n of $n right" "right answers to $asked" ;;
	wrong) expect "0 of $n right, $n wrong" "wrong answers to $asked" ;;
	again) expect "0 of $n right, 0 wrong, 0 passed, $n not asked" "no answers to $asked" ;;
	esac
}

check_answers() {
	local ack=$(answer 3 tcp.ack_raw 1)
	type_in right "daytime.pcapng 3 tcp.ack_raw" "$ack" "  $ack " "$(printf 0x%x "$ack")" "$((ack - 1))+1" "$((ack + 12)) - 0xc" "$((ack - 4294967296))"
	type_in wrong "daytime.pcapng 3 tcp.ack_raw" "$((ack + 1))" "$ack+1" 0 99999999999999999999
	type_in again "daytime.pcapng 3 tcp.ack_raw" "one more" "syn ack" "\$(id)" "a[\$(id >&2)]" "1+"
	type_in right "daytime.pcapng 3 tcp.flags" "SYN ACK" "ack syn" "Ack, Syn" "SYN|ACK" "syn+ack" "0x12" 18 "psh syn ack"
	type_in wrong "daytime.pcapng 3 tcp.flags" SYN "ACK" "SYN ACK FIN" 0 none
	type_in right "daytime.pcapng 5 tcp.flags" "fin ack" "FIN PSH ACK" # PSH is not compared
	type_in again "daytime.pcapng 3 tcp.flags" "SYN ACT" "what?"
	type_in right "daytime.pcapng 6 frame.comment state" TIME-WAIT "time wait" time_wait timewait
	type_in wrong "daytime.pcapng 6 frame.comment state" "fin-wait-2" closed
	type_in again "daytime.pcapng 6 frame.comment state" waiting
	type_in right "daytime.pcapng 7 ip.src" step "the step" 192.0.2.2
	type_in wrong "daytime.pcapng 7 ip.src" kernel 192.0.2.77
	type_in again "daytime.pcapng 7 ip.src" nobody
	type_in right "karn.pcapng 9 frame.time_relative since 6" 1 1.0 "1 s" .95 1.05
	type_in wrong "karn.pcapng 9 frame.time_relative since 6" 2 0.5
	type_in again "karn.pcapng 9 frame.time_relative since 6" soon
	type_in right "karn.pcapng 9 frame.comment rto" 2 2.0 2.000000
	type_in wrong "karn.pcapng 9 frame.comment rto" 1 2.1

	question daytime.pcapng 3 tcp.flags >"$work/top/steps/99-x/predict.txt"
	printf '?\nQ\n' | ask_of_tree
	expect "Hint: Look it up." "a hint"
	expect "0 of 1 right, 0 wrong, 0 passed, 1 not asked." "q stops"
	ask_of_tree <<<""
	expect "It is SYN ACK (0x0012)." "Enter passes"
	expect "That is how it was made. Score: 0 of 1." "who passes is told why"
	expect "0 of 1 right, 0 wrong, 1 passed, 0 not asked." "Enter passes"
	ask_of_tree </dev/null && expect "0 of 1 right, 0 wrong, 0 passed, 1 not asked." "no input at all"
	printf 'syn ack' | ask_of_tree		# no line's end
	expect "1 of 1 right" "the last line, without its end"
}

# --- what is asked is not shown ------------------------------------------------------

check_secrets() {
	local ack=$(answer 3 tcp.ack_raw 1)
	question "daytime.pcapng" 3 tcp.ack_raw >"$work/top/steps/99-x/predict.txt"
	ask_of_tree <<<q
	says "$ack" && bad "the ladder shows the ack that it asks for" || ok
	says "SYN ACK" && bad "the ladder shows the flags of a hidden packet" || ok
	expect "SYN seq" "what came before is shown"
	ask_of_tree <<<1
	expect "ack $ack" "what came is shown after the answer"
	question "karn.pcapng" 9 "frame.time_relative since 6" >"$work/top/steps/99-x/predict.txt"
	ask_of_tree <<<q
	says 1.090982 && bad "the ladder shows the time that it asks for" || ok
	question "daytime.pcapng" "6 shown" "frame.comment state" >"$work/top/steps/99-x/predict.txt"
	ask_of_tree <<<q
	says "-> TIME-WAIT" && bad "the ladder shows the state that it asks for" || ok
	expect "FIN ACK seq" "a packet that is shown is shown"
}

# --- questions that are wrong ----------------------------------------------------------

# refuse WHY TEXT: the file of questions, on stdin, is refused for that.
refuse() {
	cat >"$work/top/steps/99-x/predict.txt"
	if ask_of_tree --check; then bad "this was taken: $1"; else expect "$2" "$1"; fi
}

check_refusals() {
	question daytime.pcapng 99 tcp.ack_raw | refuse "a frame beyond the end" "99-x/predict.txt:1: daytime.pcapng has no tcp.ack_raw"
	question daytime.pcapng 3 tcp.options.sack_le | refuse "a field that is not there" "has no tcp.options.sack_le"
	question daytime.pcapng 3 tcp.nonsense | refuse "a field that tshark does not know" "tcp.nonsense"
	question nowhere.pcapng 3 tcp.ack_raw | refuse "a capture that is not there" "there is no capture"
	question ../07-teardown/daytime.pcapng 3 tcp.ack_raw | refuse "another step's capture" "no capture beside this file"
	question daytime.pcapng three tcp.ack_raw | refuse "a frame that is no number" "no number of a frame"
	question daytime.pcapng 3 "frame.comment" | refuse "a comment's nothing" "what is the field"
	question daytime.pcapng 3 tcp.ack_raw | sed '/^reason/d' | refuse "no reason" "this question has no reason"
	question daytime.pcapng 3 tcp.ack_raw | sed 's/^reason.*/reason  because/' | refuse "a reason that says nothing" "the reason is no sentence"
	question daytime.pcapng 3 tcp.ack_raw | sed 's/^hint/help/' | refuse "a key that is none" "there is no key \"help\""
	question daytime.pcapng 3 tcp.ack_raw | sed 's/^hint.*/&\n&/' | refuse "a key twice" "a second hint"
}

# A reader's best score is kept; a terminal is needed to be one.
check_score() {
	command -v script >/dev/null || return
	mkdir "$work/b"
	question daytime.pcapng 3 tcp.flags >"$work/top/steps/99-x/predict.txt"
	script -qec "B=$work/b $work/top/tests/tools/predict.sh 99-x" /dev/null <<<"syn ack" >"$work/out" 2>&1
	expect "1 of 1 right" "a terminal"
	if [ "$(cat "$work/b/predict-99" 2>/dev/null)" = "1 1" ]; then ok; else bad "the score is not kept"; fi
	script -qec "B=$work/b $work/top/tests/tools/predict.sh 99-x" /dev/null <<<"syn" >"$work/out" 2>&1
	expect "The best before was 1 of 1." "a worse score"
	if [ "$(cat "$work/b/predict-99")" = "1 1" ]; then ok; else bad "a worse score took its place"; fi
}

# Nobody has to be root for this.
check_unprivileged() {
	[ "$(id -u)" = 0 ] && setpriv --reuid 65534 --regid 65534 --clear-groups test -r "$PWD/run.sh" -a -x "$B/05-handshake/step" || return 0
	setpriv --reuid 65534 --regid 65534 --clear-groups ./run.sh predict 5 >"$work/out" 2>&1 </dev/null
	expect "0 of " "without root"
	says "failed" && bad "without root: $(cat "$work/out")" || ok
}

for step in $(steps); do
	[ $((10#$(number "$step"))) -lt 3 ] || [ $((10#$(number "$step"))) -gt 10 ] || check_step "$step"
done
make_tree
pcap 07-teardown capture daytime.pcapng
check_answers
check_secrets
check_refusals
check_score
check_unprivileged
./run.sh help 2>&1 | grep -q 'predict N' && ok || bad "run.sh help does not name predict"
count
