#!/usr/bin/env bash
# book_axe.sh: axe-core looks at every page of the book, in light and in dark, for
# what keeps a reader out: contrast, names, headings, the keyboard. It needs
# chromium, and npm to fetch axe-core once, so it is no part of `make test`.
cd "$(dirname "$0")/../.." || exit
. tests/tools/steps.sh
for tool in chromium npm; do
	command -v $tool >/dev/null || { echo "axe needs $tool: apt install $tool" >&2; exit 1; }
done
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
[ -f "$B/axe.min.js" ] || { (cd "$tmp" && npm pack --silent axe-core >/dev/null && tar xzf axe-core-*.tgz) && cp "$tmp/package/axe.min.js" "$B/"; } || exit
cp -r "$B/book" "$tmp/book"
cp "$B/axe.min.js" "$tmp/book/"
# What axe finds, and what it cannot tell, takes the page's place.
cat >"$tmp/book/look.js" <<'END'
axe.run(document).then(function (found) {
	var said = found.violations.concat(found.incomplete).map(function (v) {
		return 'FOUND ' + v.id + ': ' + v.help + ': ' + v.nodes.map(function (n) { return n.target.join(' '); }).slice(0, 5).join(', ');
	});
	said.push('LOOKED with ' + found.passes.length + ' rules');
	document.documentElement.innerHTML = '<pre>\n\n' + said.join('\n').replace(/</g, '&lt;') + '\n</pre>';
});
END
look() {
	timeout 120 chromium --headless --no-sandbox --disable-gpu --allow-file-access-from-files --virtual-time-budget=60000 \
		--blink-settings=preferredColorScheme=$2 --dump-dom "file://$tmp/book/$1" 2>/dev/null | grep -E '^(FOUND|LOOKED)'
}
for page in "$B"/book/*.html; do
	page=${page##*/}
	sed -i 's#</body>#<script src="axe.min.js"></script><script src="look.js"></script></body>#' "$tmp/book/$page"
	for scheme in 0 1; do							# dark, light
		said=$(look "$page" $scheme)
		if [[ $said == LOOKED* ]]; then ok; else bad "$page: ${said:-axe did not run}"; fi
	done
done
count
