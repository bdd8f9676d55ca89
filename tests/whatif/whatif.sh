#!/usr/bin/env bash
# whatif.sh PROGRAM ARGUMENT...: runs whatif, and draws its rows; `./run.sh whatif N` is this.
# With FORM=svg the ladders alone, as a picture.
tools=$(dirname "$0")/../tools
. "$tools/wide.sh"
rows=$("$@") || exit
[ "$FORM" != svg ] || rows="# whatif ${*:2}"$'\n'$(grep -E $'^#|\t' <<<"$rows")
printf '%s\n' "$rows" | awk -v form="$FORM" -v columns="$wide" -f "$tools/ladder.awk"
