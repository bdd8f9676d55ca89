# oracle.mk: `make oracle` holds each step's lines against tshark's fields. It
# needs root (or user namespaces), a TUN device and tshark, and fails without.

ORACLE := $(filter $(patsubst tests/oracle/test_step%.c,%,$(wildcard tests/oracle/test_step*.c)),$(foreach s,$(STEPS),$(firstword $(subst -, ,$s))))
TESTS  += oracle

.PHONY: oracle
oracle: steps $(ORACLE:%=$(B)/oracle/test_step%)
	@failed=0; for s in $(ORACLE); do $(B)/oracle/test_step$$s || failed=1; done; exit $$failed

$(B)/oracle/test_step%: $(B)/oracle/test_step%.o $(B)/oracle/harness.o $(B)/oracle/compare.o $(B)/oracle/judge.o
	$(CC) $(LDFLAGS) $(SANITIZE) -o $@ $^ $(shell pkg-config --libs check)

$(B)/oracle/%.o: tests/oracle/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Wno-missing-field-initializers -DORACLE_BUILD='"$(B)"' -c -o $@ $<

.PRECIOUS: $(B)/oracle/%.o
-include $(wildcard $(B)/oracle/*.d)
