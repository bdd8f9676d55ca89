# check.mk: the checks of the text itself, C and book, and `make test`, which
# runs every tier that the fragments beside this one have put into TESTS. With
# ALL=1 those that test the C code, CODE_TESTS, run once more from clang, and
# under the sanitizers from both compilers.

CODE_TESTS += unit oracle

TESTS += check-style check-rfc check-frozen check-micro check-captures check-book

.PHONY: check-style check-rfc update-rfc check-frozen check-micro check-captures check-book update-book sizes tiers

check-style:
	@tests/tools/style_test.sh
	@tests/tools/style.sh

check-rfc:
	@tests/tools/rfc_test.sh
	@tests/tools/rfc.sh check

update-rfc:
	@tests/tools/rfc.sh update

check-frozen:
	@tests/tools/checks_test.sh
	+@MAKE="$(MAKE)" tests/tools/frozen.sh

check-micro:
	@tests/tools/micro_test.sh
	+@MAKE="$(MAKE)" tests/tools/micro.sh

check-captures: steps
	@tests/tools/captures.sh

check-book: steps
	@tests/tools/book_test.sh
	@tests/tools/book.sh check

update-book: steps
	@tests/tools/book.sh update

sizes:
	@tests/tools/sizes.sh

TIERS = $(TESTS) $(if $(ALL),$(foreach v,san clang clang-san,$(CODE_TESTS:%=%:$v)))

ifneq ($(ALL),)
TESTS += valgrind
endif

test:
	+@MAKE="$(MAKE)" tests/tools/tiers.sh $(TIERS)

tiers:
	@echo $(TIERS)
