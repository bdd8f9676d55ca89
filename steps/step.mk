# step.mk: one step is its main.c and the parts named in PARTS, which are those
# of the steps before it and its own. Micro-step M of it is the same program
# without the lines that carry a later label: the folder it is built in holds
# all its sources as they stood then, to read and to compare.

include ../build.mk

STEP    := $(notdir $(CURDIR))
LABEL   := $(firstword $(subst -, ,$(STEP)))
OUT     := $(B)/$(STEP)$(M:%=.%)
ROOT    := $(wildcard tcp.c)
SOURCES := main.c $(ROOT) $(PARTS:%=common/%.c)

# The rooms tcp and app see the step's own tcb.h, so they are compiled for each step.
OWN     := $(filter tcp/% app/%,$(PARTS))

ifeq ($(M),)
OBJECTS := $(OUT)/main.o $(ROOT:%.c=$(OUT)/%.o) $(OWN:%=$(OUT)/common/%.o) $(patsubst %,$(B)/common/%.o,$(filter-out $(OWN),$(PARTS)))
INCLUDE += -I.
else
OBJECTS := $(addprefix $(OUT)/,$(SOURCES:.c=.o))
INCLUDE  = -I$(OUT)/common -I$(OUT)
HEADERS := $(patsubst $(TOP)/%,$(OUT)/%,$(wildcard $(TOP)/common/*/*.h)) $(patsubst %,$(OUT)/%,$(wildcard *.h))
LAST    := $(lastword $(sort $(shell sed -n 's:.*/[*] $(LABEL)[.]\([0-9]\) [*]/$$:\1:p' *.[ch] $(PARTS:%=$(TOP)/common/%.c))))
ifeq ($(filter $(M),$(wordlist 1,$(LAST),1 2 3 4 5 6 7 8 9)),)
$(error step $(LABEL) has the micro-steps $(LABEL).1 to $(LABEL).$(LAST))
endif
CUT      = @mkdir -p $(@D) && awk -v step=$(LABEL) -v last=$(M) -f $(TOP)/tests/tools/micro.awk $< >$@
endif

$(OUT)/step: $(OBJECTS)
	$(Q)$(CC) $(LDFLAGS) $(SANITIZE) -o $@ $^

ifeq ($(M),)
$(OUT)/%.o: %.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(OUT)/common/%.o: $(TOP)/common/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<
else
# Make's own rule for %.o would win over ours, whose headers are made on the way.
%.o: %.c
$(OUT)/%.c: $(TOP)/%.c ; $(CUT)
$(OUT)/%.c: %.c        ; $(CUT)
$(OUT)/%.h: %.h        ; $(CUT)
$(OUT)/%.h: $(TOP)/%.h ; $(CUT)
$(OUT)/%.o: $(OUT)/%.c $(HEADERS)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<
.SECONDARY:
endif

-include $(OBJECTS:.o=.d)
