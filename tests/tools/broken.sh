#!/usr/bin/env bash
# broken.sh FILE SCRIPT [COMMAND...]: runs COMMAND in a copy of this clone in which sed has changed FILE, as a reader
# who breaks something has it; without COMMAND it shows the change. SAN=1 before it builds with the sanitizers.
cd "$(dirname "$0")/../.." || exit
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cp -r Makefile steps common tests run.sh "$dir" && sed -i "$2" "$dir/$1" || exit
change=$(diff -U 0 "$1" "$dir/$1") && { echo "broken.sh: $2 changes nothing in $1" >&2; exit 1; }
[ $# -gt 2 ] || { sed -E '1,2d; /^@@/d' <<<"$change"; exit; }
cd "$dir" || exit
# stdbuf's library must not come before that of a sanitizer.
env -u LD_PRELOAD -u MAKEFLAGS -u MFLAGS OPT=-O1 B="$dir/build" "${@:3}"
