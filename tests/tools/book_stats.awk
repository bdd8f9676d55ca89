# book_stats.awk: the prose of chapters, measured. For each file, one line:
#
#	FILE WORDS SENTENCES SYLLABLES EASE FOLDED
#
# Prose is what stands outside of fences, tables, headings, comments and tags. A
# word is a run of letters (with ' and - inside), or a number, or a piece of
# `code`, which counts as one. A sentence ends with . ! or ? before a blank, and
# with its paragraph or item. Reading ease is Flesch's (1948), over the words that are
# letters: 206.835 - 1.015 words/sentences - 84.6 syllables/words; 60 to 70 is
# plain English. FOLDED are those of the words that are folded away, as answers are.
# A word has a syllable for each run of vowels (y is one), but not for
# an e at its end (unless after a consonant and l), nor for that of -ed (but
# -ted, -ded) and of -es (but after s, x, z, c, g, ch, sh), and has one at least.

function syllables(w,   n) {
	if (w ~ /[^aeiouy]e$/ && w !~ /[^aeiouy]le$/)
		sub(/e$/, "", w)
	else if (w ~ /[^aeiouytd]ed$/)
		sub(/ed$/, "", w)
	else if (w ~ /[^aeiouyszxcg]es$/ && w !~ /[cs]hes$/)
		sub(/es$/, "", w)
	n = gsub(/[aeiouy]+/, "", w)
	return n > 0 ? n : 1
}

# Takes in one paragraph.
function paragraph(   s, n, i, word, open, before) {
	s = tolower(text)
	before = words
	text = ""
	gsub(/<[^>]*>/, " ", s)
	gsub(/!\[[^]]*\]\([^)]*\)/, " ", s)
	gsub(/\]\([^)]*\)/, " ", s)
	words += gsub(/`[^`]*`/, " ", s)
	gsub(/[*_\[\]()"]/, "", s)
	n = split(s, word, /[ \t\n]+/)
	for (i = 1; i <= n; i++) {
		s = word[i]
		if (match(s, /[a-z][a-z'-]*/)) {
			words++
			read++
			s = substr(s, RSTART, RLENGTH)
			syl += syllables(s)
			open = 1
		} else if (s ~ /[0-9]/) {
			words++
		}
		if (open && word[i] ~ /[.!?]$/) {
			sentences++
			open = 0
		}
	}
	sentences += open
	if (fold)
		folded += words - before
}

function chapter() {
	paragraph()
	if (name)
		printf "%s %d %d %d %.0f %d\n", name, words, sentences, syl,
		       read ? 206.835 - 1.015 * read / sentences - 84.6 * syl / read : 0, folded
	words = folded = fold = read = sentences = syl = 0
}

FNR == 1 { chapter(); name = FILENAME; fence = 0 }
/^ *(```|~~~)/ { fence = !fence; paragraph(); next }
fence { next }
/<\/?details>/ { paragraph(); fold = !/<\/details>/ }
/^#/ || /^ *\|/ || /^ *<!--/ || /^ *$/ { paragraph(); next }
/^ *([*-]|[0-9]+\.) / { paragraph(); sub(/^ *([*-]|[0-9]+\.) /, "") }
{ text = text " " $0 }
END { chapter() }
