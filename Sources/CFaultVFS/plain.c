// Plain file calls, for what a program does beside SQLite, and images of a whole disk.
#include "disk.h"

#include <errno.h>
#include <string.h>

static int ended(faultvfs_disk *disk, int kind, const char *name, int call, int result) {
    if (call == call_crashes) result = EIO;
    trace_call(disk, kind, name, 0, 0, result);
    return result;
}

int64_t faultvfs_file_size(faultvfs_disk *disk, const char *name) {
    if (enter(disk, faultvfs_call_access, disk->life) != call_works) return -1;
    const node *file = find(&disk->now, name);
    if (file == NULL) return -1;
    return file->now.size > file->allocated ? file->now.size : file->allocated;
}

int faultvfs_make_file(faultvfs_disk *disk, const char *name) {
    int call = enter(disk, faultvfs_call_open, disk->life);
    if (call == call_is_dead) return EIO;
    if (find(&disk->now, name) == NULL) {
        node *file = make_node();
        note_name(disk, name_made, name, NULL, file);
        release(file);
    }
    return ended(disk, faultvfs_call_open, name, call, 0);
}

int faultvfs_remove_file(faultvfs_disk *disk, const char *name) {
    int call = enter(disk, faultvfs_call_delete, disk->life);
    if (call == call_is_dead) return EIO;
    node *file = find(&disk->now, name);
    if (file == NULL) return ended(disk, faultvfs_call_delete, name, call, ENOENT);
    note_name(disk, name_removed, name, NULL, file);
    return ended(disk, faultvfs_call_delete, name, call, 0);
}

int faultvfs_rename_file(faultvfs_disk *disk, const char *from, const char *to) {
    int call = enter(disk, faultvfs_call_rename, disk->life);
    if (call == call_is_dead) return EIO;
    node *file = find(&disk->now, from);
    if (file == NULL) return ended(disk, faultvfs_call_rename, from, call, ENOENT);
    note_name(disk, name_moved, from, to, file);
    return ended(disk, faultvfs_call_rename, from, call, 0);
}

int faultvfs_allocate(faultvfs_disk *disk, const char *name, int64_t bytes) {
    int call = enter(disk, faultvfs_call_allocate, disk->life);
    if (call == call_is_dead) return EIO;
    node *file = find(&disk->now, name);
    int64_t there = file == NULL ? 0 : file->allocated;
    int64_t capacity = disk->settings.capacity;
    if (capacity >= 0 && bytes > there && used_bytes(disk) + bytes - there > capacity) {
        disk->faults[faultvfs_fault_full]++;
        return ended(disk, faultvfs_call_allocate, name, call, ENOSPC);
    }
    if (file == NULL) {
        file = make_node();
        note_name(disk, name_made, name, NULL, file);
        release(file);
    }
    file->allocated = bytes;
    return ended(disk, faultvfs_call_allocate, name, call, 0);
}

int faultvfs_sync_folder(faultvfs_disk *disk) {
    int call = enter(disk, faultvfs_call_sync_folder, disk->life);
    if (call == call_is_dead) return EIO;
    if (call == call_works) make_names_durable(disk);
    return ended(disk, faultvfs_call_sync_folder, NULL, call, 0);
}

int64_t faultvfs_used_bytes(const faultvfs_disk *disk) { return used_bytes(disk); }

int64_t faultvfs_free_bytes(const faultvfs_disk *disk) {
    if (disk->settings.capacity < 0) return INT64_MAX;
    int64_t room = disk->settings.capacity - used_bytes(disk);
    return room > 0 ? room : 0;
}

int faultvfs_file_count(const faultvfs_disk *disk) { return disk->now.count; }

const char *faultvfs_file_name(const faultvfs_disk *disk, int index) { return disk->now.entries[index].name; }

int64_t faultvfs_file_bytes(const faultvfs_disk *disk, int index, const unsigned char **bytes) {
    const node *file = disk->now.entries[index].file;
    *bytes = file->now.bytes;
    return file->now.size;
}

int64_t faultvfs_file_allocated(const faultvfs_disk *disk, int index) {
    return disk->now.entries[index].file->allocated;
}

void faultvfs_clear(faultvfs_disk *disk) {
    disk->isDown = false;
    disk->life++;
    disk->settings.crash_at_call = 0;
    disk->faults[faultvfs_fault_restored]++;
    forget_name_changes(disk);
    clear_folder(&disk->now);
    clear_folder(&disk->durable);
}

void faultvfs_add_file(
    faultvfs_disk *disk, const char *name, const unsigned char *bytes, int64_t count, int64_t allocated) {
    node *file = make_node();
    put_bytes(&file->now, 0, bytes, count);
    put_bytes(&file->durable, 0, bytes, count);
    file->allocated = allocated;
    add_name(&disk->now, name, file);
    add_name(&disk->durable, name, file);
    release(file);
}

static bool ends_in(const char *name, const char *ending) {
    size_t count = strlen(name), tail = strlen(ending);
    return count >= tail && strcmp(name + count - tail, ending) == 0;
}

static int64_t big_endian(const unsigned char *bytes) {
    return (int64_t)bytes[0] << 24 | (int64_t)bytes[1] << 16 | (int64_t)bytes[2] << 8 | (int64_t)bytes[3];
}

// The WAL without its salts and checksums (sqlite.org/fileformat2.html#walformat).
static uint64_t mix_wal(uint64_t hash, const buffer *wal) {
    if (wal->size < 32) return mix(hash, wal->bytes, wal->size);
    int64_t page = big_endian(wal->bytes + 8), place = 32;
    hash = mix(hash, wal->bytes, 16);
    if (page < 512 || page > 65536) return hash;
    for (; place + 24 + page <= wal->size; place += 24 + page) {
        hash = mix(hash, wal->bytes + place, 8);
        hash = mix(hash, wal->bytes + place + 24, page);
    }
    return hash;
}

uint64_t faultvfs_fingerprint(const faultvfs_disk *disk) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (int index = 0; index < disk->now.count; index++) {
        const name_entry *entry = &disk->now.entries[index];
        const node *file = entry->file;
        int64_t sizes[] = {file->now.size, file->allocated};
        hash = mix(mix(hash, entry->name, (int64_t)strlen(entry->name)), sizes, sizeof sizes);
        if (ends_in(entry->name, "-journal")) continue;
        hash = ends_in(entry->name, "-wal") ? mix_wal(hash, &file->now) : mix(hash, file->now.bytes, file->now.size);
    }
    return hash;
}
