/* What the two versions of libgpiod answer differently, for the discovery they share. */
#pragma once

#include "status.h"

/* Opens a device; NULL with errno set on failure. */
struct cgpio_chip *cgpio_version_open(const char *path);

/* Copies the chip's label. */
struct cgpio_status cgpio_version_label(struct cgpio_chip *chip, char label[CGPIO_NAME_SIZE]);

/* The number of lines, or -1 with errno set. */
long cgpio_version_line_count(struct cgpio_chip *chip);

/* Copies the name of a line ("" when it has none) and its consumer as `cgpio_chip_find_line` reports it. */
struct cgpio_status cgpio_version_line_names(
    struct cgpio_chip *chip, unsigned int offset, char name[CGPIO_NAME_SIZE], char consumer[CGPIO_NAME_SIZE]);

/* Copies a string that may be NULL, truncating. */
void cgpio_copy_name(char target[CGPIO_NAME_SIZE], const char *source);
