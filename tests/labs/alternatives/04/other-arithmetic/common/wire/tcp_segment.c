/* tcp_segment.c: the same by other arithmetic. */
static uint16_t tcp_checksum(uint32_t src, uint32_t dst, const uint8_t *p, size_t n)
{
	uint32_t sum = checksum_add(0, p, n);

	sum += checksum_pseudo(src, dst, IPV4_TCP, n);
	return checksum_finish(sum);
}

static size_t header_length(const uint8_t *p)
{
	return (p[12] & 0xf0) / 4u;
}

static bool length_fits(uint8_t kind, uint8_t len)
{
	static const uint8_t fixed[] = { [2] = 4, [3] = 3, [4] = 2, [8] = 10 };

	if (kind == OPT_SACK)
		return len >= 10 && (len - 2) % 8 == 0;
	return kind >= sizeof fixed || fixed[kind] == 0 || fixed[kind] == len;
}

bool tcp_option_next(const struct seg *s, size_t *at, struct tcp_option *o)
{
	const uint8_t *p = s->options + *at, *end = s->options + s->options_len;

	if (*at >= s->options_len)
		return false;
	memset(o, 0, sizeof *o);
	o->kind = *p;
	if (*p == OPT_EOL || *p == OPT_NOP) {
		o->len = 1;
		*at = *p == OPT_EOL ? s->options_len : *at + 1;
		return true;
	}
	if (end - p >= 2)
		o->len = p[1];
	if (o->len < 2 || o->len > end - p) {
		o->bad = true;
		*at = s->options_len;
		return true;
	}
	*at += o->len;
	if (length_fits(o->kind, o->len))
		o->data = p + 2;
	else
		o->bad = true;
	return true;
}
