# Takes the reference in by its place on the disk.
# pays 0, does not build, No such file
for f in check open send table; do echo "#include \"$top/common/tcp/$f.c\"" >common/tcp/$f.c; done
echo "#include \"../../steps/05-handshake/tcp.c\"" >tcp.c
