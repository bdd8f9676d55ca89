# tools.mk: what run.sh and the tests use beside the steps.
# make tools    builds $(B)/tools/cable

CABLE := $(patsubst tests/tools/%.c,$(B)/tools/%.o,$(wildcard tests/tools/cable*.c)) \
         $(patsubst %,$(B)/common/link/%.o,cable capture capture_blocks capture_record tun)

.PHONY: tools
tools: $(B)/tools/cable

$(B)/tools/cable: $(CABLE)
	$(Q)$(CC) $(LDFLAGS) $(SANITIZE) -o $@ $^

$(B)/tools/%.o: tests/tools/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

-include $(CABLE:.o=.d)
