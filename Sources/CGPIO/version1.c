/* libgpiod 1.6: discovery and outputs through the library, inputs through the kernel's own interface. */
#include <gpiod.h>

/* 1.x headers have line bulks, 2.x ones do not. */
#ifdef GPIOD_LINE_BULK_MAX_LINES

#include <fcntl.h>
#include <linux/gpio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "versions.h"

_Static_assert(CGPIO_NAME_SIZE == GPIO_MAX_NAME_SIZE, "the kernel's names fit ours");

struct cgpio_chip {
    struct gpiod_chip *library;
    /* The same device once more: 1.6 does not give its descriptor away, and inputs need one. */
    int descriptor;
};

struct cgpio_line {
    struct gpiod_line *output; /* NULL for an input */
    int input;                 /* -1 for an output */
    bool active_low;           /* of an input */
};

const char *cgpio_library_version(void)
{
    return gpiod_version_string();
}

struct cgpio_chip *cgpio_version_open(const char *path)
{
    struct cgpio_chip *chip = calloc(1, sizeof(*chip));
    if (chip == NULL) {
        return NULL;
    }
    chip->library = gpiod_chip_open(path);
    if (chip->library == NULL) {
        int failure = errno;
        free(chip);
        errno = failure;
        return NULL;
    }
    chip->descriptor = open(path, O_RDWR | O_CLOEXEC);
    if (chip->descriptor < 0) {
        int failure = errno;
        gpiod_chip_close(chip->library);
        free(chip);
        errno = failure;
        return NULL;
    }
    return chip;
}

void cgpio_chip_close(struct cgpio_chip *chip)
{
    close(chip->descriptor);
    gpiod_chip_close(chip->library);
    free(chip);
}

struct cgpio_status cgpio_version_label(struct cgpio_chip *chip, char label[CGPIO_NAME_SIZE])
{
    cgpio_copy_name(label, gpiod_chip_label(chip->library));
    return cgpio_ok();
}

long cgpio_version_line_count(struct cgpio_chip *chip)
{
    return (long)gpiod_chip_num_lines(chip->library);
}

struct cgpio_status cgpio_version_line_names(
    struct cgpio_chip *chip, unsigned int offset, char name[CGPIO_NAME_SIZE], char consumer[CGPIO_NAME_SIZE])
{
    errno = 0;
    struct gpiod_line *line = gpiod_chip_get_line(chip->library, offset);
    if (line == NULL) {
        return cgpio_failed("read the line's information");
    }
    cgpio_copy_name(name, gpiod_line_name(line));
    cgpio_copy_name(consumer, gpiod_line_consumer(line));
    if (!gpiod_line_is_used(line)) {
        consumer[0] = '\0';
    } else if (consumer[0] == '\0') {
        cgpio_copy_name(consumer, "?");
    }
    return cgpio_ok();
}

static struct cgpio_line *new_line(struct gpiod_line *output, int input, bool active_low)
{
    struct cgpio_line *line = malloc(sizeof(*line));
    if (line != NULL) {
        *line = (struct cgpio_line){output, input, active_low};
    }
    return line;
}

struct cgpio_status cgpio_chip_request_output(
    struct cgpio_chip *chip,
    unsigned int offset,
    const char *consumer,
    bool active_low,
    bool active,
    struct cgpio_line **line)
{
    struct gpiod_line_request_config configuration = {
        .consumer = consumer,
        .request_type = GPIOD_LINE_REQUEST_DIRECTION_OUTPUT,
        .flags = active_low ? GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW : 0,
    };
    errno = 0;
    struct gpiod_line *output = gpiod_chip_get_line(chip->library, offset);
    if (output == NULL) {
        return cgpio_failed("read the line's information");
    }
    if (gpiod_line_request(output, &configuration, active) != 0) {
        return cgpio_failed("request the output");
    }
    *line = new_line(output, -1, active_low);
    if (*line == NULL) {
        gpiod_line_release(output);
        return cgpio_error(ENOMEM, "request the output");
    }
    return cgpio_ok();
}

static uint64_t input_flags(bool active_low)
{
    return GPIO_V2_LINE_FLAG_INPUT | (active_low ? GPIO_V2_LINE_FLAG_ACTIVE_LOW : 0);
}

static uint64_t bias_flag(enum cgpio_bias bias)
{
    switch (bias) {
    case CGPIO_BIAS_DISABLED:
        return GPIO_V2_LINE_FLAG_BIAS_DISABLED;
    case CGPIO_BIAS_PULL_UP:
        return GPIO_V2_LINE_FLAG_BIAS_PULL_UP;
    case CGPIO_BIAS_PULL_DOWN:
        return GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN;
    case CGPIO_BIAS_AS_IS:
        break;
    }
    return 0;
}

