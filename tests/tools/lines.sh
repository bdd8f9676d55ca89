#!/usr/bin/env bash
# lines.sh FILE...: how many lines are neither blank nor comment.
awk -f "$(dirname "$0")/code.awk" -f <(echo 'code_of($0) ~ /[^ \t]/ { n++ } END { print n + 0 }') "$@" </dev/null
