# wide.sh: how many columns the screen has: $COLUMNS, or what the terminal says, or 80. Sets $wide. Source it.
wide=${COLUMNS:-0}
[ "$wide" != 0 ] || [ ! -t 1 ] || wide=$(tput cols 2>/dev/null)
[[ $wide =~ ^[1-9][0-9]*$ ]] || wide=80
