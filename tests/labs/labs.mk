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
	@tests/labs/teacher_test.sh; s=$$?; tests/labs/check.sh $(LABS) && exit $$s

# For the teacher, see README.md here: the archive for the students; marking one submission, and all.
.PHONY: grade grade-all
handout-%:
	@tests/labs/handout.sh $*

grade: lab-tools
	@CC="$(CC)" OUT="$(OUT)" tests/labs/submission.sh "$(SUBMISSION)" $(LAB)

grade-all: lab-tools
	@CC="$(CC)" OUT="$(OUT)" tests/labs/grade_all.sh "$(DIR)" $(LAB)
