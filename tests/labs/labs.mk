# labs.mk: the labs. `make lab-5` makes lab/05-handshake, a step without what the student writes;
# with MINE=1 the parts of earlier labs are the student's own. `make grade-5` says how far it is;
# JSON=1 says it as JSON. `make check-labs` holds the labs against the reference, and the grader
# against programs that do harm, and the order of the points against the order of the work.

LABS  := $(sort $(patsubst tests/labs/%.cut,%,$(wildcard tests/labs/[0-9][0-9].cut)))
TESTS += check-labs check-bugs check-student check-viva check-teacher

.PHONY: check-labs check-bugs check-student check-viva check-teacher lab-tools lab-check progress
lab-%: $(if $(MINE),lab-tools)
	@CC="$(CC)" MINE="$(MINE)" tests/labs/lab.sh $*

grade-%: lab-tools
	@CC="$(CC)" tests/labs/grade.sh $(if $(JSON),--json) $*

lab-tools: $(B)/sim/sim $(B)/sim/peer.so

check-labs: lab-tools
	@tests/labs/check.sh $(LABS)
	@tests/labs/partial.sh $(filter-out 01 02 03 04,$(LABS))

# Real mistakes are caught by the tests meant for them; other correct solutions have all points.
check-bugs: lab-tools
	@tests/labs/bugs.sh
	@tests/labs/alternatives.sh

check-student: lab-tools $(B)/sim/05.so $(B)/sim/07.so
	@tests/labs/student_test.sh $(LABS)

# For the student: three tiers of hints, the trace beside the reference's, the difference in code,
# what is wrong with the machine, and where one stands.
hint-%: lab-tools
	@CC="$(CC)" T="$(T)" FN="$(FN)" tests/labs/hint.sh $*

compare-%: lab-tools
	@$(foreach s,$(filter $* 0$*,$(SIM_STEPS)),$(MAKE) -s --no-print-directory $(B)/sim/$s.so &&) \
		SEED="$(SEED)" COLUMNS="$(COLUMNS)" CC="$(CC)" tests/labs/compare.sh $* || [ $$? = 1 ]

rescue-%: lab-tools
	@CC="$(CC)" FN="$(FN)" YES="$(YES)" tests/labs/rescue.sh $* || [ $$? = 1 ]

progress:
	@tests/labs/progress.sh

lab-check:
	@CC="$(CC)" tests/labs/lab_check.sh || [ $$? = 1 ]

# For the teacher: five questions to a student about the capture and the functions of a submission.
# SUBMISSION=DIR, or the lab's own folder; CAPTURE=FILE, SEED=N and KEY=1 as in viva.sh.
viva-%: lab-tools $(B)/tools/cable
	@CC="$(CC)" CAPTURE="$(CAPTURE)" SEED="$(SEED)" KEY="$(KEY)" B="$(B)" tests/labs/viva.sh $* "$(SUBMISSION)"

check-viva: lab-tools $(B)/tools/cable
	@tests/labs/teaching_test.sh
	@B="$(B)" tests/labs/viva_test.sh

# For the teacher, see README.md here: the archive for the students; marking one submission, and all.
.PHONY: grade grade-all check-teacher
handout-%:
	@tests/labs/handout.sh $*

grade: lab-tools
	@CC="$(CC)" OUT="$(OUT)" tests/labs/submission.sh "$(SUBMISSION)" $(LAB)

grade-all: lab-tools
	@CC="$(CC)" OUT="$(OUT)" tests/labs/grade_all.sh "$(DIR)" $(LAB)

check-teacher: lab-tools
	@tests/labs/teacher_test.sh
