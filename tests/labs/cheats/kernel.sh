# Asks the kernel without the C library.
# pays 0, does not build, the kernel by itself
case $(uname -m) in
x86_64) put tcp_input tcp.c 'long r; __asm__ volatile("syscall" : "=a"(r) : "a"(231), "D"(0) : "rcx", "r11", "memory");' ;;
*)      put tcp_input tcp.c '__asm__ volatile("svc #0");' ;;
esac
