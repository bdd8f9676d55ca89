# Makefile: `make` alone says what can be made. How a step is built is in
# steps/step.mk; each tier of tests has its own short file under tests/.

include steps/build.mk

STEPS := $(sort $(notdir $(patsubst %/,%,$(wildcard steps/[0-9][0-9]-*/))))

# make step-3, step-03, step-3.2: $(call step_dir,3.2) is 03-icmp-echo.
number   = $(firstword $(subst ., ,$1))
micro    = $(word 2,$(subst ., ,$1))
step_dir = $(filter $1-% 0$1-%,$(STEPS))

.PHONY: help steps test clean
help:
	@echo "make step-N       build step N; then: sudo ./run.sh"
	@echo "make step-N.M     build step N as it stands after its micro-step M"
	@echo "make steps        build every step"
	@echo "make lab-N        step N without what you write, in lab/; then: make grade-N"
	@echo "make hint-N       where to look next; compare-N, rescue-N: beside the reference; progress: all labs"
	@echo "make lab-check    is it the machine, or the code?"
	@echo "For a teacher (tests/labs/README.md):"
	@echo "make handout-N    an archive of lab N for the students, without its answers"
	@echo "make grade        SUBMISSION=DIR LAB=N: marks one; make grade-all DIR=DIR LAB=N: each folder in DIR"
	@echo "make viva-N       SUBMISSION=DIR: five questions about it, and their key"
	@echo "Of the repository:"
	@echo "make book         the chapters as a site: build/book/index.html"
	@echo "make test         all tests: $(TESTS)"
	@echo "make clean        remove what was built"
	@echo "The steps: $(STEPS)"

step-%:
	$(if $(call step_dir,$(call number,$*)),,@echo "There is no step $*. The steps:" $(STEPS) >&2; exit 2)
	@$(MAKE) --no-print-directory -C steps/$(call step_dir,$(call number,$*)) M=$(call micro,$*)
	@mkdir -p build && echo $* >build/last

steps:
	@set -e; for s in $(STEPS); do $(MAKE) --no-print-directory -C steps/$$s; done

clean:
	rm -rf build

include $(wildcard tests/*/*.mk)
