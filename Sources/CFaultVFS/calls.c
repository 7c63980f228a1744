#include "disk.h"

#include <string.h>

// Counts a call and says whether it works, crashes the disk, or comes after the end of its life.
int enter(faultvfs_disk *disk, int kind, int64_t life) {
    if (disk->isDown || life != disk->life) return call_is_dead;
    disk->calls[kind]++;
    disk->total_calls++;
    if (disk->total_calls != disk->settings.crash_at_call) return call_works;
    disk->isDown = true;
    disk->faults[faultvfs_fault_crash]++;
    return call_crashes;
}

void trace_call(faultvfs_disk *disk, int kind, const char *name, int64_t offset, int64_t length, int result) {
    int64_t facts[] = {kind, offset, length, result};
    disk->trace = mix(disk->trace, facts, sizeof facts);
    if (name != NULL) disk->trace = mix(disk->trace, name, (int64_t)strlen(name));
}

faultvfs_settings *faultvfs_settings_of(faultvfs_disk *disk) { return &disk->settings; }

int64_t faultvfs_calls(const faultvfs_disk *disk, int kind) {
    return kind >= 0 && kind < faultvfs_call_count ? disk->calls[kind] : 0;
}

int64_t faultvfs_total_calls(const faultvfs_disk *disk) { return disk->total_calls; }

int64_t faultvfs_faults(const faultvfs_disk *disk, int kind) {
    return kind >= 0 && kind < faultvfs_fault_count ? disk->faults[kind] : 0;
}

uint64_t faultvfs_trace(const faultvfs_disk *disk) { return disk->trace; }

void faultvfs_set_time(faultvfs_disk *disk, int64_t milliseconds) { disk->time_microseconds = milliseconds * 1000; }

bool faultvfs_is_down(const faultvfs_disk *disk) { return disk->isDown; }
