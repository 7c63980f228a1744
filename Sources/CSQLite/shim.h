// What Swift cannot import from sqlite3.h: variadic functions and the SQLITE_TRANSIENT macro.
#ifndef MINTMARK_CSQLITE_SHIM_H
#define MINTMARK_CSQLITE_SHIM_H

#include <sqlite3.h>
#include <string.h>

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

/// Writes every byte of a WAL over itself and syncs it, through the VFS that opens it (NULL for the system's). Does
/// nothing when there is none.
static inline int csqlite_renew_wal(const char *vfs_name, const char *path) {
    enum { chunk = 65536 };
    sqlite3_vfs *vfs = sqlite3_vfs_find(vfs_name);
    if (vfs == (sqlite3_vfs *)0) return SQLITE_ERROR;
    int exists = 0;
    int result = vfs->xAccess(vfs, path, SQLITE_ACCESS_EXISTS, &exists);
    if (result != SQLITE_OK || !exists) return result;
    sqlite3_file *file = (sqlite3_file *)sqlite3_malloc(vfs->szOsFile);
    char *bytes = (char *)sqlite3_malloc(chunk);
    if (file == (sqlite3_file *)0 || bytes == (char *)0) {
        sqlite3_free(file);
        sqlite3_free(bytes);
        return SQLITE_NOMEM;
    }
    memset(file, 0, (size_t)vfs->szOsFile);
    // With CREATE the first sync makes the name durable too.
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_WAL;
    result = vfs->xOpen(vfs, path, file, flags, (int *)0);
    sqlite3_int64 size = 0;
    if (result == SQLITE_OK) result = file->pMethods->xFileSize(file, &size);
    for (sqlite3_int64 at = 0; result == SQLITE_OK && at < size; at += chunk) {
        int count = size - at < chunk ? (int)(size - at) : chunk;
        result = file->pMethods->xRead(file, bytes, count, at);
        if (result == SQLITE_OK) result = file->pMethods->xWrite(file, bytes, count, at);
    }
    if (result == SQLITE_OK && size > 0) result = file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
    if (file->pMethods != (const sqlite3_io_methods *)0) file->pMethods->xClose(file);
    sqlite3_free(file);
    sqlite3_free(bytes);
    return result;
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
