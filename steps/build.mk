# build.mk: the compiler's flags, and how a part of common/ becomes an object.
# make CC=clang B=build/clang ...   another compiler, in a folder of its own
# make SAN=1 B=build/san ...        with AddressSanitizer and UBSan

MAKEFLAGS  += --no-builtin-rules

TOP        := $(abspath $(dir $(lastword $(MAKEFILE_LIST)))..)
B          ?= $(TOP)/build$(if $(SAN),/san)
override B := $(if $(filter /%,$(B)),$(B),$(TOP)/$(B))
export B

CC         ?= cc
OPT        ?= -O2
comma      := ,
SANITIZE   := $(if $(SAN),-fsanitize=address$(comma)undefined -fno-sanitize-recover=all)
CFLAGS     ?= -std=c11 -D_GNU_SOURCE $(OPT) -g -Wall -Wextra -Wpedantic -Wshadow -Werror
INCLUDE     = -I$(TOP)/common
ALL_CFLAGS  = $(CFLAGS) $(SANITIZE) $(INCLUDE) -MMD -MP

# What is done is said in one line; make V=1 shows the command, make -s nothing.
SILENT     := $(findstring s,$(firstword -$(MAKEFLAGS)))
Q           = $(if $(V),,@$(if $(SILENT),,echo '  $(CC)  $(patsubst $(TOP)/%,%,$(abspath $@))' &&) )

$(B)/common/%.o: $(TOP)/common/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<
