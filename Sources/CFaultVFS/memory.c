#include "disk.h"

#include <stdlib.h>
#include <string.h>

// Without memory a simulation has nothing to say.
void *get_memory(void *old, size_t bytes) {
    void *memory = realloc(old, bytes > 0 ? bytes : 1);
    if (memory == NULL) abort();
    return memory;
}

char *copy_text(const char *text) {
    if (text == NULL) return NULL;
    size_t count = strlen(text) + 1;
    return memcpy(get_memory(NULL, count), text, count);
}

// SplitMix64: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
uint64_t next_random(uint64_t *state) {
    uint64_t mixed = *state += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

bool happens(uint64_t *state, uint32_t rate_per_million) {
    if (rate_per_million == 0) return false;
    return next_random(state) % 1000000 < rate_per_million;
}

int64_t random_below(uint64_t *state, int64_t limit) {
    return limit <= 1 ? 0 : (int64_t)(next_random(state) % (uint64_t)limit);
}

// What a file gains without being written reads as zeros.
void set_size(buffer *buffer, int64_t size) {
    if (size > buffer->room) {
        buffer->room = size + size / 2 + 4096;
        buffer->bytes = get_memory(buffer->bytes, (size_t)buffer->room);
    }
    if (size > buffer->size) memset(buffer->bytes + buffer->size, 0, (size_t)(size - buffer->size));
    buffer->size = size;
}

void put_bytes(buffer *buffer, int64_t offset, const unsigned char *bytes, int64_t count) {
    if (offset + count > buffer->size) set_size(buffer, offset + count);
    if (count > 0) memcpy(buffer->bytes + offset, bytes, (size_t)count);
}

// FNV-1a, 64 bits.
uint64_t mix(uint64_t hash, const void *bytes, int64_t count) {
    const unsigned char *next = bytes;
    for (int64_t index = 0; index < count; index++) hash = (hash ^ next[index]) * 0x00000100000001B3u;
    return hash;
}
