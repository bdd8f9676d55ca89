# sim.mk: `make sim` joins each step that has a TCP with a peer over a simulated
# bad cable, in virtual time: no root, no network. The peer is the last step's
# root, which here can open connections.

SIM_ROOTS := $(filter-out 05-% 06-%,$(notdir $(patsubst %/tcp.c,%,$(sort $(wildcard steps/[0-9][0-9]-*/tcp.c)))))
SIM_STEPS := $(foreach s,$(SIM_ROOTS),$(firstword $(subst -, ,$s)))
TESTS     += sim

SIM_CFLAGS = $(ALL_CFLAGS) -O2 -fPIC -fvisibility=hidden -Itests/sim
SIM_RUNS   = $(foreach s,$(SIM_STEPS),$s:$(if $(filter $s,$(lastword $(SIM_STEPS))),10000,1000))

# The parts of a step, of the rooms that a stack needs.
sim_parts = $(filter tcp/% wire/%,$(shell sed -e :a -e '/\\$$/N; s/\\\n//; ta' steps/$1/Makefile | sed -n 's/^PARTS = //p'))
sim_with  = $(patsubst tcp/%,-DWITH_%,$(filter tcp/%,$1))

.PHONY: sim
sim: $(B)/sim/sim $(B)/sim/peer.so $(SIM_STEPS:%=$(B)/sim/%.so)
	@tests/sim/sim.sh $(B)/sim/sim $(SIM_RUNS)

$(B)/sim/sim: tests/sim/sim.c tests/sim/side.h common/link/cable.c common/link/cable.h
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -O2 -o $@ tests/sim/sim.c common/link/cable.c -ldl

.SECONDEXPANSION:
$(SIM_STEPS:%=$(B)/sim/%.so): $(B)/sim/%.so: tests/sim/side.c tests/sim/side.h $$(wildcard steps/$$*-*/*.[ch] common/*/*.[ch])
	@mkdir -p $(@D)
	$(Q)$(CC) $(SIM_CFLAGS) -Isteps/$(notdir $(patsubst %/tcp.c,%,$(wildcard steps/$*-*/tcp.c))) \
		$(call sim_with,$(call sim_parts,$*-*)) -shared -o $@ $< $(wildcard steps/$*-*/tcp.c) \
		$(patsubst %,common/%.c,$(call sim_parts,$*-*))

$(B)/sim/peer.so: tests/sim/side.c tests/sim/side.h $(wildcard tests/sim/peer/*.[ch] steps/10-*/*.[ch] common/*/*.[ch])
	@mkdir -p $(@D)
	$(Q)$(CC) $(SIM_CFLAGS) -Itests/sim/peer $(call sim_with,$(call sim_parts,10-*) tcp/connect) -shared -o $@ \
		$< tests/sim/peer/tcp.c $(patsubst %,common/%.c,$(call sim_parts,10-*) tcp/connect)
