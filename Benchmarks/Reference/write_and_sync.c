#define _GNU_SOURCE
#include "reference.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int64_t write_for(
    int file, int64_t room, int64_t size, double seconds, double *latencies, int64_t capacity) {
    char *bytes = malloc((size_t)size);
    if (bytes == NULL) return -ENOMEM;
    memset(bytes, 0x5A, (size_t)size);
    int64_t count = 0;
    double start = now();
    double before = start;
    while (before - start < seconds) {
        off_t place = room > 0 ? (off_t)(count * size % room) : (off_t)(count * size);
        if (pwrite(file, bytes, (size_t)size, place) != size || fdatasync(file) != 0) {
            count = errno == 0 ? -EIO : -errno;
            break;
        }
        double after = now();
        if (count < capacity) latencies[count] = after - before;
        before = after;
        count += 1;
    }
    free(bytes);
    return count;
}

int64_t reference_write_and_sync(
    const char *path, int64_t file_bytes, int64_t size, double seconds, double *latencies, int64_t capacity) {
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return -errno;
    // Written, not only allocated: the first write to an allocated block changes the file system's tables.
    char page[4096];
    memset(page, 0, sizeof page);
    for (int64_t place = 0; place < file_bytes; place += (int64_t)sizeof page) {
        if (pwrite(file, page, sizeof page, (off_t)place) != (ssize_t)sizeof page) {
            int failure = errno;
            close(file);
            return -failure;
        }
    }
    fsync(file);
    int64_t count = write_for(file, file_bytes - file_bytes % size, size, seconds, latencies, capacity);
    close(file);
    return count;
}

int64_t reference_append_and_sync(
    const char *path, int64_t size, double seconds, double *latencies, int64_t capacity) {
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return -errno;
    int64_t count = write_for(file, 0, size, seconds, latencies, capacity);
    close(file);
    return count;
}
