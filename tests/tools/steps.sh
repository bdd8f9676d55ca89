# steps.sh: what the checks ask of the steps. Source it from the top folder.

tools=tests/tools
B=${B:-build}
case $B in /*) ;; *) B=$PWD/$B ;; esac
passed=0 failed=0

ok()  { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "$*"; }
count() { echo "$passed passed, $failed failed"; [ "$failed" = 0 ] && [ "$passed" -gt 0 ]; }

steps()  { (cd steps && ls -d [0-9][0-9]-*) 2>/dev/null; }			# 01-tun-read ...
number() { echo "${1%%-*}"; }							# of 01-tun-read: 01
parts()  { make -s --no-print-directory -C "steps/$1" --eval 'parts: ; @echo $(PARTS)' parts; }
labels() { grep -rhoE "/\* $(number "$1")\.[0-9]+ \*/" "steps/$1" common --include='*.[ch]' | tr -dc '0-9.\n' | sed 's/.*\.//' | sort -nu; }
last_label() { labels "$1" | tail -1; }

# The lines of a failed build that say why, or its end.
faults() { grep -E '(error|warning):|undefined reference|multiple definition|micro\.awk:' "$1" | head -n 8 | grep . || tail -n 8 "$1"; }

# The parts that a step has and no step before it had.
new_parts() {
	local step
	for step in $(steps); do
		[ "$step" = "$1" ] && break
		parts "$step"
	done | tr ' ' '\n' | sort -u | comm -13 - <(parts "$1" | tr ' ' '\n' | sort -u)
}

# The files of a step that are its own: its folder's and those of its new parts.
own_files() {
	local part
	ls "steps/$1"/*.[ch]
	for part in $(new_parts "$1"); do
		ls common/$part.[ch]
	done
}
