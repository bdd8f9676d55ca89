# hidden.awk: the points of a lab with its hidden tests: awk -F '\t' -f hidden.awk hidden/NN/points NN.points.
# A hidden line has the form of a public one. Its points are a part of those of its micro-step, so that
# the sum stays 100; it follows that micro-step, under the name of the micro-step and an h.

FNR == 1 { m = "" }
/^(#|$)/ { next }

NR == FNR && $1 != "" { m = $1; took[m] = $2; about[m] = $3; next }
NR == FNR             { test[m] = test[m] $0 "\n"; next }

function follow() {
	if (m in took) {
		printf "%sh\t%d\t%s\n%s", m, took[m], about[m], test[m]
		delete took[m]
	}
}

$1 != "" {
	follow()
	m = $1
	if (m in took && took[m] >= $2) {
		printf "hidden.awk: %s has no more than %d points\n", m, $2 >"/dev/stderr"
		exit failed = 1
	}
	$0 = $1 "\t" $2 - (m in took ? took[m] : 0) "\t" $3
}

{ print }

END {
	if (failed)
		exit 1
	follow()
	for (m in took) {
		printf "hidden.awk: there is no micro-step %s\n", m >"/dev/stderr"
		exit 1
	}
}
