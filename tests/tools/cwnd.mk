# cwnd.mk: the pictures of the book: the windows of chapter 09 (cwnd.sh), ladders
# and rulers out of captures (book_ladder.sh, book_drawing.sh), headers (book_headers.sh), the states (book_states.sh).
# make pictures         draws them, and what is drawn in letters
# make check-pictures   are they what their tables give, and those what runs show?

TESTS += check-pictures

.PHONY: pictures check-pictures
pictures:
	@tests/tools/cwnd.sh update
	@tests/tools/book_ladder.sh update
	@tests/tools/book_drawing.sh update
	@tests/tools/book_headers.sh update
	@tests/tools/book_states.sh update

check-pictures: steps
	@tests/tools/cwnd.sh check
	@tests/tools/book_ladder.sh check
	@tests/tools/book_drawing.sh check
	@tests/tools/book_headers.sh check
	+@tests/tools/book_states.sh check
