# fuzz.mk: `make fuzz` throws FUZZ_RUNS mutated inputs at each tests/fuzz/fuzz_*.c,
# under libFuzzer, ASan and UBSan; `make fuzz-short` a bounded part of them, for
# CI. Needs clang and its runtime (Debian: clang libclang-rt-14-dev). What is
# found lies in $(B)/fuzz/; to see it again: $(B)/fuzz/fuzz_packet FILE.

FUZZ      := $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
FUZZ_RUNS ?= 10000000
FUZZ_CC   ?= clang
FUZZ_SEED ?= 1
TESTS     += fuzz-short

FUZZ_CFLAGS = -std=c11 -D_GNU_SOURCE -O1 -g -Wall -Wextra -Wpedantic -Wshadow -Werror -Icommon -MMD -MP \
              -fno-sanitize-recover=all -fsanitize=address,undefined

# The parts of every step, and for fuzz_tcp the last step's TCP as well.
FUZZ_ROOT  := $(lastword $(sort $(wildcard steps/*/tcp.c)))
FUZZ_PARTS := $(patsubst common/%.c,$(B)/fuzz/common/%.o,$(filter-out %/endpoint.c,\
              $(sort $(wildcard common/link/*.c common/console/*.c common/wire/*.c))))
FUZZ_TCP   := $(patsubst common/%.c,$(B)/fuzz/common/%.o,$(filter-out %/connect.c,$(sort $(wildcard common/tcp/*.c common/app/*.c))))

.PHONY: fuzz fuzz-short
fuzz: $(FUZZ:%=$(B)/fuzz/%)
	@FUZZ_SEED=$(FUZZ_SEED) tests/fuzz/fuzz.sh $(B)/fuzz $(FUZZ_RUNS) $(FUZZ)

fuzz-short:
	@+$(MAKE) --no-print-directory fuzz FUZZ_RUNS=200000

$(B)/fuzz/fuzz_%: tests/fuzz/fuzz_%.c $(FUZZ_PARTS)
	@echo '  $(FUZZ_CC)  $(patsubst $(TOP)/%,%,$@)'
	@$(FUZZ_CC) $(FUZZ_CFLAGS) -fsanitize=fuzzer -o $@ $(filter %.c %.o,$^)

$(B)/fuzz/fuzz_tcp: $(FUZZ_TCP) $(FUZZ_ROOT)
$(B)/fuzz/fuzz_tcp $(FUZZ_TCP): FUZZ_CFLAGS += -I$(dir $(FUZZ_ROOT))

$(B)/fuzz/common/%.o: common/%.c
	@mkdir -p $(@D)
	@$(FUZZ_CC) $(FUZZ_CFLAGS) -fsanitize=fuzzer-no-link -c -o $@ $<

.SECONDARY: $(FUZZ_PARTS) $(FUZZ_TCP)
-include $(wildcard $(B)/fuzz/*.d $(B)/fuzz/common/*/*.d)
