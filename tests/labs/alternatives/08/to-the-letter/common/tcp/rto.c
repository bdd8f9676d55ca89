/* rto.c: sums in the form of RFC 6298, 2.3, halves rounded up; and 5.7: "re-initialized to 3 seconds". */

void tcp_rto_back_off(struct tcb *t)
{
	set_rto(t, t->rto.rto << 1);
}

void tcp_rto_careful(struct tcb *t)
{
	set_rto(t, CAREFUL);
}

void tcp_rto_sample(struct tcb *t, uint64_t rtt, uint32_t samples)
{
	struct tcp_rto *r = &t->rto;
	uint64_t off = rtt < r->srtt ? r->srtt - rtt : rtt - r->srtt, a = 8 * samples, b = 4 * samples;

	if (!r->measured) {
		r->srtt = rtt;
		r->rttvar = (rtt + 1) / 2;
	} else {
		r->rttvar = ((b - 1) * r->rttvar + off + b / 2) / b;
		r->srtt = ((a - 1) * r->srtt + rtt + a / 2) / a;
	}
	r->measured = true;
	set_rto(t, r->srtt + (r->rttvar > 0 ? 4 * r->rttvar : CLOCK));
}
