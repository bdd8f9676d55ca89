# From the reference: 10 GB of memory, recursion without end, output without end, a loop. Costs these functions alone.
# from reference
# pays 50, stopped, it printed more than a test may
put oldest_half_open common/tcp/table.c 'static char *volatile p; p = malloc(10000000000); memset(p, 1, 10000000000);'
put tcp_mss_offered common/tcp/open.c 'if (s->options_len > 8) { volatile char a[4096]; a[0] = 1; return (uint16_t)(tcp_mss_offered(s) + a[0]); }'
put tcp_repeated_syn common/tcp/open.c 'if ((s->flags & RST) && (s->flags & SYN)) for (;;) puts("again and again and again");'
put tcp_check_rst common/tcp/check.c 'if (s->flags & SYN) for (volatile int on = 1; on;) { }'
