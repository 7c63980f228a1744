#pragma once

#include <errno.h>

#include "CGPIO.h"

static inline struct cgpio_status cgpio_ok(void)
{
    return (struct cgpio_status){0, NULL};
}

/* errno may be unset by a library that fails in its own checks; a failure must still look like one. */
static inline struct cgpio_status cgpio_failed(const char *step)
{
    return (struct cgpio_status){errno == 0 ? -EIO : -errno, step};
}

static inline struct cgpio_status cgpio_error(int number, const char *step)
{
    return (struct cgpio_status){-number, step};
}
