#include "disk.h"

#include <stdlib.h>
#include <string.h>

node *make_node(void) {
    node *file = get_memory(NULL, sizeof *file);
    memset(file, 0, sizeof *file);
    file->references = 1;
    return file;
}

node *keep(node *file) {
    file->references++;
    return file;
}

void release(node *file) {
    if (--file->references > 0) return;
    for (int index = 0; index < file->region_count; index++) free(file->regions[index]);
    free(file->regions);
    free(file->changes);
    free(file->now.bytes);
    free(file->durable.bytes);
    free(file->written.bytes);
    free(file);
}

static change *add_change(faultvfs_disk *disk, node *file) {
    if (file->change_count == file->change_room) {
        file->change_room = file->change_room * 2 + 16;
        file->changes = get_memory(file->changes, sizeof *file->changes * (size_t)file->change_room);
    }
    change *added = &file->changes[file->change_count++];
    added->sequence = ++disk->sequence;
    return added;
}

void write_node(faultvfs_disk *disk, node *file, int64_t offset, const unsigned char *bytes, int64_t count) {
    // A system writes back by itself what was never synced, sooner or later.
    if (file->written.size > maximum_unsynced_bytes) sync_node(file);
    put_bytes(&file->now, offset, bytes, count);
    change *added = add_change(disk, file);
    added->offset = offset;
    added->length = count;
    added->at = file->written.size;
    put_bytes(&file->written, added->at, bytes, count);
}

void truncate_node(faultvfs_disk *disk, node *file, int64_t size) {
    set_size(&file->now, size);
    change *added = add_change(disk, file);
    added->offset = size;
    added->length = -1;
    added->at = 0;
}

static void forget_changes(node *file) {
    file->change_count = 0;
    file->written.size = 0;
}

void sync_node(node *file) {
    for (int index = 0; index < file->change_count; index++) {
        const change *next = &file->changes[index];
        if (next->length < 0) {
            set_size(&file->durable, next->offset);
        } else {
            put_bytes(&file->durable, next->offset, file->written.bytes + next->at, next->length);
        }
    }
    forget_changes(file);
}

// The system has told of the failure and takes the pages for clean: some reached the disk, the others never will, and
// reading them shows what was written all the same.
void fail_to_sync_node(faultvfs_disk *disk, node *file) {
    uint64_t *random = &disk->faults_random;
    for (int index = 0; index < file->change_count; index++) {
        const change *next = &file->changes[index];
        if (next->length < 0) {
            if (happens(random, 500000)) set_size(&file->durable, next->offset);
            continue;
        }
        for (int64_t done = 0, part; done < next->length; done += part) {
            int64_t place = next->offset + done;
            part = sector_bytes - place % sector_bytes;
            if (part > next->length - done) part = next->length - done;
            if (happens(random, 500000)) {
                put_bytes(&file->durable, place, file->written.bytes + next->at + done, part);
            } else {
                disk->faults[faultvfs_fault_lost_sector]++;
            }
        }
    }
    forget_changes(file);
}
