# Reads the tests' source and the peer, and calls what it finds there.
# pays 0, graded, it calls
put tcp_input tcp.c "void *p = dlopen(\"./peer.so\", RTLD_NOW); FILE *f = fopen(\"$top/tests/unit/tcp/test_handshake.c\", \"r\"); if (f && p) ((void (*)(void))dlsym(p, \"side\"))();"
sed -i '1a #include <dlfcn.h>' tcp.c
