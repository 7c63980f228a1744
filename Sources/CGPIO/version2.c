/* libgpiod 2.x: everything through the library. */
#include <gpiod.h>

/* 1.x headers have line bulks, 2.x ones do not. */
#ifndef GPIOD_LINE_BULK_MAX_LINES

#include <stdlib.h>

#include "versions.h"

struct cgpio_chip {
    struct gpiod_chip *library;
};

struct cgpio_line {
    struct gpiod_line_request *request;
    unsigned int offset;
    struct gpiod_edge_event_buffer *edges; /* NULL for an output */
    bool active_low;
};

const char *cgpio_library_version(void)
{
    return gpiod_api_version();
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
    return chip;
}

void cgpio_chip_close(struct cgpio_chip *chip)
{
    gpiod_chip_close(chip->library);
    free(chip);
}

struct cgpio_status cgpio_version_label(struct cgpio_chip *chip, char label[CGPIO_NAME_SIZE])
{
    errno = 0;
    struct gpiod_chip_info *information = gpiod_chip_get_info(chip->library);
    if (information == NULL) {
        return cgpio_failed("read the chip's information");
    }
    cgpio_copy_name(label, gpiod_chip_info_get_label(information));
    gpiod_chip_info_free(information);
    return cgpio_ok();
}

long cgpio_version_line_count(struct cgpio_chip *chip)
{
    errno = 0;
    struct gpiod_chip_info *information = gpiod_chip_get_info(chip->library);
    if (information == NULL) {
        return -1;
    }
    long count = (long)gpiod_chip_info_get_num_lines(information);
    gpiod_chip_info_free(information);
    return count;
}

struct cgpio_status cgpio_version_line_names(
    struct cgpio_chip *chip, unsigned int offset, char name[CGPIO_NAME_SIZE], char consumer[CGPIO_NAME_SIZE])
{
    errno = 0;
    struct gpiod_line_info *information = gpiod_chip_get_line_info(chip->library, offset);
    if (information == NULL) {
        return cgpio_failed("read the line's information");
    }
    cgpio_copy_name(name, gpiod_line_info_get_name(information));
    cgpio_copy_name(consumer, gpiod_line_info_get_consumer(information));
    if (!gpiod_line_info_is_used(information)) {
        consumer[0] = '\0';
    } else if (consumer[0] == '\0') {
        cgpio_copy_name(consumer, "?");
    }
    gpiod_line_info_free(information);
    return cgpio_ok();
}

/* Requests one line with these settings; they stay the caller's. */
static struct gpiod_line_request *request_line(
    struct cgpio_chip *chip, unsigned int offset, const char *consumer, struct gpiod_line_settings *settings)
{
    struct gpiod_line_request *request = NULL;
    struct gpiod_line_config *lines = gpiod_line_config_new();
    struct gpiod_request_config *configuration = gpiod_request_config_new();
    if (lines != NULL && configuration != NULL
        && gpiod_line_config_add_line_settings(lines, &offset, 1, settings) == 0) {
        gpiod_request_config_set_consumer(configuration, consumer);
        gpiod_request_config_set_event_buffer_size(configuration, CGPIO_BUFFERED_EDGES);
        request = gpiod_chip_request_lines(chip->library, configuration, lines);
    }
    int failure = errno;
    if (configuration != NULL) {
        gpiod_request_config_free(configuration);
    }
    if (lines != NULL) {
        gpiod_line_config_free(lines);
    }
    errno = failure;
    return request;
}

/* Wraps a request; takes it and the buffer over, also on failure. */
static struct cgpio_line *new_line(
    struct gpiod_line_request *request, unsigned int offset, struct gpiod_edge_event_buffer *edges, bool active_low)
{
    struct cgpio_line *line = malloc(sizeof(*line));
    if (line != NULL) {
        *line = (struct cgpio_line){request, offset, edges, active_low};
        return line;
    }
    if (edges != NULL) {
        gpiod_edge_event_buffer_free(edges);
    }
    gpiod_line_request_release(request);
    return NULL;
}

