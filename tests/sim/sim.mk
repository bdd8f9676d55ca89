# sim.mk: `make sim` joins each step that has a TCP with a peer over a simulated
# bad cable, in virtual time: no root, no network. The peer is the last step's
# root, which here can open connections; in the last row two peers open one at once.
# `make sim-broken` breaks a step here and there: the simulator has to notice.
# `make sim-figures` measures what congestion control and options bring.

SIM_ROOTS := $(notdir $(patsubst %/tcp.c,%,$(sort $(wildcard steps/[0-9][0-9]-*/tcp.c))))
SIM_STEPS := $(foreach s,$(SIM_ROOTS),$(firstword $(subst -, ,$s)))
TESTS     += sim sim-figures sim-broken

SIM_CFLAGS = $(ALL_CFLAGS) -O2 -fPIC -fvisibility=hidden -Itests/sim
SIM_RUNS   = $(foreach s,$(SIM_STEPS),$s:$(if $(filter $s,$(lastword $(SIM_STEPS))),10000,1000)) peer:1000
SIM_FIGURES = 08 09 10
SIM_FILES  = $(wildcard tests/sim/*.c tests/sim/*.h)

# Put in place whole: several tiers that run at once may make the same file.
whole = $(Q)$(CC) $1 -o $@.$$$$ && mv $@.$$$$ $@

# The parts of a step, of the rooms that a stack needs.
sim_parts = $(filter tcp/% wire/%,$(shell sed -e :a -e '/\\$$/N; s/\\\n//; ta' steps/$1/Makefile | sed -n 's/^PARTS = //p'))
sim_with  = $(patsubst tcp/%,-DWITH_%,$(filter tcp/%,$1))

.PHONY: sim sim-figures sim-broken
sim: $(B)/sim/sim $(B)/sim/peer.so $(SIM_STEPS:%=$(B)/sim/%.so)
	@tests/sim/sim.sh $(B)/sim/sim $(SIM_RUNS)

sim-figures: $(B)/sim/sim $(B)/sim/peer.so $(SIM_FIGURES:%=$(B)/sim/%.so)
	@tests/sim/figures.sh $(B)/sim/sim $(SIM_FIGURES)

sim-broken: $(B)/sim/sim $(B)/sim/peer.so
	@MAKE="$(MAKE)" tests/sim/broken.sh $(abspath $(B))/sim/sim

$(B)/sim/sim: $(SIM_FILES) common/link/cable.c common/link/cable.h
	@mkdir -p $(@D)
	$(call whole,$(ALL_CFLAGS) -O2 $(filter-out tests/sim/side.c,$(filter %.c,$^)) -ldl)

.SECONDEXPANSION:
$(SIM_STEPS:%=$(B)/sim/%.so): $(B)/sim/%.so: tests/sim/side.c tests/sim/side.h $$(wildcard steps/$$*-*/*.[ch] common/*/*.[ch])
	@mkdir -p $(@D)
	$(call whole,$(SIM_CFLAGS) -Isteps/$(notdir $(patsubst %/tcp.c,%,$(wildcard steps/$*-*/tcp.c))) \
		$(call sim_with,$(call sim_parts,$*-*)) -shared $< $(wildcard steps/$*-*/tcp.c) \
		$(patsubst %,common/%.c,$(call sim_parts,$*-*)))

$(B)/sim/peer.so: tests/sim/side.c tests/sim/side.h $(wildcard tests/sim/peer/*.[ch] steps/10-*/*.[ch] common/*/*.[ch])
	@mkdir -p $(@D)
	$(call whole,$(SIM_CFLAGS) -Itests/sim/peer $(call sim_with,$(call sim_parts,10-*) tcp/connect) -shared \
		$< tests/sim/peer/tcp.c $(patsubst %,common/%.c,$(call sim_parts,10-*) tcp/connect))
