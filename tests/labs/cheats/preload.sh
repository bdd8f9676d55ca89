# Starts the tests anew with a library of its own before the others.
# pays 0, graded, it calls setenv
put tcp_input tcp.c 'setenv("LD_PRELOAD", "/lab/obj/tcp.o", 1); execl("./run", "run", (char *)NULL);'
