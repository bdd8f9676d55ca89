#!/usr/bin/env bash
# book_profile.sh: does the profile for Wireshark that we ship load, and do what
# it should? By tshark -C: its columns, each of its colours, and no mistake in it.
cd "$(dirname "$0")/../.." || exit
. tests/tools/steps.sh
name=TCP-IP-in-C
profile=$tools/wireshark/$name
page=steps/07-teardown/page.pcapng
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export WIRESHARK_CONFIG_DIR=$tmp
mkdir -p "$tmp/profiles"
cp -r "$profile" "$tmp/profiles/"

has() { if grep -qE -- "$2" "$tmp/said"; then ok; else bad "$profile: $1; tshark said:
$(sed 's/^/    /' "$tmp/said")"; fi; }
hasnt() { if grep -qE -- "$2" "$tmp/said"; then bad "$profile: $1:
$(grep -E -- "$2" "$tmp/said")"; else ok; fi; }

tshark -C "$name" -r "$page" >"$tmp/said" 2>&1 || bad "tshark -C $name ends with an error"
hasnt 'tshark finds a mistake in it' '(does not exist|No such preference|Syntax error|Invalid|isn.t valid|unknown|Could not|Warn)'
has 'the columns show flags, seq, ack, win and len of our page' 'AP\S*F +1 +74 +65462 +160 '
has 'the last column shows what the step said' 'FIN PSH ACK +seq '

# On a terminal each rule of colour is known, and those that fit are used.
while IFS=@ read -r _ rule filter colours; do
	if tshark -r "$page" -Y "$filter" >"$tmp/said" 2>&1; then ok; else bad "$profile: the filter of \"$rule\" is refused: $(tail -n 3 "$tmp/said")"; fi
done < <(grep '^@' "$profile/colorfilters")
coloured() { # WHAT INK CAPTURE FRAMES
	COLORTERM=truecolor TERM=xterm-256color script -qec "tshark -C $name --color -r $3 'frame.number == $4'" /dev/null </dev/null >"$tmp/said" 2>&1
	has "$1 has its colour" "38;2;$2m"
}
coloured 'a SYN' '0;80;0' $page 2
coloured 'text with a FIN' '64;32;128' $page 6
coloured 'what is sent again' '90;45;0' steps/08-loss/karn.pcapng 9

# Each ink can be read on its ground: 4.5 to 1 (WCAG 2.2, 1.4.3).
awk -F@ '
	function linear(c) { c /= 65535; return c <= 0.04045 ? c / 12.92 : exp(2.4 * log((c + 0.055) / 1.055)) }
	function luminance(i) { return 0.2126 * linear(n[i]) + 0.7152 * linear(n[i + 1]) + 0.0722 * linear(n[i + 2]) }
	/^@/ { gsub(/[][]+/, ",", $4); split(substr($4, 2), n, ",")
	       r = luminance(1) > luminance(4) ? (luminance(1) + 0.05) / (luminance(4) + 0.05) : (luminance(4) + 0.05) / (luminance(1) + 0.05)
	       if (r < 4.5) printf "%s: %.1f to 1\n", $2, r }' "$profile/colorfilters" >"$tmp/said"
hasnt 'an ink cannot be read' .
count
