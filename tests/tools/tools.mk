# tools.mk: what run.sh and the tests use beside the steps.
# make tools    builds $(B)/tools/cable

CABLE := $(patsubst tests/tools/%.c,$(B)/tools/%.o,$(wildcard tests/tools/cable*.c)) \
         $(B)/common/link/cable.o $(B)/common/link/capture.o $(B)/common/link/tun.o

.PHONY: tools
tools: $(B)/tools/cable

$(B)/tools/cable: $(CABLE)
	$(Q)$(CC) $(LDFLAGS) $(SANITIZE) -o $@ $^

$(B)/tools/%.o: tests/tools/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

-include $(CABLE:.o=.d)
