# slow.sh: asks for a page, has a small receive buffer, and reads half a second later (run.sh exec 8 -- bash FILE).
sysctl -qw net.ipv4.tcp_rmem="4096 8192 8192"
exec 3<>/dev/tcp/"$STEP"/80
printf 'GET /20000 HTTP/1.0\r\n\r\n' >&3
sleep 0.5
wc -c <&3
