# unit.mk: `make unit` runs one program a test_*.c here, on Check: no root, no
# network. `make valgrind` runs the same, and a replay, under valgrind.
# `make mutants` breaks common/wire line by line and asks who notices.

UNIT  := $(patsubst tests/unit/%.c,%,$(sort $(wildcard tests/unit/test_*.c)))
TESTS += unit

# A test gets every part; those that ask who is answered get the steps as well,
# whose main is another name there.
UNIT_PARTS := $(patsubst common/%.c,$(B)/common/%.o,$(sort $(wildcard common/*/*.c)))
UNIT_STEPS := 03-icmp-echo 04-syn-parse

.PHONY: unit valgrind mutants
unit: $(UNIT:%=$(B)/unit/%)
	@failed=0; for t in $^; do $$t || failed=1; done; exit $$failed

VALGRIND = valgrind --quiet --error-exitcode=9 --leak-check=full --show-leak-kinds=definite,possible

valgrind: $(UNIT:%=$(B)/unit/%) steps
	@passed=0; failed=0; export CK_FORK=no; \
	run() { $(VALGRIND) "$$@" && passed=$$((passed + 1)) || failed=$$((failed + 1)); }; \
	for t in $(UNIT:%=$(B)/unit/%); do run $$t; done; \
	for s in $(UNIT_STEPS); do run $(B)/$$s/step -v -x -w $(B)/unit/replay.pcapng tests/fuzz/corpus/capture/real.pcap >$(B)/unit/replay.txt; done; \
	echo "$$passed passed, $$failed failed"; [ $$failed = 0 ]

mutants:
	@B=$(B) CC=$(CC) tests/tools/mutants.sh

$(B)/unit/test_%: $(B)/unit/test_%.o $(B)/unit/unit.o $(UNIT_PARTS)
	$(Q)$(CC) $(LDFLAGS) $(SANITIZE) -o $@ $^ $(shell pkg-config --libs check)

$(B)/unit/test_answer $(B)/unit/test_host: $(UNIT_STEPS:%=$(B)/unit/step-%.o)

$(B)/unit/%.o: tests/unit/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(B)/unit/step-%.o: steps/%/main.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -Dmain=step_$(subst -,_,$*) -c -o $@ $<

.SECONDARY: $(UNIT_PARTS) $(B)/unit/unit.o $(UNIT:%=$(B)/unit/%.o)
-include $(wildcard $(B)/unit/*.d $(B)/common/*/*.d)
