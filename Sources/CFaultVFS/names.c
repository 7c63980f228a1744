#include "disk.h"

#include <stdlib.h>
#include <string.h>

node *find(const folder *folder, const char *name) {
    for (int index = 0; index < folder->count; index++) {
        if (strcmp(folder->entries[index].name, name) == 0) return folder->entries[index].file;
    }
    return NULL;
}

// Names are kept in order, so that whoever goes through them does so alike in every run.
void add_name(folder *folder, const char *name, node *file) {
    remove_name(folder, name);
    if (folder->count == folder->room) {
        folder->room = folder->room * 2 + 8;
        folder->entries = get_memory(folder->entries, sizeof *folder->entries * (size_t)folder->room);
    }
    int place = folder->count++;
    while (place > 0 && strcmp(folder->entries[place - 1].name, name) > 0) {
        folder->entries[place] = folder->entries[place - 1];
        place--;
    }
    folder->entries[place] = (name_entry){copy_text(name), keep(file)};
}

void remove_name(folder *folder, const char *name) {
    for (int index = 0; index < folder->count; index++) {
        name_entry entry = folder->entries[index];
        if (strcmp(entry.name, name) != 0) continue;
        memmove(
            &folder->entries[index], &folder->entries[index + 1],
            sizeof *folder->entries * (size_t)(folder->count - index - 1));
        folder->count--;
        free(entry.name);
        release(entry.file);
        return;
    }
}

void clear_folder(folder *folder) {
    for (int index = 0; index < folder->count; index++) {
        free(folder->entries[index].name);
        release(folder->entries[index].file);
    }
    free(folder->entries);
    memset(folder, 0, sizeof *folder);
}

// Does a change of names, and remembers it until the folder is synced.
void note_name(faultvfs_disk *disk, int kind, const char *name, const char *target, node *file) {
    if (disk->name_change_count == disk->name_change_room) {
        disk->name_change_room = disk->name_change_room * 2 + 8;
        disk->name_changes =
            get_memory(disk->name_changes, sizeof *disk->name_changes * (size_t)disk->name_change_room);
    }
    disk->name_changes[disk->name_change_count++] = (name_change){
        .sequence = ++disk->sequence, .kind = kind, .name = copy_text(name), .target = copy_text(target),
        .file = keep(file)};
    switch (kind) {
    case name_made: add_name(&disk->now, name, file); break;
    case name_moved: add_name(&disk->now, target, file); remove_name(&disk->now, name); break;
    default: remove_name(&disk->now, name);
    }
}

void forget_name_changes(faultvfs_disk *disk) {
    for (int index = 0; index < disk->name_change_count; index++) {
        free(disk->name_changes[index].name);
        free(disk->name_changes[index].target);
        release(disk->name_changes[index].file);
    }
    disk->name_change_count = 0;
}

void make_names_durable(faultvfs_disk *disk) {
    forget_name_changes(disk);
    clear_folder(&disk->durable);
    for (int index = 0; index < disk->now.count; index++) {
        add_name(&disk->durable, disk->now.entries[index].name, disk->now.entries[index].file);
    }
}

int64_t used_bytes(const faultvfs_disk *disk) {
    int64_t used = 0;
    for (int index = 0; index < disk->now.count; index++) {
        const node *file = disk->now.entries[index].file;
        int64_t bytes = file->now.size > file->allocated ? file->now.size : file->allocated;
        used += (bytes + sector_bytes - 1) / sector_bytes * sector_bytes;
    }
    return used;
}
