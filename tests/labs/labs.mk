# labs.mk: the labs. `make lab-5` makes lab/05-handshake, a step without what the student writes;
# with MINE=1 the parts of earlier labs are the student's own. `make grade-5` says how far it is;
# JSON=1 says it as JSON. `make check-labs` holds the labs against the reference, and the grader
# against programs that do harm.

LABS  := $(sort $(patsubst tests/labs/%.cut,%,$(wildcard tests/labs/[0-9][0-9].cut)))
TESTS += check-labs

.PHONY: check-labs lab-tools
lab-%: $(if $(MINE),lab-tools)
	@CC="$(CC)" MINE="$(MINE)" tests/labs/lab.sh $*

grade-%: lab-tools
	@CC="$(CC)" tests/labs/grade.sh $(if $(JSON),--json) $*

lab-tools: $(B)/sim/sim $(B)/sim/peer.so

check-labs: lab-tools
	@tests/labs/check.sh $(LABS)

# For the teacher: five questions to a student about the capture and the functions of a submission.
# SUBMISSION=DIR, or the lab's own folder; CAPTURE=FILE, SEED=N and KEY=1 as in viva.sh.
viva-%: lab-tools $(B)/tools/cable
	@CC="$(CC)" CAPTURE="$(CAPTURE)" SEED="$(SEED)" KEY="$(KEY)" B="$(B)" tests/labs/viva.sh $* "$(SUBMISSION)"

.PHONY: check-viva
check-viva: lab-tools $(B)/tools/cable
	@tests/labs/teaching_test.sh
	@B="$(B)" tests/labs/viva_test.sh

check-labs: check-viva
