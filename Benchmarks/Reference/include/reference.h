// What the benchmarks compare with, written straight in C: no Swift, no group commit, no checks.
#ifndef MINTMARK_REFERENCE_H
#define MINTMARK_REFERENCE_H

#include <stdint.h>

// Writes `size` bytes with pwrite(2) and fdatasync(2), again and again for `seconds`, going round in a file of
// `file_bytes` that was allocated and written before. Puts the time of each write into `latencies` (seconds), at most
// `capacity` of them. Returns how many writes were made, or -errno.
int64_t reference_write_and_sync(
    const char *path, int64_t file_bytes, int64_t size, double seconds, double *latencies, int64_t capacity);

// As above, but appends to a new file, so that each write changes the file's length too.
int64_t reference_append_and_sync(
    const char *path, int64_t size, double seconds, double *latencies, int64_t capacity);

// Makes transfers in the ledger's tables, `batch` in each transaction, for `seconds`: the statements that the ledger's
// store makes, prepared once, on one thread, WAL with synchronous=FULL. `schema` makes the tables; the accounts
// `account-0` to `account-<accounts - 1>` are made before the time begins. Returns how many transfers were committed,
// or minus SQLite's result code.
int64_t reference_ledger(
    const char *path, const char *schema, int64_t accounts, int64_t batch, double seconds);

// Opens `count` connections to a Redis on a Unix socket and lets each send `request`, wait for its answer and send it
// again, for `seconds`; nobody has more than one request under way. One thread with epoll(7), so that the client takes
// little from the server. Puts each answer's time into `latencies` (seconds). Returns the answers, or -errno.
int64_t reference_closed_loop(
    const char *socket_path, int64_t count, const char *request, int64_t size, double seconds, double *latencies,
    int64_t capacity);

// Stamps `units` serials, RAW and a number from `first` on, at the line of hardware/machines/stamping-line.yaml on a
// port of 127.0.0.1, with libmodbus: the requests that the agent makes, in its order, with `pause` seconds between two
// that wait for something. No journal, no checks beyond the counters and the read-back, no heartbeat: somebody else
// has to beat. Returns the units, or -errno.
int64_t reference_stamp(int64_t port, int64_t first, int64_t units, double pause);

#endif
