/*
 * The one place that knows which libgpiod there is.
 *
 * With libgpiod 2.x headers everything goes through libgpiod. With 1.6 (Debian 12) discovery and outputs do, and inputs
 * use the kernel's second character-device interface (linux/gpio.h) directly, because 1.6 has neither debounce nor
 * event sequence numbers.
 *
 * Every line is a request of its own. A chattering switch then cannot push a drop sensor's edges out of a shared kernel
 * buffer, a lost edge is always visible in the numbers of the line that lost it, and the kernel's limit of ten
 * different settings per request never applies.
 *
 * Nothing here is thread-safe: one thread per chip and its lines. Strings are copied; nothing returned needs freeing
 * but through the function named with it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A failure: the negative errno and the step that failed. No failure: 0 and NULL. The step is a literal. */
struct cgpio_status {
    int error;
    const char *step;
};

enum cgpio_bias {
    CGPIO_BIAS_AS_IS,
    CGPIO_BIAS_DISABLED,
    CGPIO_BIAS_PULL_UP,
    CGPIO_BIAS_PULL_DOWN,
};

/* The kernel's GPIO_MAX_NAME_SIZE: labels, names and consumers with their terminator. */
#define CGPIO_NAME_SIZE 32

/* The unread edges the kernel keeps for one line; when there are more it drops the oldest. */
#define CGPIO_BUFFERED_EDGES 16

/* One edge as the kernel reported it. */
struct cgpio_edge {
    uint64_t timestamp_nanoseconds; /* CLOCK_MONOTONIC */
    uint32_t line_sequence;         /* from 1 per request */
    bool active;                    /* logical: active-low is applied */
};

struct cgpio_chip;
struct cgpio_line;

/* The version of libgpiod this was built with, such as "1.6.3". */
const char *cgpio_library_version(void);

/*
 * Writes the labels of all chips under `directory` (normally "/dev"), each followed by a newline, and a terminator;
 * what does not fit is left out.
 */
void cgpio_chip_labels(const char *directory, char *labels, size_t size);

/*
 * Opens the one chip under `directory` with this label. -ENODEV when there is none, -ENOTUNIQ when there are several;
 * when none was found and some chip could not be opened, that chip's error.
 */
struct cgpio_status cgpio_chip_open(const char *directory, const char *label, struct cgpio_chip **chip);

/* Closes the chip; its lines must have been released. */
void cgpio_chip_close(struct cgpio_chip *chip);

/*
 * Finds the one line with this name. -ENOENT when there is none, -ENOTUNIQ when there are several. `consumer` receives
 * who holds it ("" when nobody does, "?" when the holder gave no name).
 */
struct cgpio_status cgpio_chip_find_line(
    struct cgpio_chip *chip, const char *name, unsigned int *offset, char consumer[CGPIO_NAME_SIZE]);

/* Requests an output that is driven to `active` from the first moment. */
struct cgpio_status cgpio_chip_request_output(
    struct cgpio_chip *chip,
    unsigned int offset,
    const char *consumer,
    bool active_low,
    bool active,
    struct cgpio_line **line);

/* Requests an input and sets its resistor. It reports no edges before `cgpio_line_watch`. */
struct cgpio_status cgpio_chip_request_input(
    struct cgpio_chip *chip,
    unsigned int offset,
    const char *consumer,
    bool active_low,
    enum cgpio_bias bias,
    struct cgpio_line **line);

/*
 * Reports both edges of an input from now on, once; a debounce of 0 reports every edge.
 *
 * The kernel's debouncer reads the level first and listens for edges a moment later. One that falls between the two
 * leaves it with the old level until the next edge, for hours if need be. A resistor that was just turned on makes such
 * an edge when the wire has charged, so this is for a line that has had the time, and it leaves the resistor alone.
 */
struct cgpio_status cgpio_line_watch(struct cgpio_line *line, uint32_t debounce_microseconds);

/*
 * The logical level of a line nobody holds, which it is requested for as it is: its direction, resistor and level stay
 * what they were. On a chip that goes on driving the outputs of a process that died, this reads what it drives.
 */
struct cgpio_status cgpio_chip_peek(
    struct cgpio_chip *chip, unsigned int offset, const char *consumer, bool active_low, bool *active);

/* The logical level of an input (debounced) or output. */
struct cgpio_status cgpio_line_get(struct cgpio_line *line, bool *active);

/* Drives an output. */
struct cgpio_status cgpio_line_set(struct cgpio_line *line, bool active);

/* What to poll for edges of an input; it is readable when there are some. -1 for an output. */
int cgpio_line_descriptor(const struct cgpio_line *line);

/* Takes up to `capacity` edges that are there now. Never blocks; `count` is 0 when there are none. */
struct cgpio_status cgpio_line_take_edges(
    struct cgpio_line *line, struct cgpio_edge *edges, size_t capacity, size_t *count);

/* Gives the line up. */
void cgpio_line_release(struct cgpio_line *line);
