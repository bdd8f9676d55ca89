# trial.mk: `make check-trial` carries the last step's TCP on to where steps 11
# and 13 will take it: sockets, large buffers, a virtio-net header. It needs a
# TUN device. `make bench-trial` measures the header against the plain path.

TESTS += check-trial

# The last step's root and tcb.h with what its sockets and buffers need.
TRIAL       := $(B)/trial
TRIAL_PEER  := $(TRIAL)/tests/sim/peer
TRIAL_TCB   := $(TRIAL)/steps/10-options/tcb.h
TRIAL_COPIES = $(TRIAL_TCB) $(TRIAL)/steps/10-options/tcp.c $(addprefix $(TRIAL_PEER)/,peer.h tcb.h tcp.c)
TRIAL_PARTS  = $(filter-out tcp/table,$(call sim_parts,10-*)) tcp/connect
TRIAL_OWN    = tests/trial/root.c tests/trial/sock.c tests/trial/table.c
TRIAL_FLAGS  = $(ALL_CFLAGS) -I$(TRIAL_PEER) -I$(TRIAL)/tests/sim -Itests/trial
TRIAL_CODE   = $(TRIAL_OWN) $(patsubst %,common/%.c,$(filter-out wire/tcp_segment,$(TRIAL_PARTS)))
TRIAL_NEEDS  = $(TRIAL_COPIES) $(wildcard tests/trial/*.[ch] common/*/*.[ch])

.PHONY: check-trial bench-trial
check-trial: $(TRIAL)/trial $(TRIAL)/test_sock $(B)/bench/client
	@failed=0; $(TRIAL)/test_sock || failed=1; tests/trial/trial.sh $(TRIAL)/trial $(B)/bench/client || failed=1; exit $$failed

bench-trial: $(TRIAL)/trial $(B)/bench/client
	@tests/trial/bench.sh $(TRIAL)/trial $(B)/bench/client

$(TRIAL)/trial: tests/trial/trial.c tests/trial/device.c $(TRIAL)/tcp_segment.o $(TRIAL_NEEDS)
	$(Q)$(CC) $(LDFLAGS) $(TRIAL_FLAGS) -o $@ $(filter-out %.h,$(wordlist 1,3,$^)) $(TRIAL_CODE)

$(TRIAL)/test_sock: tests/trial/test_sock.c $(TRIAL_NEEDS)
	$(Q)$(CC) $(LDFLAGS) $(TRIAL_FLAGS) -o $@ $< $(TRIAL_CODE) common/wire/tcp_segment.c $(shell pkg-config --libs check)

# The device may know better how to sum up, and when not to.
$(TRIAL)/tcp_segment.o: common/wire/tcp_segment.c $(wildcard common/wire/*.h)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -Dchecksum_add=trial_checksum_add -c -o $@ $<

$(TRIAL_TCB): steps/10-options/tcb.h
	@mkdir -p $(@D)
	@sed -e 's/CONNECTIONS = [0-9]*, BUFFER_MAX = [0-9]*/CONNECTIONS = 64, BUFFER_MAX = 4194304/' \
		-e 's/bool answered;/bool answered, kept;/' $< >$@
	@grep -q 'BUFFER_MAX = 4194304' $@ && grep -q 'answered, kept' $@ || { rm $@; echo "$< has changed" >&2; false; }

$(TRIAL)/%: %
	@mkdir -p $(@D)
	@cp $< $@
