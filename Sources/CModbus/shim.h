// What Swift cannot import from modbus.h: error numbers made of sums.
#ifndef MINTMARK_CMODBUS_SHIM_H
#define MINTMARK_CMODBUS_SHIM_H

#include <modbus.h>

/// Not all bytes were sent.
static const int cmodbus_bad_data = EMBBADDATA;

#endif
