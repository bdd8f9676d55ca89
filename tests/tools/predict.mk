# predict.mk: the questions of ./run.sh predict: all of them can be answered,
# by what tshark reads in the captures.
.PHONY: check-predict
check-predict: steps
	@tests/tools/predict_test.sh

TESTS += check-predict
