# cwnd.mk: the pictures of chapter 09, drawn from the tables beside them.
# make pictures         draws them
# make check-pictures   are they what the tables give?

TESTS += check-pictures

.PHONY: pictures check-pictures
pictures:
	@tests/tools/cwnd.sh update

check-pictures:
	@tests/tools/cwnd.sh check
