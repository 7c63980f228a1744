// A disk in memory that fails as disks do, under SQLite and under a few plain file calls. One VFS per disk.
//
// What is written is not durable until it is synced, in sectors of 512 bytes; names are not durable until their folder
// is. A crash keeps a random part of what was not synced, and may tear one sector. Bytes outside a write are never
// harmed by it (SQLITE_IOCAP_POWERSAFE_OVERWRITE). One disk belongs to one thread at a time.
#ifndef MINTMARK_CFAULTVFS_H
#define MINTMARK_CFAULTVFS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct faultvfs_disk faultvfs_disk;

// Calls that are counted, and at which the disk can crash. What SQLite asks without touching the disk is not here.
enum {
    faultvfs_call_open,
    faultvfs_call_close,
    faultvfs_call_read,
    faultvfs_call_write,
    faultvfs_call_truncate,
    faultvfs_call_sync,
    faultvfs_call_size,
    faultvfs_call_lock,
    faultvfs_call_unlock,
    faultvfs_call_shared_memory,
    faultvfs_call_delete,
    faultvfs_call_access,
    faultvfs_call_rename,
    faultvfs_call_allocate,
    faultvfs_call_sync_folder,
    faultvfs_call_count,
};

// Faults that really happened.
enum {
    faultvfs_fault_read_error,
    faultvfs_fault_write_error,
    faultvfs_fault_sync_error,
    faultvfs_fault_full,
    faultvfs_fault_crash,
    faultvfs_fault_lost_sector,
    faultvfs_fault_torn_sector,
    faultvfs_fault_lost_truncation,
    faultvfs_fault_lost_name,
    faultvfs_fault_restored,
    faultvfs_fault_count,
};

// What goes wrong. Rates are per million calls; numbers count from 1, and 0 is none.
typedef struct faultvfs_settings {
    int64_t capacity;  // bytes; negative for no limit
    uint32_t read_error_rate;
    uint32_t write_error_rate;
    uint32_t sync_error_rate;
    int64_t failing_write;
    int64_t failing_sync;
    int64_t crash_at_call;
} faultvfs_settings;

// Makes an empty disk and registers its VFS. The name must be the only one of its kind in the process.
faultvfs_disk *faultvfs_create(const char *vfs_name, uint64_t seed);
// Unregisters the VFS. The disk goes with the last file that is open on it.
void faultvfs_destroy(faultvfs_disk *disk);

faultvfs_settings *faultvfs_settings_of(faultvfs_disk *disk);
int64_t faultvfs_calls(const faultvfs_disk *disk, int kind);
int64_t faultvfs_total_calls(const faultvfs_disk *disk);
int64_t faultvfs_faults(const faultvfs_disk *disk, int kind);
// A number made of every call so far: its kind, file, place, length and result.
uint64_t faultvfs_trace(const faultvfs_disk *disk);
// A number made of every file as it is, but for the random numbers that SQLite puts into a WAL and a journal.
uint64_t faultvfs_fingerprint(const faultvfs_disk *disk);
// Milliseconds since 1970 that SQLite is told. Its sleeps move them on.
void faultvfs_set_time(faultvfs_disk *disk, int64_t milliseconds);

// The power fails and comes back: decides what survives. Files that are open fail from now on.
void faultvfs_crash(faultvfs_disk *disk);
// Whether the power has failed at `crash_at_call` and is not back.
bool faultvfs_is_down(const faultvfs_disk *disk);

// Plain file calls. They answer 0 or an error number of the system.
int64_t faultvfs_file_size(faultvfs_disk *disk, const char *name);  // -1 when there is none
int faultvfs_make_file(faultvfs_disk *disk, const char *name);      // empty and durable, but for its name
int faultvfs_remove_file(faultvfs_disk *disk, const char *name);
int faultvfs_rename_file(faultvfs_disk *disk, const char *from, const char *to);
int faultvfs_allocate(faultvfs_disk *disk, const char *name, int64_t bytes);
int faultvfs_sync_folder(faultvfs_disk *disk);
int64_t faultvfs_free_bytes(const faultvfs_disk *disk);
int64_t faultvfs_used_bytes(const faultvfs_disk *disk);

// Images, past every fault: the files as the running system sees them, and a disk made anew of them.
int faultvfs_file_count(const faultvfs_disk *disk);
const char *faultvfs_file_name(const faultvfs_disk *disk, int index);
int64_t faultvfs_file_bytes(const faultvfs_disk *disk, int index, const unsigned char **bytes);
int64_t faultvfs_file_allocated(const faultvfs_disk *disk, int index);
void faultvfs_clear(faultvfs_disk *disk);
void faultvfs_add_file(
    faultvfs_disk *disk, const char *name, const unsigned char *bytes, int64_t count, int64_t allocated);

#endif
