# Makefile: the handout of lab @N@. `make grade-@N@` says how far lab/@STEP@ is; `make step-N` builds
# a step; `make lab-N` makes the lab of an earlier one.

include steps/build.mk

STEPS := $(sort $(notdir $(patsubst %/,%,$(wildcard steps/[0-9][0-9]-*/))))
number   = $(firstword $(subst ., ,$1))
micro    = $(word 2,$(subst ., ,$1))
step_dir = $(filter $1-% 0$1-%,$(STEPS))
MACHINE := $(shell uname -m)

.PHONY: help clean lab-tools progress lab-check
help:
	@echo "make grade-@N@      how far lab/@STEP@ is"
	@echo "make hint-@N@       a hint for what comes next"
	@echo "make lab-check    what is wrong, if nothing works"
	@echo "make step-N       build step N; then: sudo ./run.sh; step @N@ is what you wrote"
	@echo "make lab-N        an earlier lab; then: make grade-N"
	@echo "The steps: $(STEPS)"

# The step of this lab is what you wrote: `./run.sh` runs it.
step-@N@:
	@$(MAKE) -s -C lab/@STEP@ CC="$(CC)"
	@mkdir -p $(B)/@STEP@ && cp lab/@STEP@/step $(B)/@STEP@/step && echo @N@ >build/last

step-%:
	$(if $(call micro,$*),$(if $(filter @STEP@,$(call step_dir,$(call number,$*))),@echo "$* cannot be built from a lab; what you have written so far is @N@: ./run.sh replay @N@ FILE" >&2; exit 2))
	$(if $(call step_dir,$(call number,$*)),,@echo "There is no step $*. The steps:" $(STEPS) >&2; exit 2)
	@$(MAKE) --no-print-directory -C steps/$(call step_dir,$(call number,$*)) M=$(call micro,$*)
	@mkdir -p build && echo $* >build/last

lab-%:
	@CC="$(CC)" tests/labs/lab.sh $*

grade-%: lab-tools
	@CC="$(CC)" tests/labs/grade.sh $(if $(JSON),--json) $*

hint-%: lab-tools
	@CC="$(CC)" T="$(T)" FN="$(FN)" tests/labs/hint.sh $*

progress:
	@tests/labs/progress.sh

lab-check:
	@CC="$(CC)" tests/labs/lab_check.sh || [ $$? = 1 ]

# What chapters name, and what takes more than this archive holds.
compare-% rescue-% viva-%:
	@echo "make $@ needs the reference, so it is in the whole repository only. Here: make hint-$*" >&2; exit 2

.PHONY: book steps test oracle bench bench-trial pictures check-book check-style check-trial
book steps test oracle bench bench-trial pictures check-book check-style check-trial:
	@echo "make $@ is in the whole repository only." >&2; exit 2

# The simulator comes as a program, for its peer is a TCP that you have yet to write.
lab-tools:
	@[ -d tests/sim/$(MACHINE) ] || { echo "This archive was made for $$(ls tests/sim | grep -v side), and this machine is $(MACHINE): ask for one of its own." >&2; exit 2; }
	@mkdir -p build/sim && cp -u tests/sim/$(MACHINE)/* build/sim/

clean:
	rm -rf build

-include tests/tools/tools.mk
