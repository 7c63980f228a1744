// What Swift cannot import from sqlite3.h: variadic functions and the SQLITE_TRANSIENT macro.
#ifndef MINTMARK_CSQLITE_SHIM_H
#define MINTMARK_CSQLITE_SHIM_H

#include <sqlite3.h>

/// Sets one boolean SQLITE_DBCONFIG_* option.
static inline int csqlite_configure(sqlite3 *connection, int option, int on) {
    return sqlite3_db_config(connection, option, on, (int *)0);
}

/// Bytes of the main database's WAL, asked through its VFS; 0 while it is not open.
static inline sqlite3_int64 csqlite_journal_bytes(sqlite3 *connection) {
    sqlite3_file *file = (sqlite3_file *)0;
    sqlite3_int64 bytes = 0;
    if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file) != SQLITE_OK) return 0;
    if (file == (sqlite3_file *)0 || file->pMethods == (const sqlite3_io_methods *)0) return 0;
    return file->pMethods->xFileSize(file, &bytes) == SQLITE_OK ? bytes : 0;
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
