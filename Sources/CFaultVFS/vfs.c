// sqlite3_vfs: what SQLite does with the names of a disk, and the world around it.
#include "disk.h"

#include <stdlib.h>
#include <string.h>

static faultvfs_disk *disk_of(sqlite3_vfs *vfs) { return vfs->pAppData; }

static int open_file(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *base, int flags, int *given) {
    faultvfs_disk *disk = disk_of(vfs);
    handle *file = (handle *)base;
    memset(file, 0, sizeof *file);
    int call = enter(disk, faultvfs_call_open, disk->life);
    if (call == call_is_dead) return SQLITE_IOERR;
    node *found = name == NULL ? NULL : find(&disk->now, name);
    bool isMade = found == NULL;
    if (isMade && name != NULL && !(flags & SQLITE_OPEN_CREATE)) return SQLITE_CANTOPEN;
    if (isMade) {
        found = make_node();
        if (name != NULL) note_name(disk, name_made, name, NULL, found);
    } else if (flags & SQLITE_OPEN_EXCLUSIVE) {
        return SQLITE_CANTOPEN;
    } else {
        keep(found);
    }
    trace_call(disk, faultvfs_call_open, name, flags, isMade, call);
    if (call == call_crashes) {
        release(found);
        return SQLITE_IOERR;
    }
    int journals = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
    file->disk = disk;
    file->file = found;
    file->name = copy_text(name);
    file->life = disk->life;
    file->syncsFolder = isMade && (flags & journals) != 0;
    file->deletesOnClose = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    file->isReadOnly = (flags & SQLITE_OPEN_READONLY) != 0;
    file->base.pMethods = &file_methods;
    disk->open_files++;
    if (given != NULL) *given = flags;
    return SQLITE_OK;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int isDurable) {
    faultvfs_disk *disk = disk_of(vfs);
    int call = enter(disk, faultvfs_call_delete, disk->life);
    if (call == call_is_dead) return SQLITE_IOERR_DELETE;
    node *found = find(&disk->now, name);
    trace_call(disk, faultvfs_call_delete, name, isDurable, found != NULL, call);
    if (found == NULL) return call == call_works ? SQLITE_IOERR_DELETE_NOENT : SQLITE_IOERR_DELETE;
    note_name(disk, name_removed, name, NULL, found);
    if (call == call_crashes) return SQLITE_IOERR_DELETE;
    if (isDurable) make_names_durable(disk);
    return SQLITE_OK;
}

// An empty file does not exist for SQLITE_ACCESS_EXISTS, as in SQLite's own VFS for Unix.
static int access_file(sqlite3_vfs *vfs, const char *name, int flags, int *answer) {
    faultvfs_disk *disk = disk_of(vfs);
    *answer = 0;
    if (enter(disk, faultvfs_call_access, disk->life) != call_works) return SQLITE_IOERR_ACCESS;
    const node *found = find(&disk->now, name);
    *answer = found != NULL && (flags != SQLITE_ACCESS_EXISTS || found->now.size > 0);
    return SQLITE_OK;
}

static int whole_path(sqlite3_vfs *vfs, const char *name, int room, char *path) {
    (void)vfs;
    size_t count = strlen(name) + 1;
    if (count > (size_t)room) return SQLITE_CANTOPEN;
    memcpy(path, name, count);
    return SQLITE_OK;
}

static int give_random(sqlite3_vfs *vfs, int count, char *bytes) {
    for (int index = 0; index < count; index++) bytes[index] = (char)next_random(&disk_of(vfs)->sqlite_random);
    return count;
}

static int sleep_on(sqlite3_vfs *vfs, int microseconds) {
    disk_of(vfs)->time_microseconds += microseconds;
    return microseconds;
}

// Milliseconds since noon of 24 November 4714 BC.
static int tell_time(sqlite3_vfs *vfs, sqlite3_int64 *time) {
    *time = 210866760000000 + disk_of(vfs)->time_microseconds / 1000;
    return SQLITE_OK;
}

static int tell_days(sqlite3_vfs *vfs, double *days) {
    sqlite3_int64 time;
    tell_time(vfs, &time);
    *days = (double)time / 86400000.0;
    return SQLITE_OK;
}

static int last_error(sqlite3_vfs *vfs, int room, char *text) {
    (void)vfs;
    if (room > 0) text[0] = 0;
    return 0;
}

void fill_vfs(faultvfs_disk *disk) {
    disk->vfs = (sqlite3_vfs){
        .iVersion = 2,
        .szOsFile = sizeof(handle),
        .mxPathname = 512,
        .zName = disk->vfs_name,
        .pAppData = disk,
        .xOpen = open_file,
        .xDelete = delete_file,
        .xAccess = access_file,
        .xFullPathname = whole_path,
        .xRandomness = give_random,
        .xSleep = sleep_on,
        .xCurrentTime = tell_days,
        .xGetLastError = last_error,
        .xCurrentTimeInt64 = tell_time,
    };
}

faultvfs_disk *faultvfs_create(const char *vfs_name, uint64_t seed) {
    faultvfs_disk *disk = get_memory(NULL, sizeof *disk);
    memset(disk, 0, sizeof *disk);
    disk->vfs_name = copy_text(vfs_name);
    disk->settings.capacity = -1;
    disk->faults_random = seed;
    disk->sqlite_random = ~seed;
    disk->trace = 0xcbf29ce484222325u;
    fill_vfs(disk);
    if (sqlite3_vfs_register(&disk->vfs, 0) == SQLITE_OK) return disk;
    free_disk(disk);
    return NULL;
}

void faultvfs_destroy(faultvfs_disk *disk) {
    sqlite3_vfs_unregister(&disk->vfs);
    disk->isAbandoned = true;
    if (disk->open_files == 0) free_disk(disk);
}

void free_disk(faultvfs_disk *disk) {
    forget_name_changes(disk);
    clear_folder(&disk->now);
    clear_folder(&disk->durable);
    free(disk->name_changes);
    free(disk->vfs_name);
    free(disk);
}
