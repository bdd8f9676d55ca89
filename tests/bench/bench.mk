# bench.mk: speed, as ratios measured side by side in one run. No test depends
# on it.  make bench   the last step beside the bare responder (ROUNDS=5)

LAST_STEP := $(lastword $(STEPS))

.PHONY: bench
bench: $(B)/bench/bare $(B)/bench/client
	@$(MAKE) --no-print-directory -s -C steps/$(LAST_STEP)
	@tests/bench/bench.sh $(B)/bench/bare $(B)/bench/client $(B)/$(LAST_STEP)/step

$(B)/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -O3 -o $@ $<
