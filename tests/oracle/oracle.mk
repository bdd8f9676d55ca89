# oracle.mk: `make oracle` holds what each step prints against tshark's fields,
# and has tshark judge what it sends. It needs root or user namespaces, a TUN
# device and tshark, and fails where one is missing. Three at once: most of the
# time they wait.

ORACLE       := $(patsubst tests/oracle/%.c,%,$(wildcard tests/oracle/test_step*.c))
ORACLE_PARTS := $(patsubst tests/oracle/%.c,$(B)/oracle/%.o,$(filter-out tests/oracle/test_%,$(wildcard tests/oracle/*.c)))
TESTS        += oracle

.PHONY: oracle
oracle: steps $(B)/tools/cable $(ORACLE:%=$(B)/oracle/%)
	@printf '%s\n' $(ORACLE) | xargs -P 3 -I TEST sh -c 'said=$$($(B)/oracle/TEST 2>&1); status=$$?; echo "$$said"; exit $$status'

$(B)/oracle/test_%: $(B)/oracle/test_%.o $(ORACLE_PARTS)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(shell pkg-config --libs check)

# The tables of fields leave out what is zero. SAN=1 is for the steps: here
# nobody frees what a test that lasts a second has read.
$(B)/oracle/%.o: tests/oracle/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(INCLUDE) -MMD -MP -Wno-missing-field-initializers -DORACLE_BUILD='"$(B)"' -c -o $@ $<

.PRECIOUS: $(B)/oracle/%.o
-include $(wildcard $(B)/oracle/*.d)
