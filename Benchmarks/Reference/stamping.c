#define _GNU_SOURCE
#include "reference.h"

#include <errno.h>
#include <modbus.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

// The registers of hardware/machines/stamping-line.yaml.
enum {
    serial_length = 100, serial_text = 101, serial_words = 20, payload_words = 22, command_sequence = 130,
    answers = 140, answer_words = 7, read_back = 150, reject_sequence = 180,
};
enum { taken, acknowledged, boots, result, hash_high, hash_low, state };
enum { execute = 6, marked = 1 };

typedef struct {
    uint16_t answer[answer_words], command, reject;
} reading;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void pause_for(double seconds) {
    struct timespec time = {.tv_sec = (time_t)seconds, .tv_nsec = (long)((seconds - (double)(time_t)seconds) * 1e9)};
    while (nanosleep(&time, &time) != 0 && errno == EINTR) {}
}

static uint16_t crc(const char *text, size_t size) {
    uint16_t value = 0xFFFF;
    for (size_t index = 0; index < size; index += 1) {
        value ^= (uint8_t)text[index];
        for (int bit = 0; bit < 8; bit += 1) value = value & 1 ? value >> 1 ^ 0xA001 : value >> 1;
    }
    return value;
}

// The counters as the agent reads them: what lies side by side in one request.
static int look(modbus_t *bus, reading *now) {
    if (modbus_read_registers(bus, answers, answer_words, now->answer) != answer_words) return -1;
    if (modbus_read_registers(bus, command_sequence, 1, &now->command) != 1) return -1;
    return modbus_read_registers(bus, reject_sequence, 1, &now->reject) == 1 ? 0 : -1;
}

static int fail(int number) {
    errno = number;
    return -1;
}

static int stamp(modbus_t *bus, const char *serial, double pause) {
    reading before, seen;
    uint16_t payload[payload_words] = {0}, there[payload_words], text[serial_words];
    size_t size = strlen(serial);
    if (look(bus, &before) != 0) return -1;
    if (before.answer[state] != execute || before.answer[taken] != before.answer[acknowledged]) return fail(EBUSY);
    payload[0] = (uint16_t)size;
    for (size_t index = 0; index < size; index += 1) {
        payload[1 + index / 2] |= (uint16_t)((uint8_t)serial[index] << (index % 2 == 0 ? 8 : 0));
    }
    payload[payload_words - 1] = crc(serial, size);
    if (modbus_write_registers(bus, serial_length, payload_words, payload) != payload_words) return -1;
    if (modbus_read_registers(bus, serial_length, payload_words, there) != payload_words) return -1;
    if (look(bus, &seen) != 0) return -1;
    if (memcmp(payload, there, sizeof payload) != 0 || seen.answer[boots] != before.answer[boots]) return fail(EBADMSG);
    // Numbers count up by one, from the last to 1.
    uint16_t sequence = before.answer[taken] == 0xFFFF ? 1 : before.answer[taken] + 1;
    if (modbus_write_registers(bus, command_sequence, 1, &sequence) != 1) return -1;
    double limit = now() + 10;
    while (1) {
        if (look(bus, &seen) != 0) return -1;
        if (seen.answer[acknowledged] == sequence) break;
        if (now() > limit) return fail(ETIMEDOUT);
        pause_for(pause);
    }
    if (seen.answer[result] != marked) return fail(EBADMSG);
    while (1) {
        if (modbus_read_registers(bus, read_back, serial_words, text) != serial_words) return -1;
        if (text[0] != 0) break;
        if (now() > limit) return fail(ETIMEDOUT);
        pause_for(pause);
    }
    return memcmp(text, payload + 1, sizeof text) == 0 ? 0 : fail(EBADMSG);
}

int64_t reference_stamp(int64_t port, int64_t first, int64_t units, double pause) {
    modbus_t *bus = modbus_new_tcp("127.0.0.1", (int)port);
    if (bus == NULL) return -ENOMEM;
    modbus_set_slave(bus, 1);
    int64_t count = modbus_connect(bus) == 0 ? 0 : -errno;
    for (; count >= 0 && count < units; count += 1) {
        char serial[2 * serial_words + 1];
        snprintf(serial, sizeof serial, "RAW%010lld", (long long)(first + count));
        if (stamp(bus, serial, pause) != 0) {
            count = errno == 0 ? -EIO : -errno;
            break;
        }
    }
    modbus_close(bus);
    modbus_free(bus);
    return count;
}
