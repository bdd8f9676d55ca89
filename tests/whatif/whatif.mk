# whatif.mk: `make whatif-7` builds what `./run.sh whatif 7` runs: the program,
# the step and the simulator's peer, each end a shared object of its own.

WHATIF_STEPS := $(foreach s,$(notdir $(patsubst %/tcp.c,%,$(sort $(wildcard steps/[0-9][0-9]-*/tcp.c)))),$(firstword $(subst -, ,$s)))
WHATIF_C      = $(filter-out tests/whatif/end.c,$(wildcard tests/whatif/*.c)) common/link/cable.c $(patsubst %,common/wire/%.c,ipv4 tcp_segment checksum)
WHATIF_FLAGS  = $(filter-out -MMD -MP,$(SIM_CFLAGS)) -Itests/whatif
TESTS        += check-whatif

# Put in place whole: the book, which shows it, may be checked at the same time.
whatif_cc     = $(Q)$(CC) $(WHATIF_FLAGS) $1 -o $@.$$$$ && mv $@.$$$$ $@

# A step's programs are its own, too.
whatif_parts = $(call sim_parts,$1) $(filter app/%,$(shell sed -e :a -e '/\\$$/N; s/\\\n//; ta' steps/$1/Makefile | sed -n 's/^PARTS = //p'))

.PHONY: check-whatif whatif-
whatif-: $(B)/whatif/whatif
whatif-%: $(B)/whatif/whatif $(B)/whatif/peer.so $(B)/whatif/%.so ;
check-whatif: $(WHATIF_STEPS:%=whatif-%)
	@tests/whatif/whatif_test.sh

$(B)/whatif/whatif: $(WHATIF_C) tests/whatif/whatif.h tests/whatif/end.h tests/sim/side.h $(wildcard common/*/*.h)
	@mkdir -p $(@D)
	$(call whatif_cc,$(filter %.c,$^) -ldl)

.SECONDEXPANSION:
$(WHATIF_STEPS:%=$(B)/whatif/%.so): $(B)/whatif/%.so: tests/whatif/end.c tests/whatif/end.h $$(wildcard tests/sim/side.[ch] steps/$$*-*/*.[ch] common/*/*.[ch])
	@mkdir -p $(@D)
	$(call whatif_cc,-Isteps/$(notdir $(patsubst %/tcp.c,%,$(wildcard steps/$*-*/tcp.c))) \
		$(call sim_with,$(call sim_parts,$*-*)) -shared $< $(wildcard steps/$*-*/tcp.c) \
		$(patsubst %,common/%.c,$(call whatif_parts,$*-*)))

$(B)/whatif/peer.so: tests/whatif/end.c tests/whatif/end.h $(wildcard tests/sim/side.[ch] tests/sim/peer/*.[ch] steps/10-*/*.[ch] common/*/*.[ch])
	@mkdir -p $(@D)
	$(call whatif_cc,-Itests/sim/peer $(call sim_with,$(call sim_parts,10-*) tcp/connect) -shared \
		$< tests/sim/peer/tcp.c $(patsubst %,common/%.c,$(call sim_parts,10-*) tcp/connect))
