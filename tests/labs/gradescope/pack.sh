#!/usr/bin/env bash
# pack.sh LAB [FILE.zip]: what Gradescope wants as "autograder": this repository as it is committed,
# with setup.sh and run_autograder at its top.
cd "$(dirname "$0")/../../.." || exit
[ -f "tests/labs/$(printf %02d "$1").points" ] || { echo "pack.sh LAB [FILE.zip]" >&2; exit 2; }
command -v zip >/dev/null || { echo "pack.sh: zip is missing. Type: sudo apt-get install zip" >&2; exit 2; }
out=$(realpath -m "${2:-build/gradescope-$1.zip}") room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
new=$(git status --porcelain -- tests steps common Makefile run.sh | head -n 5)
[ -z "$new" ] || { echo "pack.sh: these are not committed, so the archive has them as they were before, or not at all:" >&2; echo "$new" >&2; }
git archive HEAD | tar xf - -C "$room" || exit
cp tests/labs/gradescope/{setup.sh,run_autograder} "$room" && chmod +x "$room"/{setup.sh,run_autograder} && echo "$1" >"$room/lab_number" || exit
rm -f "$out" && mkdir -p "$(dirname "$out")" && (cd "$room" && zip -q -r "$out" .) && echo "$out"
