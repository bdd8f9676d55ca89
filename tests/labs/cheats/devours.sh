# The compiler shall read without end.
# pays 0, does not build
echo '#include "/dev/zero"' >>tcp.c
