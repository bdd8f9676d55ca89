# cwnd.mk: the pictures of the book: the windows of chapter 09 (cwnd.sh), ladders
# out of captures (ladder.sh), the states (states.sh).
# make pictures         draws them
# make check-pictures   are they what their tables give, and those what runs show?

TESTS += check-pictures

.PHONY: pictures check-pictures
pictures:
	@tests/tools/cwnd.sh update
	@tests/tools/ladder.sh update
	@tests/tools/states.sh update

check-pictures: steps
	@tests/tools/cwnd.sh check
	@tests/tools/ladder.sh check
	+@tests/tools/states.sh check