struct cgpio_status cgpio_chip_request_output(
    struct cgpio_chip *chip,
    unsigned int offset,
    const char *consumer,
    bool active_low,
    bool active,
    struct cgpio_line **line)
{
    errno = 0;
    struct gpiod_line_settings *settings = gpiod_line_settings_new();
    if (settings == NULL) {
        return cgpio_failed("describe the output");
    }
    enum gpiod_line_value value = active ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE;
    gpiod_line_settings_set_active_low(settings, active_low);
    if (gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_OUTPUT) != 0
        || gpiod_line_settings_set_output_value(settings, value) != 0) {
        struct cgpio_status status = cgpio_failed("describe the output");
        gpiod_line_settings_free(settings);
        return status;
    }
    struct gpiod_line_request *request = request_line(chip, offset, consumer, settings);
    struct cgpio_status status = request == NULL ? cgpio_failed("request the output") : cgpio_ok();
    gpiod_line_settings_free(settings);
    if (request == NULL) {
        return status;
    }
    *line = new_line(request, offset, NULL, active_low);
    return *line == NULL ? cgpio_error(ENOMEM, "request the output") : cgpio_ok();
}

static enum gpiod_line_bias library_bias(enum cgpio_bias bias)
{
    switch (bias) {
    case CGPIO_BIAS_DISABLED:
        return GPIOD_LINE_BIAS_DISABLED;
    case CGPIO_BIAS_PULL_UP:
        return GPIOD_LINE_BIAS_PULL_UP;
    case CGPIO_BIAS_PULL_DOWN:
        return GPIOD_LINE_BIAS_PULL_DOWN;
    case CGPIO_BIAS_AS_IS:
        break;
    }
    return GPIOD_LINE_BIAS_AS_IS;
}

struct cgpio_status cgpio_chip_request_input(
    struct cgpio_chip *chip,
    unsigned int offset,
    const char *consumer,
    bool active_low,
    enum cgpio_bias bias,
    struct cgpio_line **line)
{
    errno = 0;
    struct gpiod_line_settings *settings = gpiod_line_settings_new();
    if (settings == NULL) {
        return cgpio_failed("describe the input");
    }
    gpiod_line_settings_set_active_low(settings, active_low);
    if (gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_INPUT) != 0
        || gpiod_line_settings_set_bias(settings, library_bias(bias)) != 0) {
        struct cgpio_status status = cgpio_failed("describe the input");
        gpiod_line_settings_free(settings);
        return status;
    }
    struct gpiod_line_request *request = request_line(chip, offset, consumer, settings);
    struct cgpio_status status = request == NULL ? cgpio_failed("request the input") : cgpio_ok();
    gpiod_line_settings_free(settings);
    if (request == NULL) {
        return status;
    }
    struct gpiod_edge_event_buffer *edges = gpiod_edge_event_buffer_new(CGPIO_BUFFERED_EDGES);
    if (edges == NULL) {
        gpiod_line_request_release(request);
        return cgpio_error(ENOMEM, "request the input");
    }
    *line = new_line(request, offset, edges, active_low);
    return *line == NULL ? cgpio_error(ENOMEM, "request the input") : cgpio_ok();
}

/* Gives a requested line other settings; they stay the caller's. */
static int reconfigure(struct cgpio_line *line, struct gpiod_line_settings *settings)
{
    struct gpiod_line_config *lines = gpiod_line_config_new();
    if (lines == NULL) {
        return -1;
    }
    int result = gpiod_line_config_add_line_settings(lines, &line->offset, 1, settings);
    if (result == 0) {
        result = gpiod_line_request_reconfigure_lines(line->request, lines);
    }
    int failure = errno;
    gpiod_line_config_free(lines);
    errno = failure;
    return result;
}

struct cgpio_status cgpio_line_watch(struct cgpio_line *line, uint32_t debounce_microseconds)
{
    if (line->edges == NULL) {
        return cgpio_error(EPERM, "watch an output");
    }
    errno = 0;
    struct gpiod_line_settings *settings = gpiod_line_settings_new();
    if (settings == NULL) {
        return cgpio_failed("describe the input");
    }
    gpiod_line_settings_set_active_low(settings, line->active_low);
    gpiod_line_settings_set_debounce_period_us(settings, debounce_microseconds);
    struct cgpio_status status = cgpio_ok();
    if (gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_INPUT) != 0
        || gpiod_line_settings_set_edge_detection(settings, GPIOD_LINE_EDGE_BOTH) != 0
        || gpiod_line_settings_set_event_clock(settings, GPIOD_LINE_CLOCK_MONOTONIC) != 0) {
        status = cgpio_failed("describe the input");
    } else if (reconfigure(line, settings) != 0) {
        status = cgpio_failed("watch the input");
    }
    gpiod_line_settings_free(settings);
    return status;
}

