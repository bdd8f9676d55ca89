# book_site.mk: the book to read in a browser, or elsewhere.
# make book          build/book/index.html
# make epub          build/book.epub
# make check-site    does it build, and does it hold together?
# make check-profile our profile for Wireshark loads and colours
# make axe           axe-core looks at the pages (needs chromium and npm)
# make book-stats    words, new code, micro-steps and reading ease of each chapter

TESTS += check-site check-profile

.PHONY: book epub axe check-site check-profile book-stats
book:
	@tests/tools/book_site.sh make $(B)/book && echo "$(B)/book/index.html"

epub:
	@mkdir -p $(B) && tests/tools/book_site.sh epub $(B)/book.epub && echo "$(B)/book.epub"

check-site:
	@tests/tools/book_site_test.sh
	@tests/tools/book_site.sh make $(B)/book
	@tests/tools/book_site.sh check $(B)/book
	@tests/tools/book_site.sh epub $(B)/book.epub

axe: book
	@tests/tools/book_axe.sh

book-stats:
	@tests/tools/book_stats.sh

check-profile:
	@tests/tools/book_profile.sh
