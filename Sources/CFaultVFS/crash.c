// What a power failure leaves.
#include "disk.h"

#include <stdlib.h>
#include <string.h>

// How this crash treats what was not synced: nothing stays, all stays, all up to some moment, or each part by chance.
typedef struct survival {
    uint32_t rate_per_million;
    bool isInOrder;
    int64_t last;       // with isInOrder
    int64_t torn;       // which of all unsynced sectors is torn; -1 for none
    int64_t seen;       // how many were looked at
    uint64_t *random;
} survival;

static bool survives(survival *rule, int64_t sequence) {
    return rule->isInOrder ? sequence <= rule->last : happens(rule->random, rule->rate_per_million);
}

// The part of a write that lies in the sector of `place`.
static int64_t part_length(int64_t place, int64_t rest) {
    int64_t part = sector_bytes - place % sector_bytes;
    return part < rest ? part : rest;
}

static void replay_write(faultvfs_disk *disk, survival *rule, const node *file, const change *next, buffer *image) {
    const unsigned char *bytes = file->written.bytes + next->at;
    for (int64_t done = 0, part; done < next->length; done += part) {
        int64_t place = next->offset + done;
        part = part_length(place, next->length - done);
        bool isKept = survives(rule, next->sequence);
        if (rule->seen++ == rule->torn && part > 1) {
            int64_t cut = 1 + random_below(rule->random, part - 1);
            disk->faults[faultvfs_fault_torn_sector]++;
            // Its first or its last bytes.
            if (happens(rule->random, 500000)) {
                put_bytes(image, place, bytes + done, cut);
            } else {
                put_bytes(image, place + cut, bytes + done + cut, part - cut);
            }
        } else if (isKept) {
            put_bytes(image, place, bytes + done, part);
        } else {
            disk->faults[faultvfs_fault_lost_sector]++;
        }
    }
}

static node *survivor(faultvfs_disk *disk, survival *rule, const node *file) {
    node *kept = make_node();
    put_bytes(&kept->durable, 0, file->durable.bytes, file->durable.size);
    for (int index = 0; index < file->change_count; index++) {
        const change *next = &file->changes[index];
        if (next->length >= 0) {
            replay_write(disk, rule, file, next, &kept->durable);
        } else if (survives(rule, next->sequence)) {
            set_size(&kept->durable, next->offset);
        } else {
            disk->faults[faultvfs_fault_lost_truncation]++;
        }
    }
    put_bytes(&kept->now, 0, kept->durable.bytes, kept->durable.size);
    kept->allocated = file->allocated;
    return kept;
}

static void replay_names(faultvfs_disk *disk, survival *rule) {
    for (int index = 0; index < disk->name_change_count; index++) {
        const name_change *next = &disk->name_changes[index];
        if (!survives(rule, next->sequence)) {
            disk->faults[faultvfs_fault_lost_name]++;
            continue;
        }
        switch (next->kind) {
        case name_made: add_name(&disk->durable, next->name, next->file); break;
        case name_removed:
            // A name that was taken again meanwhile is another file's.
            if (find(&disk->durable, next->name) == next->file) remove_name(&disk->durable, next->name);
            break;
        default:
            if (find(&disk->durable, next->name) != next->file) break;
            add_name(&disk->durable, next->target, next->file);
            remove_name(&disk->durable, next->name);
        }
    }
}

// What was not synced: its first and last sequence, and how many sectors.
static void survey(const faultvfs_disk *disk, int64_t *first, int64_t *last, int64_t *sectors) {
    *first = INT64_MAX;
    *last = 0;
    *sectors = 0;
    for (int index = 0; index < disk->name_change_count; index++) {
        int64_t sequence = disk->name_changes[index].sequence;
        if (sequence < *first) *first = sequence;
        if (sequence > *last) *last = sequence;
    }
    for (int index = 0; index < disk->now.count; index++) {
        const node *file = disk->now.entries[index].file;
        for (int place = 0; place < file->change_count; place++) {
            const change *next = &file->changes[place];
            if (next->sequence < *first) *first = next->sequence;
            if (next->sequence > *last) *last = next->sequence;
            if (next->length > 0) {
                int64_t end = next->offset + next->length - 1;
                *sectors += end / sector_bytes - next->offset / sector_bytes + 1;
            }
        }
    }
}

static survival choose(faultvfs_disk *disk) {
    uint64_t *random = &disk->faults_random;
    int64_t first, last, sectors;
    survey(disk, &first, &last, &sectors);
    static const uint32_t rates[] = {0, 1000000, 125000, 500000, 875000};
    survival rule = {.torn = -1, .random = random};
    int64_t kind = random_below(random, 8);
    if (kind < 5) {
        rule.rate_per_million = rates[kind];
    } else {
        rule.isInOrder = true;
        rule.last = last < first ? 0 : first - 1 + random_below(random, last - first + 2);
    }
    if (sectors > 0 && happens(random, 500000)) rule.torn = random_below(random, sectors);
    return rule;
}

void faultvfs_crash(faultvfs_disk *disk) {
    if (!disk->isDown) disk->faults[faultvfs_fault_crash]++;
    disk->isDown = false;
    disk->life++;
    disk->settings.crash_at_call = 0;
    survival rule = choose(disk);
    replay_names(disk, &rule);
    forget_name_changes(disk);
    // Whoever has a file open keeps the old one, which nobody else sees.
    for (int index = 0; index < disk->durable.count; index++) {
        name_entry *entry = &disk->durable.entries[index];
        node *kept = survivor(disk, &rule, entry->file);
        release(entry->file);
        entry->file = kept;
    }
    clear_folder(&disk->now);
    for (int index = 0; index < disk->durable.count; index++) {
        add_name(&disk->now, disk->durable.entries[index].name, disk->durable.entries[index].file);
    }
}
