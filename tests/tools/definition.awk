# definition.awk: a definition or declaration, by name, with the comment
# directly above it. A definition ends with } in column 0.
#
#	awk -v name=ipv4_parse -f definition.awk common/wire/ipv4.c
#
# name may also be "struct ipv4", or a constant at the beginning of a line such
# as enum { IPV4_ICMP = 1, ... };. A definition is preferred to a declaration.

{ line[NR] = $0 }

END {
	named = "(^|[^A-Za-z0-9_])" name "( *\\(|\\[| =|,| \\{|;| \\}|$)"
	for (i = 1; i <= NR; i++) {
		if (line[i] !~ /^[A-Za-z_#]/ || !match(line[i], named) || line[i] ~ /^#include/)
			continue
		# A call or a type inside a line that defines something else.
		if (substr(line[i], 1, RSTART) ~ /[(=]/ && line[i] !~ /^(static |const )*enum/)
			continue
		end = last_line(i)
		if (line[end] ~ /^\}|\};/ || line[i] ~ /^#define/ || !first) {
			first = i
			last = end
			if (line[end] ~ /^\}|\};/)
				break
		}
	}
	if (!first)
		exit 1
	if (line[first - 1] ~ /\*\/[ \t]*$/) {
		for (n = first - 1; n > 1 && line[n] ~ /^ \*/; n--)
			;
		if (n > 1 && line[n] ~ /^\/\*/)
			first = n
	}
	for (i = first; i <= last; i++)
		print line[i]
}

function last_line(i,   s) {
	for (; i < NR; i++) {
		s = line[i]
		sub(/[ \t]*\/\*.*\*\/[ \t]*$/, "", s)
		if (s ~ /^#/) {
			if (s !~ /\\$/)
				return i
		} else if (s ~ /;$/) {
			return i
		} else if (s ~ /\{$/ || line[i + 1] ~ /^\{/) {
			for (i++; i < NR && line[i] !~ /^\}/; i++)
				;
			return i
		}
	}
	return i
}
