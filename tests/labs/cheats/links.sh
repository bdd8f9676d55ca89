# Hands in links to where the reference is.
# pays 0, empty
rm -rf tcp.c common
mkdir -p common/tcp
ln -s "$top/steps/05-handshake/tcp.c" tcp.c
for f in check.c open.c send.c table.c seq.h; do ln -s "$top/common/tcp/$f" common/tcp/$f; done
