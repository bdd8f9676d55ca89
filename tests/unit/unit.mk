# unit.mk: `make unit` runs one program a test_*.c here, on Check: no root, no
# network. `make valgrind` runs the same, and a replay, under valgrind.
# `make mutants` breaks common/wire line by line and asks who notices.

UNIT  := $(patsubst tests/unit/%.c,%,$(sort $(wildcard tests/unit/test_*.c)))
TESTS += unit

# A test gets every part; those that ask who is answered get the steps as well,
# whose main is another name there.
UNIT_PARTS := $(patsubst common/%.c,$(B)/common/%.o,$(sort $(filter-out common/tcp/% common/app/% common/link/endpoint.c,$(wildcard common/*/*.c))))
UNIT_STEPS := 03-icmp-echo 04-syn-parse

# The tests of TCP, in tcp/, are built once for every step that has a tcp.c, with
# its parts and without its main: build/unit/tcp/05-handshake/test_close.
TCP_STEPS := $(patsubst steps/%/tcp.c,%,$(sort $(wildcard steps/*/tcp.c)))
TCP_TESTS := $(filter-out test_connect,$(patsubst tests/unit/tcp/%.c,%,$(sort $(wildcard tests/unit/tcp/test_*.c))))

# The simulator's peer is one root more: the last step's, which can open connections.
LAST_STEP := $(lastword $(TCP_STEPS))
PEER_ROOM := $(B)/unit/tcp/peer
TCP_UNIT  := $(foreach s,$(TCP_STEPS),$(TCP_TESTS:%=$(B)/unit/tcp/$s/%)) $(PEER_ROOM)/test_connect

.PHONY: unit valgrind mutants
unit: $(UNIT:%=$(B)/unit/%) $(TCP_UNIT)
	@failed=0; for t in $^; do $$t || failed=1; done; exit $$failed

VALGRIND = valgrind --quiet --error-exitcode=9 --leak-check=full --show-leak-kinds=definite,possible

valgrind: $(UNIT:%=$(B)/unit/%) $(TCP_UNIT) steps
	@passed=0; failed=0; export CK_FORK=no; \
	run() { $(VALGRIND) "$$@" && passed=$$((passed + 1)) || failed=$$((failed + 1)); }; \
	for t in $(UNIT:%=$(B)/unit/%) $(TCP_UNIT); do run $$t; done; \
	for s in $(UNIT_STEPS); do run $(B)/$$s/step -v -x -w $(B)/unit/replay.pcapng tests/fuzz/corpus/capture/real.pcap >$(B)/unit/replay.txt; done; \
	echo "$$passed passed, $$failed failed"; [ $$failed = 0 ]

mutants:
	@B=$(B) CC=$(CC) tests/tools/mutants.sh

$(B)/unit/test_%: $(B)/unit/test_%.o $(B)/unit/unit.o $(UNIT_PARTS)
	$(Q)$(CC) $(LDFLAGS) $(SANITIZE) -o $@ $^ $(shell pkg-config --libs check)

$(B)/unit/test_answer $(B)/unit/test_host: $(UNIT_STEPS:%=$(B)/unit/step-%.o)
$(B)/unit/test_step01: $(B)/unit/step-01-tun-read.o
$(B)/unit/test_step02: $(B)/unit/step-02-ipv4-parse.o
$(B)/unit/test_step04: $(B)/unit/step-04-syn-parse.o

# Plays the stack itself.
$(B)/unit/test_endpoint: $(B)/common/link/endpoint.o

$(B)/unit/%.o: tests/unit/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(B)/unit/step-%.o: steps/%/main.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $< && objcopy --redefine-sym main=step_$(subst -,_,$*) $@

# $(call parts_of,STEP,ROOMS): the objects of its PARTS in these rooms, or in all others.
list_of  = $(shell sed -e ':a' -e '/\\$$/{N;s/\\\n//;ta' -e '}' steps/$1/Makefile | sed -n 's/^PARTS *[:+]*= *//p')
tcp_objects = $(B)/$1/tcp.o $(patsubst %,$(B)/$1/common/%.o,$(filter tcp/% app/%,$2)) $(patsubst %,$(B)/common/%.o,$(filter wire/%,$2))

define tcp_unit_rules
$(TCP_TESTS:%=$(B)/unit/tcp/$1/%): $(B)/unit/tcp/$1/%: $(B)/unit/tcp/$1/%.o $(B)/unit/tcp/$1/tcp_fixture.o $(B)/unit/unit.o
	$$(Q)$$(CC) $$(LDFLAGS) $$(SANITIZE) -o $$@ $$(filter %.o,$$^) $(call tcp_objects,$1,$(call list_of,$1)) $$(shell pkg-config --libs check)

$(B)/unit/tcp/$1/%.o: tests/unit/tcp/%.c
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(ALL_CFLAGS) -Isteps/$1 -Itests/unit -DSTEP=$(patsubst 0%,%,$(firstword $(subst -, ,$1))) -c -o $$@ $$<

$(B)/unit/tcp/$1/%.o: tests/unit/%.c
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(ALL_CFLAGS) -Isteps/$1 -Itests/unit -DSTEP=$(patsubst 0%,%,$(firstword $(subst -, ,$1))) -c -o $$@ $$<
endef
$(foreach s,$(TCP_STEPS),$(eval $(call tcp_unit_rules,$s)))

PEER_PARTS := $(filter tcp/% app/%,$(call list_of,$(LAST_STEP))) tcp/connect

define peer_cc
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -Itests/sim/peer -Itests/unit -DSTEP=$(patsubst 0%,%,$(firstword $(subst -, ,$(LAST_STEP)))) -DCONNECTS -c -o $@ $<
endef
$(PEER_ROOM)/root.o: tests/sim/peer/tcp.c ; $(peer_cc)
$(PEER_ROOM)/%.o: tests/unit/tcp/%.c      ; $(peer_cc)
$(PEER_ROOM)/%.o: tests/unit/%.c          ; $(peer_cc)
$(PEER_ROOM)/common/%.o: common/%.c       ; $(peer_cc)

$(PEER_ROOM)/test_connect: $(PEER_ROOM)/test_connect.o $(PEER_ROOM)/tcp_fixture.o $(PEER_ROOM)/root.o $(B)/unit/unit.o \
		$(PEER_PARTS:%=$(PEER_ROOM)/common/%.o) $(patsubst %,$(B)/common/%.o,$(filter wire/%,$(call list_of,$(LAST_STEP))))
	$(Q)$(CC) $(LDFLAGS) $(SANITIZE) -o $@ $(filter %.o,$^) $(shell pkg-config --libs check)

# What the steps are made of may have changed.
$(TCP_UNIT): steps

.SECONDARY: $(TCP_UNIT:%=%.o) $(TCP_STEPS:%=$(B)/unit/tcp/%/tcp_fixture.o)
.SECONDARY: $(PEER_PARTS:%=$(PEER_ROOM)/common/%.o) $(PEER_ROOM)/test_connect.o $(PEER_ROOM)/tcp_fixture.o
.SECONDARY: $(UNIT_PARTS) $(B)/unit/unit.o $(UNIT:%=$(B)/unit/%.o)
-include $(wildcard $(B)/unit/*.d $(B)/unit/tcp/*/*.d $(B)/unit/tcp/peer/common/*/*.d $(B)/common/*/*.d)
