# build.mk: the compiler's flags, and how a part of common/ becomes an object.
# make CC=clang B=build/clang ...   another compiler, in a folder of its own
# make SAN=1 B=build/san ...        with AddressSanitizer and UBSan

TOP        := $(abspath $(dir $(lastword $(MAKEFILE_LIST)))..)
B          ?= $(TOP)/build
override B := $(abspath $(B))
export B

CC         ?= cc
OPT        ?= -O2
SANITIZE   := $(if $(SAN),-fsanitize=address$(,)undefined -fno-sanitize-recover=all)
CFLAGS     ?= -std=c11 -D_GNU_SOURCE $(OPT) -g -Wall -Wextra -Wpedantic -Wshadow -Werror
ALL_CFLAGS  = $(CFLAGS) $(SANITIZE) -I$(TOP)/common -MMD -MP

$(B)/common/%.o: $(TOP)/common/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<
