// What the parts of the disk share.
#ifndef MINTMARK_CFAULTVFS_DISK_H
#define MINTMARK_CFAULTVFS_DISK_H

#include "CFaultVFS.h"

#include <sqlite3.h>
#include <stddef.h>

enum { sector_bytes = 512, shared_slots = SQLITE_SHM_NLOCK, maximum_unsynced_bytes = 1 << 20 };

typedef struct buffer {
    unsigned char *bytes;
    int64_t size, room;
} buffer;

// A write, or with a length of -1 a change of the size to `offset`.
typedef struct change {
    int64_t sequence, offset, length;
    int64_t at;  // where its bytes are in the node's `written`
} change;

// A file without its names.
typedef struct node {
    int references;
    buffer now;        // what the system shows
    buffer durable;    // what the disk holds
    buffer written;    // the bytes of `changes`
    change *changes;   // what was not synced, oldest first
    int change_count, change_room;
    int64_t allocated;  // space taken without content
    // Locks (sqlite3_io_methods.xLock): readers, and the one who has reserved, pends or excludes.
    int readers;
    bool isPending;
    const void *writer;
    // Shared memory.
    void **regions;
    int region_count, shared_users;
    int shared_readers[shared_slots];
    const void *shared_writer[shared_slots];
} node;

typedef struct name_entry {
    char *name;
    node *file;
} name_entry;

typedef struct folder {
    name_entry *entries;
    int count, room;
} folder;

enum { name_made, name_removed, name_moved };

typedef struct name_change {
    int64_t sequence;
    int kind;
    char *name, *target;
    node *file;
} name_change;

struct faultvfs_disk {
    sqlite3_vfs vfs;
    char *vfs_name;
    faultvfs_settings settings;
    uint64_t faults_random, sqlite_random, trace;
    int64_t calls[faultvfs_call_count], faults[faultvfs_fault_count], total_calls;
    int64_t sequence, time_microseconds, life;
    bool isDown, isAbandoned;
    int open_files;
    folder now, durable;
    name_change *name_changes;
    int name_change_count, name_change_room;
};

// An open file.
typedef struct handle {
    sqlite3_file base;
    faultvfs_disk *disk;
    node *file;
    char *name;
    int64_t life;
    int lock;
    bool syncsFolder, deletesOnClose, isReadOnly, hasSharedMemory;
    bool shared_read[shared_slots];
} handle;

// memory.c
void *get_memory(void *old, size_t bytes);
char *copy_text(const char *text);
uint64_t next_random(uint64_t *state);
bool happens(uint64_t *state, uint32_t rate_per_million);
int64_t random_below(uint64_t *state, int64_t limit);
void set_size(buffer *buffer, int64_t size);
void put_bytes(buffer *buffer, int64_t offset, const unsigned char *bytes, int64_t count);
uint64_t mix(uint64_t hash, const void *bytes, int64_t count);

// node.c
node *make_node(void);
node *keep(node *file);
void release(node *file);
void write_node(faultvfs_disk *disk, node *file, int64_t offset, const unsigned char *bytes, int64_t count);
void truncate_node(faultvfs_disk *disk, node *file, int64_t size);
void sync_node(node *file);
void fail_to_sync_node(faultvfs_disk *disk, node *file);

// names.c
node *find(const folder *folder, const char *name);
void add_name(folder *folder, const char *name, node *file);
void remove_name(folder *folder, const char *name);
void clear_folder(folder *folder);
void note_name(faultvfs_disk *disk, int kind, const char *name, const char *target, node *file);
void forget_name_changes(faultvfs_disk *disk);
void make_names_durable(faultvfs_disk *disk);
int64_t used_bytes(const faultvfs_disk *disk);

// calls.c
enum { call_works, call_crashes, call_is_dead };
int enter(faultvfs_disk *disk, int kind, int64_t life);
void trace_call(faultvfs_disk *disk, int kind, const char *name, int64_t offset, int64_t length, int result);

// vfs.c, file.c, locks.c
void fill_vfs(faultvfs_disk *disk);
void free_disk(faultvfs_disk *disk);
extern const sqlite3_io_methods file_methods;
int lock_file(sqlite3_file *file, int level);
int unlock_file(sqlite3_file *file, int level);
int check_reserved(sqlite3_file *file, int *answer);
int map_shared(sqlite3_file *file, int region, int size, int extend, void volatile **memory);
int lock_shared(sqlite3_file *file, int offset, int count, int flags);
void shared_barrier(sqlite3_file *file);
int unmap_shared(sqlite3_file *file, int isDeleted);

#endif
