/* fuzz_capture.c: any bytes as a capture file, read to its end. */
#include "link/capture.h"

#undef NDEBUG
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Where the bytes can be opened as a file. */
static const char *file_of(const uint8_t *data, size_t n)
{
	static char path[32];
	static int fd = -1;

	if (fd < 0) {
		fd = memfd_create("capture", 0);
		snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	}
	assert(ftruncate(fd, 0) == 0 && pwrite(fd, data, n, 0) == (ssize_t)n);
	return path;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct capture c;
	size_t size = n % 3 == 0 ? 20 : 2048, packets = 0;
	uint8_t *buf = malloc(size);
	uint64_t when = 0;
	ssize_t got = 0;

	if (capture_open(&c, file_of(data, n)) == 0) {
		do {
			errno = 0;
			got = capture_next(&c, &when, buf, size);
			assert(got >= -1 && got <= (ssize_t)size && packets++ <= n);
		} while (got > 0 || (got < 0 && errno == EMSGSIZE));
		assert(got == 0 || errno == EPROTO || errno == EPROTONOSUPPORT);
		capture_close(&c);
	} else {
		assert(errno == EPROTO);
	}
	free(buf);
	return 0;
}
