// sqlite3_io_methods: what SQLite does with an open file.
#include "disk.h"

#include <stdlib.h>
#include <string.h>

static int ended(handle *file, int kind, int64_t offset, int64_t length, int result) {
    trace_call(file->disk, kind, file->name, offset, length, result);
    return result;
}

static int close_file(sqlite3_file *base) {
    handle *file = (handle *)base;
    faultvfs_disk *disk = file->disk;
    int call = enter(disk, faultvfs_call_close, file->life);
    unmap_shared(base, 0);
    if (file->lock > SQLITE_LOCK_NONE) {
        if (file->file->writer == file) {
            file->file->writer = NULL;
            file->file->isPending = false;
        }
        file->file->readers--;
    }
    if (call == call_works && file->deletesOnClose && file->name != NULL) {
        note_name(disk, name_removed, file->name, NULL, file->file);
    }
    release(file->file);
    free(file->name);
    if (--disk->open_files == 0 && disk->isAbandoned) free_disk(disk);
    return call == call_is_dead ? SQLITE_IOERR_CLOSE : SQLITE_OK;
}

// Past the end of the file the rest is zeros, and the answer says so.
static int read_file(sqlite3_file *base, void *bytes, int count, sqlite3_int64 offset) {
    handle *file = (handle *)base;
    faultvfs_disk *disk = file->disk;
    if (enter(disk, faultvfs_call_read, file->life) != call_works) return SQLITE_IOERR_READ;
    if (happens(&disk->faults_random, disk->settings.read_error_rate)) {
        disk->faults[faultvfs_fault_read_error]++;
        return ended(file, faultvfs_call_read, offset, count, SQLITE_IOERR_READ);
    }
    int64_t there = file->file->now.size - offset;
    if (there > count) there = count;
    if (there < 0) there = 0;
    if (there > 0) memcpy(bytes, file->file->now.bytes + offset, (size_t)there);
    memset((char *)bytes + there, 0, (size_t)(count - there));
    return ended(file, faultvfs_call_read, offset, count, there < count ? SQLITE_IOERR_SHORT_READ : SQLITE_OK);
}

static bool has_room(const faultvfs_disk *disk, const node *file, int64_t end) {
    if (disk->settings.capacity < 0 || end <= file->now.size) return true;
    int64_t before = (file->now.size + sector_bytes - 1) / sector_bytes;
    int64_t after = (end + sector_bytes - 1) / sector_bytes;
    return used_bytes(disk) + (after - before) * sector_bytes <= disk->settings.capacity;
}

static int write_file(sqlite3_file *base, const void *bytes, int count, sqlite3_int64 offset) {
    handle *file = (handle *)base;
    faultvfs_disk *disk = file->disk;
    int call = enter(disk, faultvfs_call_write, file->life);
    if (call == call_is_dead) return SQLITE_IOERR_WRITE;
    if (file->isReadOnly) return SQLITE_READONLY;
    if (!has_room(disk, file->file, offset + count)) {
        disk->faults[faultvfs_fault_full]++;
        return ended(file, faultvfs_call_write, offset, count, call == call_works ? SQLITE_FULL : SQLITE_IOERR_WRITE);
    }
    bool isNumbered = disk->calls[faultvfs_call_write] == disk->settings.failing_write;
    if (call == call_works && (isNumbered || happens(&disk->faults_random, disk->settings.write_error_rate))) {
        disk->faults[faultvfs_fault_write_error]++;
        int64_t part = random_below(&disk->faults_random, count / sector_bytes + 1) * sector_bytes;
        if (part > 0) write_node(disk, file->file, offset, bytes, part);
        return ended(file, faultvfs_call_write, offset, part, SQLITE_IOERR_WRITE);
    }
    write_node(disk, file->file, offset, bytes, count);
    return ended(file, faultvfs_call_write, offset, count, call == call_works ? SQLITE_OK : SQLITE_IOERR_WRITE);
}

static int truncate_file(sqlite3_file *base, sqlite3_int64 size) {
    handle *file = (handle *)base;
    int call = enter(file->disk, faultvfs_call_truncate, file->life);
    if (call == call_is_dead) return SQLITE_IOERR_TRUNCATE;
    truncate_node(file->disk, file->file, size);
    return ended(file, faultvfs_call_truncate, size, 0, call == call_works ? SQLITE_OK : SQLITE_IOERR_TRUNCATE);
}

// A new journal or WAL takes its folder along, as SQLite's own VFS for Unix does.
static int sync_file(sqlite3_file *base, int flags) {
    handle *file = (handle *)base;
    faultvfs_disk *disk = file->disk;
    if (enter(disk, faultvfs_call_sync, file->life) != call_works) return SQLITE_IOERR_FSYNC;
    bool isNumbered = disk->calls[faultvfs_call_sync] == disk->settings.failing_sync;
    if (isNumbered || happens(&disk->faults_random, disk->settings.sync_error_rate)) {
        disk->faults[faultvfs_fault_sync_error]++;
        fail_to_sync_node(disk, file->file);
        return ended(file, faultvfs_call_sync, flags, 0, SQLITE_IOERR_FSYNC);
    }
    sync_node(file->file);
    if (file->syncsFolder) make_names_durable(disk);
    file->syncsFolder = false;
    return ended(file, faultvfs_call_sync, flags, 0, SQLITE_OK);
}

static int tell_size(sqlite3_file *base, sqlite3_int64 *size) {
    handle *file = (handle *)base;
    if (enter(file->disk, faultvfs_call_size, file->life) != call_works) return SQLITE_IOERR_FSTAT;
    *size = file->file->now.size;
    return SQLITE_OK;
}

static int control_file(sqlite3_file *base, int operation, void *argument) {
    (void)base;
    if (operation != SQLITE_FCNTL_HAS_MOVED) return SQLITE_NOTFOUND;
    *(int *)argument = 0;
    return SQLITE_OK;
}

static int sector_size(sqlite3_file *base) {
    (void)base;
    return sector_bytes;
}

static int characteristics(sqlite3_file *base) {
    (void)base;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

const sqlite3_io_methods file_methods = {
    .iVersion = 2,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = tell_size,
    .xLock = lock_file,
    .xUnlock = unlock_file,
    .xCheckReservedLock = check_reserved,
    .xFileControl = control_file,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = map_shared,
    .xShmLock = lock_shared,
    .xShmBarrier = shared_barrier,
    .xShmUnmap = unmap_shared,
};
