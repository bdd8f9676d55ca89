#!/usr/bin/env bash
# broken.sh SIM: the simulator has to find what is wrong. Each line below breaks one
# line of a step and says what the simulator is to name. Ends with a plain count.
cd "$(dirname "$0")/../.." || exit
sim=$1 passed=0 failed=0 work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# breaks STEP FILE SED FAULT: the file, with that change, must draw that fault.
breaks() {
	local step=$1 file=$2 out
	rm -rf "$work/tree" && mkdir -p "$work/tree/build/sim" && cp -r Makefile common steps tests "$work/tree"
	sed -i "$3" "$work/tree/$file"
	if cmp -s "$file" "$work/tree/$file"; then
		out="the line to be broken is not there any more"
	elif ! out=$(${MAKE:-make} -s -C "$work/tree" B=build "$work/tree/build/sim/$step.so" 2>&1); then
		out="does not compile: $out"
	else
		cp "$sim" "${sim%/*}/peer.so" "$work/tree/build/sim"
		out=$(timeout 300 "$work/tree/build/sim/sim" --step "$step" --seeds 300 | grep -m 1 "$4")
	fi
	if grep -q -e "$4" <<<"$out"; then
		passed=$((passed + 1))
		echo "step $step: $file: $out"
	else
		failed=$((failed + 1))
		echo "step $step: $file with $3: '$4' was expected; $out"
	fi
}

breaks 05 common/tcp/check.c 's/tcp_set_state(t, ESTABLISHED);//' 'ends in SYN-RECEIVED'
breaks 06 common/tcp/transmit.c 's/t->snd_una = s->ack;//' 'step ends with [0-9]* unacknowledged\|step has written'
breaks 06 common/tcp/receive.c 's/t->rcv_wnd = room;/t->rcv_wnd = room \/ 2;/' 'step takes back'
breaks 06 steps/06-data/tcp.c 's/tcp_output(t, t->snd_wnd)/tcp_output(t, 3 * t->snd_wnd)/' 'was never allowed more'
breaks 07 common/tcp/close.c 's/case FIN_WAIT_2: enter_time_wait(t);/case FIN_WAIT_2:/' 'step ends in FIN-WAIT-2'
breaks 08 common/tcp/transmit.c 's/seq_lt(s->ack, t->snd_wl2) || (s->ack == t->snd_wl2 \&\& seq_lt(s->seq, t->snd_wl1))/seq_lt(s->seq, t->snd_wl1)/' 'was never allowed more'
breaks 08 common/tcp/transmit.c 's/t->snd_una = s->ack;/t->snd_una = s->ack + 1;/' 'is beyond SND.NXT'
breaks 08 common/tcp/reassembly.c 's/t->rx.len + ahead, /t->rx.len + ahead - 1, /' 'reads bytes that peer did not write'
breaks 08 common/tcp/resend.c 's/r->fires = t->stack->now + t->rto.rto;/r->fires = TCP_NEVER;/' 'no timer runs'
breaks 08 common/tcp/persist.c 's/p->fires = t->stack->now + t->rto.rto;/p->fires = TCP_NEVER;/' 'no timer runs'
breaks 09 common/tcp/newreno.c 's/uint32_t n = t->congestion.cwnd;/uint32_t n = 2 * t->congestion.cwnd;/' 'in flight, and its cwnd is'
breaks 09 common/tcp/manners.c 's/t->manners.ack_at = TCP_NEVER;//' 'a deadline that never passes'
breaks 10 common/tcp/scoreboard.c 's/return pipe;/return pipe \/ 4;/' 'in the network, and its cwnd is'
breaks 10 common/tcp/options.c 's/s->wnd >>= p->rcv_shift;//' 'had offered'
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