struct cgpio_status cgpio_chip_peek(
    struct cgpio_chip *chip, unsigned int offset, const char *consumer, bool active_low, bool *active)
{
    errno = 0;
    struct gpiod_line_settings *settings = gpiod_line_settings_new();
    if (settings == NULL) {
        return cgpio_failed("describe the line");
    }
    gpiod_line_settings_set_active_low(settings, active_low);
    if (gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_AS_IS) != 0) {
        struct cgpio_status status = cgpio_failed("describe the line");
        gpiod_line_settings_free(settings);
        return status;
    }
    struct gpiod_line_request *request = request_line(chip, offset, consumer, settings);
    struct cgpio_status status = request == NULL ? cgpio_failed("request the line as it is") : cgpio_ok();
    gpiod_line_settings_free(settings);
    if (request == NULL) {
        return status;
    }
    errno = 0;
    enum gpiod_line_value value = gpiod_line_request_get_value(request, offset);
    if (value == GPIOD_LINE_VALUE_ERROR) {
        status = cgpio_failed("read the line");
    }
    gpiod_line_request_release(request);
    *active = value == GPIOD_LINE_VALUE_ACTIVE;
    return status;
}

struct cgpio_status cgpio_line_get(struct cgpio_line *line, bool *active)
{
    errno = 0;
    enum gpiod_line_value value = gpiod_line_request_get_value(line->request, line->offset);
    if (value == GPIOD_LINE_VALUE_ERROR) {
        return cgpio_failed("read the line");
    }
    *active = value == GPIOD_LINE_VALUE_ACTIVE;
    return cgpio_ok();
}

struct cgpio_status cgpio_line_set(struct cgpio_line *line, bool active)
{
    if (line->edges != NULL) {
        return cgpio_error(EPERM, "drive an input");
    }
    errno = 0;
    enum gpiod_line_value value = active ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE;
    return gpiod_line_request_set_value(line->request, line->offset, value) == 0
        ? cgpio_ok()
        : cgpio_failed("drive the output");
}

int cgpio_line_descriptor(const struct cgpio_line *line)
{
    return line->edges == NULL ? -1 : gpiod_line_request_get_fd(line->request);
}

struct cgpio_status cgpio_line_take_edges(
    struct cgpio_line *line, struct cgpio_edge *edges, size_t capacity, size_t *count)
{
    *count = 0;
    if (line->edges == NULL) {
        return cgpio_error(EPERM, "take edges of an output");
    }
    /* Reading blocks when there are none, so ask first. */
    errno = 0;
    int pending = gpiod_line_request_wait_edge_events(line->request, 0);
    if (pending <= 0) {
        return pending == 0 || errno == EINTR ? cgpio_ok() : cgpio_failed("look for edges");
    }
    size_t room = capacity < CGPIO_BUFFERED_EDGES ? capacity : CGPIO_BUFFERED_EDGES;
    int taken = gpiod_line_request_read_edge_events(line->request, line->edges, room);
    if (taken < 0) {
        return errno == EINTR ? cgpio_ok() : cgpio_failed("take the edges");
    }
    for (int index = 0; index < taken; index++) {
        struct gpiod_edge_event *event = gpiod_edge_event_buffer_get_event(line->edges, (unsigned long)index);
        edges[index] = (struct cgpio_edge){
            .timestamp_nanoseconds = gpiod_edge_event_get_timestamp_ns(event),
            .line_sequence = (uint32_t)gpiod_edge_event_get_line_seqno(event),
            .active = gpiod_edge_event_get_event_type(event) == GPIOD_EDGE_EVENT_RISING_EDGE,
        };
    }
    *count = (size_t)taken;
    return cgpio_ok();
}

void cgpio_line_release(struct cgpio_line *line)
{
    if (line->edges != NULL) {
        gpiod_edge_event_buffer_free(line->edges);
    }
    gpiod_line_request_release(line->request);
    free(line);
}

#endif
