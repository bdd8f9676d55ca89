#!/usr/bin/env bash
# hours.sh step N        the micro-steps of a step: minutes, points, what the student writes
# hours.sh plan WEEKS    a syllabus of 4, 8 or 12 weeks
# hours.sh collect DIR   real times, from the files TIMES in what students handed in, beside the estimates
# All of it from tests/labs/hours and tests/labs/NN.{points,cut}, and no number typed.
[ "$1" = collect ] && dir=$(realpath -m "$2")
cd "$(dirname "$0")/../.." || exit
labs=tests/labs

case $1 in
step)
	n=$(printf %02d "$((10#$2))")
	[ -f $labs/$n.points ] || { echo "There is no lab $2." >&2; exit 2; }
	awk -F '\t' -v n="$n" '
		/^(#|$)/ { next }
		FILENAME ~ /hours$/ { if (substr($1, 1, 2) == n && $1 ~ /\./) { m[++k] = $1; r[$1] = $2; w[$1] = $3 } else if ($1 == n) { around = $2; predict = $3; lecture = $4; viva = $5 } next }
		FILENAME ~ /cut$/ { f[$3]++; next }
		$1 != "" { points[$1] = $2; about[$1] = $3 }
		END {
			print "micro-step   read  write  functions  points  about"
			for (i = 1; i <= k; i++) {
				printf "%-10s %3d min %3d min %7d %10s  %s\n", m[i], r[m[i]], w[m[i]], f[m[i]], points[m[i]] == "" ? "-" : points[m[i]], about[m[i]]
				reads += r[m[i]]; writes += w[m[i]]; fs += f[m[i]]; sum += points[m[i]]
			}
			if ("sim" in points) { printf "%-28s %16d  %s\n", "sim", points["sim"], about["sim"]; sum += points["sim"] }
			printf "%-10s %3d min %3d min %7d %10d\n", "together", reads, writes, fs, sum
			printf "the chapter around them %d min, predict %d min, lecture and demo %d min, viva %d min: %.1f hours in all\n", around, predict, lecture, viva, (reads + writes + around + predict + lecture + viva) / 60
		}' $labs/hours $labs/"$n".cut $labs/"$n".points ;;
plan)
	awk -F '\t' -v weeks="$2" '
		/^(#|$)/ { next }
		$1 == "plan" { if ($2 == weeks) { from[++count] = $4; to[count] = $5 } next }
		$1 ~ /\./ { m[++k] = $1; read[$1] = $2; write[$1] = $3; last[substr($1, 1, 2)] = $1; next }
		{ around[$1] = $2; predict[$1] = $3; lecture[$1] = $4; viva[$1] = $5 }
		function hours(minutes) { return sprintf("%.1f", minutes / 60) }
		END {
			if (!count) { print "hours.sh: there are plans of 4, 8 and 12 weeks" >"/dev/stderr"; exit 2 }
			print "week  micro-steps     read  write  predict  lecture  viva  hours  to hand in"
			for (i = 1; i <= count; i++) {
				r = w = p = l = v = 0
				due = ""
				for (j = 1; j <= k; j++) {
					x = m[j]
					if (x < from[i] || x > to[i])
						continue
					s = substr(x, 1, 2)
					seen[x]++
					r += read[x]; w += write[x]
					if (x == s ".1") { r += around[s]; l += lecture[s] }
					if (x == last[s]) { p += predict[s]; v += viva[s]; due = due (due ? ", " : "") "lab " s + 0 }
				}
				printf "%3d   %s to %s %6s %6s %7s %8s %6s %6s   %s\n", i, from[i], to[i], hours(r), hours(w), hours(p), hours(l), hours(v), hours(r + w + p + l + v), due
				R += r; W += w; P += p; L += l; V += v
			}
			for (j = 1; j <= k; j++)
				if (m[j] >= from[1] && m[j] <= to[count] && seen[m[j]] != 1) { print m[j] " is in " seen[m[j]] + 0 " weeks" >"/dev/stderr"; exit 1 }
			printf "together             %6s %6s %7s %8s %6s %6s\n", hours(R), hours(W), hours(P), hours(L), hours(V), hours(R + W + P + L + V)
		}' $labs/hours ;;
collect)
	[ -d "$dir" ] || { echo "There is no folder $2." >&2; exit 2; }
	find "$dir" -maxdepth 6 -type f -name TIMES | LC_ALL=C sort | while read -r f; do
		awk -v f="$f" '/^[0-9][0-9]\.[0-9][ \t]+[0-9]+([ \t]|$)/ { t[$1] += $2; next } NF && !/^#/ { print f ":" FNR ": not MICRO-STEP MINUTES" >"/dev/stderr" }
			END { for (m in t) print m "\t" t[m] }' "$f"
	done | LC_ALL=C sort -k1,1 -k2,2n | awk -F '\t' '
		FILENAME == "-" { t[$1, ++n[$1]] = $2; all = 1; next }
		$1 ~ /^[0-9][0-9]\./ && $1 in n {
			if (!head++) print "micro-step  students  median   least    most  estimate"
			c = n[$1]
			median = c % 2 ? t[$1, (c + 1) / 2] : (t[$1, c / 2] + t[$1, c / 2 + 1]) / 2
			printf "%-10s %9d %7d %7d %7d %9d\n", $1, c, median, t[$1, 1], t[$1, c], $2 + $3
		}
		END { if (!all) { print "there is no time in any file TIMES" >"/dev/stderr"; exit 1 } }' - $labs/hours ;;
*) sed -n '2,5s/^# //p' "$0" >&2; exit 2 ;;
esac
