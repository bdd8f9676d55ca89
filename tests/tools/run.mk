# run.mk: the tests of run.sh itself.
.PHONY: check-run
check-run: steps
	tests/tools/run_test.sh
TESTS += check-run
