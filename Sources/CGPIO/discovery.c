/* Finding chips by label and lines by name, for both versions. */
/* For versionsort, which puts gpiochip2 before gpiochip10. */
#define _GNU_SOURCE

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "versions.h"

void cgpio_copy_name(char target[CGPIO_NAME_SIZE], const char *source)
{
    snprintf(target, CGPIO_NAME_SIZE, "%s", source == NULL ? "" : source);
}

static int is_chip(const struct dirent *entry)
{
    return strncmp(entry->d_name, "gpiochip", strlen("gpiochip")) == 0;
}

/* Calls `visit` with each chip that opens; the callee owns it. Returns the first error of those that do not, or 0. */
static int visit_chips(const char *directory, void (*visit)(struct cgpio_chip *, void *), void *context)
{
    struct dirent **entries;
    int count = scandir(directory, &entries, is_chip, versionsort);
    if (count < 0) {
        return errno;
    }
    int failure = 0;
    for (int index = 0; index < count; index++) {
        char path[PATH_MAX];
        snprintf(path, sizeof(path), "%s/%s", directory, entries[index]->d_name);
        errno = 0;
        struct cgpio_chip *chip = cgpio_version_open(path);
        if (chip != NULL) {
            visit(chip, context);
        } else if (failure == 0) {
            failure = errno == 0 ? EIO : errno;
        }
        free(entries[index]);
    }
    free(entries);
    return failure;
}

struct labels {
    char *text;
    size_t size;
    size_t length;
};

static void append_label(struct cgpio_chip *chip, void *context)
{
    struct labels *labels = context;
    char label[CGPIO_NAME_SIZE];
    if (cgpio_version_label(chip, label).error == 0) {
        size_t length = strlen(label) + 1;
        if (labels->length + length < labels->size) {
            snprintf(labels->text + labels->length, labels->size - labels->length, "%s\n", label);
            labels->length += length;
        }
    }
    cgpio_chip_close(chip);
}

void cgpio_chip_labels(const char *directory, char *text, size_t size)
{
    struct labels labels = {text, size, 0};
    if (size > 0) {
        text[0] = '\0';
        visit_chips(directory, append_label, &labels);
    }
}

struct search {
    const char *label;
    struct cgpio_chip *found;
    unsigned int count;
    struct cgpio_status failure;
};

static void match_label(struct cgpio_chip *chip, void *context)
{
    struct search *search = context;
    char label[CGPIO_NAME_SIZE];
    struct cgpio_status status = cgpio_version_label(chip, label);
    if (status.error != 0) {
        search->failure = status;
    } else if (strcmp(label, search->label) == 0) {
        search->count++;
        if (search->found == NULL) {
            search->found = chip;
            return;
        }
    }
    cgpio_chip_close(chip);
}

struct cgpio_status cgpio_chip_open(const char *directory, const char *label, struct cgpio_chip **chip)
{
    struct search search = {label, NULL, 0, cgpio_ok()};
    int failure = visit_chips(directory, match_label, &search);
    *chip = NULL;
    if (search.count > 1) {
        cgpio_chip_close(search.found);
        return cgpio_error(ENOTUNIQ, "find the chip by its label");
    }
    if (search.count == 1) {
        *chip = search.found;
        return cgpio_ok();
    }
    if (search.failure.error != 0) {
        return search.failure;
    }
    return failure == 0 ? cgpio_error(ENODEV, "find the chip by its label") : cgpio_error(failure, "open the chip");
}

struct cgpio_status cgpio_chip_find_line(
    struct cgpio_chip *chip, const char *name, unsigned int *offset, char consumer[CGPIO_NAME_SIZE])
{
    long count = cgpio_version_line_count(chip);
    if (count < 0) {
        return cgpio_failed("count the chip's lines");
    }
    unsigned int found = 0;
    for (unsigned int candidate = 0; candidate < (unsigned long)count; candidate++) {
        char candidate_name[CGPIO_NAME_SIZE];
        char candidate_consumer[CGPIO_NAME_SIZE];
        struct cgpio_status status = cgpio_version_line_names(chip, candidate, candidate_name, candidate_consumer);
        if (status.error != 0) {
            return status;
        }
        if (strcmp(candidate_name, name) == 0) {
            found++;
            *offset = candidate;
            cgpio_copy_name(consumer, candidate_consumer);
        }
    }
    if (found == 1) {
        return cgpio_ok();
    }
    return cgpio_error(found == 0 ? ENOENT : ENOTUNIQ, "find the line by its name");
}
