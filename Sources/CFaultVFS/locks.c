// Locks between the connections of one life, and the memory that they share (sqlite3_io_methods, sqlite.org/wal.html).
#include "disk.h"

#include <stdlib.h>
#include <string.h>

int lock_file(sqlite3_file *base, int level) {
    handle *file = (handle *)base;
    node *locked = file->file;
    if (enter(file->disk, faultvfs_call_lock, file->life) != call_works) return SQLITE_IOERR_LOCK;
    if (file->lock >= level) return SQLITE_OK;
    if (file->lock == SQLITE_LOCK_NONE) {
        if (locked->isPending && locked->writer != file) return SQLITE_BUSY;
        locked->readers++;
        file->lock = SQLITE_LOCK_SHARED;
        if (level == SQLITE_LOCK_SHARED) return SQLITE_OK;
    }
    if (locked->writer != NULL && locked->writer != file) return SQLITE_BUSY;
    locked->writer = file;
    if (level == SQLITE_LOCK_RESERVED) {
        file->lock = SQLITE_LOCK_RESERVED;
        return SQLITE_OK;
    }
    locked->isPending = true;
    file->lock = SQLITE_LOCK_PENDING;
    if (locked->readers > 1) return SQLITE_BUSY;
    file->lock = SQLITE_LOCK_EXCLUSIVE;
    return SQLITE_OK;
}

int unlock_file(sqlite3_file *base, int level) {
    handle *file = (handle *)base;
    node *locked = file->file;
    int call = enter(file->disk, faultvfs_call_unlock, file->life);
    if (file->lock > level) {
        if (locked->writer == file) {
            locked->writer = NULL;
            locked->isPending = false;
        }
        if (level == SQLITE_LOCK_NONE) locked->readers--;
        file->lock = level;
    }
    return call == call_works ? SQLITE_OK : SQLITE_IOERR_UNLOCK;
}

int check_reserved(sqlite3_file *base, int *answer) {
    handle *file = (handle *)base;
    if (enter(file->disk, faultvfs_call_lock, file->life) != call_works) return SQLITE_IOERR_CHECKRESERVEDLOCK;
    *answer = file->file->writer != NULL;
    return SQLITE_OK;
}

int map_shared(sqlite3_file *base, int region, int size, int extend, void volatile **memory) {
    handle *file = (handle *)base;
    node *shared = file->file;
    *memory = NULL;
    if (enter(file->disk, faultvfs_call_shared_memory, file->life) != call_works) return SQLITE_IOERR_SHMMAP;
    if (!file->hasSharedMemory) {
        file->hasSharedMemory = true;
        shared->shared_users++;
    }
    if (region >= shared->region_count) {
        if (!extend) return SQLITE_OK;
        shared->regions = get_memory(shared->regions, sizeof *shared->regions * (size_t)(region + 1));
        while (shared->region_count <= region) {
            void *bytes = memset(get_memory(NULL, (size_t)size), 0, (size_t)size);
            shared->regions[shared->region_count++] = bytes;
        }
    }
    *memory = shared->regions[region];
    return SQLITE_OK;
}

static bool is_free(const handle *file, int slot, bool isExclusive) {
    const node *shared = file->file;
    if (shared->shared_writer[slot] != NULL && shared->shared_writer[slot] != file) return false;
    return !isExclusive || shared->shared_readers[slot] == (file->shared_read[slot] ? 1 : 0);
}

static void release_slot(handle *file, int slot) {
    if (file->file->shared_writer[slot] == file) file->file->shared_writer[slot] = NULL;
    if (file->shared_read[slot]) file->file->shared_readers[slot]--;
    file->shared_read[slot] = false;
}

int lock_shared(sqlite3_file *base, int offset, int count, int flags) {
    handle *file = (handle *)base;
    int call = enter(file->disk, faultvfs_call_shared_memory, file->life);
    if (call != call_works) return SQLITE_IOERR_SHMLOCK;
    bool isExclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    if (flags & SQLITE_SHM_UNLOCK) {
        for (int slot = offset; slot < offset + count; slot++) release_slot(file, slot);
        return SQLITE_OK;
    }
    for (int slot = offset; slot < offset + count; slot++) {
        if (!is_free(file, slot, isExclusive)) return SQLITE_BUSY;
    }
    for (int slot = offset; slot < offset + count; slot++) {
        if (isExclusive) {
            file->file->shared_writer[slot] = file;
        } else if (!file->shared_read[slot]) {
            file->shared_read[slot] = true;
            file->file->shared_readers[slot]++;
        }
    }
    return SQLITE_OK;
}

void shared_barrier(sqlite3_file *base) { (void)base; }

// The memory goes with its last user; the next one finds it empty and reads the WAL, as after a truncation.
int unmap_shared(sqlite3_file *base, int isDeleted) {
    handle *file = (handle *)base;
    node *shared = file->file;
    (void)isDeleted;
    if (!file->hasSharedMemory) return SQLITE_OK;
    file->hasSharedMemory = false;
    for (int slot = 0; slot < shared_slots; slot++) release_slot(file, slot);
    if (--shared->shared_users > 0) return SQLITE_OK;
    for (int index = 0; index < shared->region_count; index++) free(shared->regions[index]);
    free(shared->regions);
    shared->regions = NULL;
    shared->region_count = 0;
    return SQLITE_OK;
}
