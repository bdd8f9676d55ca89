# tools.mk: what run.sh and the tests use beside the steps.
# make tools    builds $(B)/tools/cable and $(B)/tools/raw

CABLE := $(patsubst tests/tools/%.c,$(B)/tools/%.o,$(wildcard tests/tools/cable*.c)) \
         $(patsubst %,$(B)/common/link/%.o,cable capture capture_blocks capture_record tun)
RAW := $(B)/tools/raw.o $(B)/tools/cable_step.o $(B)/common/wire/checksum.o

.PHONY: tools
tools: $(B)/tools/cable $(B)/tools/raw

$(B)/tools/raw: $(RAW)
	$(Q)$(CC) $(LDFLAGS) $(SANITIZE) -o $@ $^

$(B)/tools/cable: $(CABLE)
	$(Q)$(CC) $(LDFLAGS) $(SANITIZE) -o $@ $^

$(B)/tools/%.o: tests/tools/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

-include $(CABLE:.o=.d) $(RAW:.o=.d)