struct cgpio_status cgpio_chip_request_input(
    struct cgpio_chip *chip,
    unsigned int offset,
    const char *consumer,
    bool active_low,
    enum cgpio_bias bias,
    struct cgpio_line **line)
{
    struct gpio_v2_line_request request;
    memset(&request, 0, sizeof(request)); /* the kernel refuses padding that is not zero */
    request.offsets[0] = offset;
    request.num_lines = 1;
    request.event_buffer_size = CGPIO_BUFFERED_EDGES;
    cgpio_copy_name(request.consumer, consumer);
    request.config.flags = input_flags(active_low) | bias_flag(bias);
    if (ioctl(chip->descriptor, GPIO_V2_GET_LINE_IOCTL, &request) != 0) {
        return cgpio_failed("request the input");
    }
    if (fcntl(request.fd, F_SETFL, O_NONBLOCK) != 0) {
        struct cgpio_status status = cgpio_failed("make the input non-blocking");
        close(request.fd);
        return status;
    }
    *line = new_line(NULL, request.fd, active_low);
    if (*line == NULL) {
        close(request.fd);
        return cgpio_error(ENOMEM, "request the input");
    }
    return cgpio_ok();
}

struct cgpio_status cgpio_line_watch(struct cgpio_line *line, uint32_t debounce_microseconds)
{
    struct gpio_v2_line_config configuration;
    if (line->input < 0) {
        return cgpio_error(EPERM, "watch an output");
    }
    memset(&configuration, 0, sizeof(configuration)); /* the kernel refuses padding that is not zero */
    configuration.flags
        = input_flags(line->active_low) | GPIO_V2_LINE_FLAG_EDGE_RISING | GPIO_V2_LINE_FLAG_EDGE_FALLING;
    if (debounce_microseconds > 0) {
        configuration.num_attrs = 1;
        configuration.attrs[0].mask = 1;
        configuration.attrs[0].attr.id = GPIO_V2_LINE_ATTR_ID_DEBOUNCE;
        configuration.attrs[0].attr.debounce_period_us = debounce_microseconds;
    }
    return ioctl(line->input, GPIO_V2_LINE_SET_CONFIG_IOCTL, &configuration) == 0
        ? cgpio_ok()
        : cgpio_failed("watch the input");
}

struct cgpio_status cgpio_chip_peek(
    struct cgpio_chip *chip, unsigned int offset, const char *consumer, bool active_low, bool *active)
{
    struct gpiod_line_request_config configuration = {
        .consumer = consumer,
        .request_type = GPIOD_LINE_REQUEST_DIRECTION_AS_IS,
        .flags = active_low ? GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW : 0,
    };
    errno = 0;
    struct gpiod_line *line = gpiod_chip_get_line(chip->library, offset);
    if (line == NULL) {
        return cgpio_failed("read the line's information");
    }
    if (gpiod_line_request(line, &configuration, 0) != 0) {
        return cgpio_failed("request the line as it is");
    }
    int value = gpiod_line_get_value(line);
    struct cgpio_status status = value < 0 ? cgpio_failed("read the line") : cgpio_ok();
    gpiod_line_release(line);
    *active = value > 0;
    return status;
}

struct cgpio_status cgpio_line_get(struct cgpio_line *line, bool *active)
{
    if (line->output != NULL) {
        errno = 0;
        int value = gpiod_line_get_value(line->output);
        if (value < 0) {
            return cgpio_failed("read the output");
        }
        *active = value != 0;
        return cgpio_ok();
    }
    struct gpio_v2_line_values values = {.bits = 0, .mask = 1};
    if (ioctl(line->input, GPIO_V2_LINE_GET_VALUES_IOCTL, &values) != 0) {
        return cgpio_failed("read the input");
    }
    *active = (values.bits & 1) != 0;
    return cgpio_ok();
}

struct cgpio_status cgpio_line_set(struct cgpio_line *line, bool active)
{
    if (line->output == NULL) {
        return cgpio_error(EPERM, "drive an input");
    }
    errno = 0;
    return gpiod_line_set_value(line->output, active) == 0 ? cgpio_ok() : cgpio_failed("drive the output");
}

int cgpio_line_descriptor(const struct cgpio_line *line)
{
    return line->input;
}

struct cgpio_status cgpio_line_take_edges(
    struct cgpio_line *line, struct cgpio_edge *edges, size_t capacity, size_t *count)
{
    struct gpio_v2_line_event events[CGPIO_BUFFERED_EDGES];
    size_t room = capacity < CGPIO_BUFFERED_EDGES ? capacity : CGPIO_BUFFERED_EDGES;
    *count = 0;
    if (line->input < 0) {
        return cgpio_error(EPERM, "take edges of an output");
    }
    ssize_t length = read(line->input, events, room * sizeof(events[0]));
    if (length < 0) {
        return errno == EAGAIN || errno == EINTR ? cgpio_ok() : cgpio_failed("take the edges");
    }
    *count = (size_t)length / sizeof(events[0]);
    for (size_t index = 0; index < *count; index++) {
        edges[index] = (struct cgpio_edge){
            .timestamp_nanoseconds = events[index].timestamp_ns,
            .line_sequence = events[index].line_seqno,
            .active = events[index].id == GPIO_V2_LINE_EVENT_RISING_EDGE,
        };
    }
    return cgpio_ok();
}

void cgpio_line_release(struct cgpio_line *line)
{
    if (line->output != NULL) {
        gpiod_line_release(line->output);
    } else {
        close(line->input);
    }
    free(line);
}

#endif
