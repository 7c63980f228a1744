// What Swift cannot import from sqlite3.h: variadic functions and the SQLITE_TRANSIENT macro.
#ifndef MINTMARK_CSQLITE_SHIM_H
#define MINTMARK_CSQLITE_SHIM_H

#include <sqlite3.h>

/// Sets one boolean SQLITE_DBCONFIG_* option.
static inline int csqlite_configure(sqlite3 *connection, int option, int on) {
    return sqlite3_db_config(connection, option, on, (int *)0);
}

/// Binds a copy of UTF-8 text.
static inline int csqlite_bind_text(sqlite3_stmt *statement, int index, const char *text, sqlite3_uint64 count) {
    return sqlite3_bind_text64(statement, index, text, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// Binds a copy of bytes.
static inline int csqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}

#endif
