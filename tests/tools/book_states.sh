#!/usr/bin/env bash
# book_states.sh: the states of a connection, and the ways between them.
#
#	book_states.sh text N     for a terminal, as far as step N knows them
#	book_states.sh svg N      a picture
#	book_states.sh seen N     the ways that step N takes: in replays of the captures of its chapter and of
#	                     those before, and in the simulator; "peer" is the end that calls
#	book_states.sh check      is book_states.table what runs show, and are the pictures what it gives?
#	book_states.sh update     makes the pictures
cd "$(dirname "$0")/../.." || exit
. tests/tools/steps.sh
. tests/tools/book_pictures.sh
table=$tools/book_states.table
seeds=60

# The states' names, as the code has them.
names() { sed -n '/names\[\] = {/,/};/s/"\([A-Z0-9-]*\)",/\1 /gp' common/tcp/state.c | tr -d '\t\n'; }

draw() { awk -v form="$1" -v step="$(printf %02d "$((10#$2))")" -v names="$(names)" -f $tools/book_states.awk $table; }

transitions() { grep -oE '[A-Z0-9-]+ -> [A-Z0-9-]+$' | sed 's/ -> / /' | sort -u; }

simulated() { # N step|peer
	local sim=$B/states seed
	make -s B="$sim" "$sim/sim/sim" "$sim/sim/peer.so" "$sim/sim/$1.so" >&2 || return
	for ((seed = 1; seed <= seeds; seed++)); do "$sim/sim/sim" --step "$1" --seed $seed --trace; done | grep "^ *[0-9.]* $2 "
}

seen() {
	local capture step
	{
		for step in $(steps); do
			for capture in steps/"$step"/*.pcapng; do
				[[ $step < 05 || $step > $1-z ]] || ./run.sh replay "$1" "$capture" 2>/dev/null
			done
		done
		[[ $1 < 07 ]] || simulated "$1" step
		# The way out by RST or by giving up is open everywhere.
	} | transitions | grep -vE '^(SYN-SENT|SYN-RECEIVED|ESTABLISHED|FIN-WAIT-.|CLOSE-WAIT|CLOSING) CLOSED$'
}

# What the table says that step N, or the peer, takes.
told() {
	awk -v step="$1" '/^#/ { next } (step == "peer" ? $3 == "peer" : $3 <= step) { print $1, $2 }' $table | sort
}

# compare WHO: the ways that come in against the table's.
compare() {
	if diff --label "$table" --label "seen in the runs of $1" -U 0 <(told "$1") - | grep '^[-+]'; then bad "$1: the table is not what runs show"; else ok; fi
}

pictures() {
	local n
	if [ "$1" = check ]; then
		for n in 05 06 07; do compare $n < <(seen $n); done
		compare peer < <(simulated 10 peer | transitions | grep -E "^CLOSED |^SYN-SENT ")
	fi
	for n in 05 07; do
		keep "$1" steps/$n-*/states.svg "the picture is not what book_states.table gives" draw svg $n
	done
	counted
}

case $1 in
text | svg) draw "$1" "$2" ;;
seen) seen "$(printf %02d "$((10#$2))")" ;;
check | update) pictures "$1" ;;
*) sed -n '2,/^cd/s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
