#define _GNU_SOURCE
#include "reference.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

// The statements of the ledger's store for one posted transfer between two accounts: whether the id is known as a
// transfer or as a failure, both accounts, the transfer, and both balances. The time of the last transfer is asked for
// once per call, as the store does.
static const char *const texts[] = {
    "SELECT * FROM transfer WHERE id = ?1",
    "SELECT code FROM transfer_failure WHERE id = ?1",
    "SELECT * FROM account WHERE id = ?1",
    "INSERT INTO transfer (id, debit_account, credit_account, amount, pending_id, ledger, code, user_data, flags, "
    "timestamp) VALUES (?1, ?2, ?3, ?4, NULL, 'EUR', 'bench', ?5, 0, ?6)",
    "UPDATE account SET debits_posted = debits_posted + ?2 WHERE id = ?1",
    "UPDATE account SET credits_posted = credits_posted + ?2 WHERE id = ?1",
    "BEGIN IMMEDIATE",
    "COMMIT",
    "SELECT coalesce((SELECT max(timestamp) FROM account), 0), coalesce((SELECT max(timestamp) FROM transfer), 0)",
};
enum { find_transfer, find_failure, find_account, insert, debit, credit, begin, commit, last_time, statement_count };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int finish(sqlite3_stmt *statement) {
    int result;
    do { result = sqlite3_step(statement); } while (result == SQLITE_ROW);
    sqlite3_reset(statement);
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

static int name(char *text, int64_t account) { return snprintf(text, 40, "account-%lld", (long long)account); }

static int transfer(sqlite3_stmt **statements, int64_t number, int64_t accounts) {
    unsigned char id[16] = {0};
    for (int index = 0; index < 8; index += 1) id[8 + index] = (unsigned char)(number >> (8 * (7 - index)));
    char from[40], to[40], sale[40];
    int64_t first = number * 7919 % accounts;
    int from_size = name(from, first), to_size = name(to, (first + 1 + number % (accounts - 1)) % accounts);
    int sale_size = snprintf(sale, sizeof sale, "sale-%lld", (long long)number);
    for (int index = find_transfer; index <= find_failure; index += 1) {
        sqlite3_bind_blob(statements[index], 1, id, sizeof id, SQLITE_STATIC);
        int result = finish(statements[index]);
        if (result != SQLITE_OK) return result;
    }
    sqlite3_bind_text(statements[find_account], 1, from, from_size, SQLITE_STATIC);
    int result = finish(statements[find_account]);
    if (result != SQLITE_OK) return result;
    sqlite3_bind_text(statements[find_account], 1, to, to_size, SQLITE_STATIC);
    result = finish(statements[find_account]);
    if (result != SQLITE_OK) return result;
    sqlite3_stmt *row = statements[insert];
    sqlite3_bind_blob(row, 1, id, sizeof id, SQLITE_STATIC);
    sqlite3_bind_text(row, 2, from, from_size, SQLITE_STATIC);
    sqlite3_bind_text(row, 3, to, to_size, SQLITE_STATIC);
    sqlite3_bind_int64(row, 4, 100 + number % 100);
    sqlite3_bind_text(row, 5, sale, sale_size, SQLITE_STATIC);
    sqlite3_bind_int64(row, 6, 1000000000LL + number);
    result = finish(row);
    if (result != SQLITE_OK) return result;
    sqlite3_bind_text(statements[debit], 1, from, from_size, SQLITE_STATIC);
    sqlite3_bind_int64(statements[debit], 2, 100 + number % 100);
    result = finish(statements[debit]);
    if (result != SQLITE_OK) return result;
    sqlite3_bind_text(statements[credit], 1, to, to_size, SQLITE_STATIC);
    sqlite3_bind_int64(statements[credit], 2, 100 + number % 100);
    return finish(statements[credit]);
}

static int prepare(sqlite3 *database, sqlite3_stmt **statements, const char *schema, int64_t accounts) {
    int result = sqlite3_exec(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY", NULL, NULL, NULL);
    if (result == SQLITE_OK) result = sqlite3_exec(database, schema, NULL, NULL, NULL);
    if (result == SQLITE_OK) result = sqlite3_exec(database, "BEGIN", NULL, NULL, NULL);
    for (int64_t account = 0; account < accounts && result == SQLITE_OK; account += 1) {
        char text[256], id[40];
        name(id, account);
        snprintf(text, sizeof text,
            "INSERT INTO account VALUES ('%s', 'operator', 'EUR', 'sales', 0, 0, 0, 0, 0, %lld)", id,
            (long long)(account + 1));
        result = sqlite3_exec(database, text, NULL, NULL, NULL);
    }
    if (result == SQLITE_OK) result = sqlite3_exec(database, "COMMIT", NULL, NULL, NULL);
    for (int index = 0; index < statement_count && result == SQLITE_OK; index += 1) {
        result = sqlite3_prepare_v3(
            database, texts[index], -1, SQLITE_PREPARE_PERSISTENT, &statements[index], NULL);
    }
    return result;
}

int64_t reference_ledger(
    const char *path, const char *schema, int64_t accounts, int64_t batch, double seconds) {
    sqlite3 *database = NULL;
    sqlite3_stmt *statements[statement_count] = {NULL};
    int result = sqlite3_open(path, &database);
    if (result == SQLITE_OK) result = prepare(database, statements, schema, accounts);
    int64_t count = 0;
    double start = now();
    while (result == SQLITE_OK && now() - start < seconds) {
        result = finish(statements[begin]);
        if (result == SQLITE_OK) result = finish(statements[last_time]);
        for (int64_t index = 0; index < batch && result == SQLITE_OK; index += 1) {
            result = transfer(statements, count + index + 1, accounts);
        }
        if (result == SQLITE_OK) result = finish(statements[commit]);
        if (result == SQLITE_OK) count += batch;
    }
    for (int index = 0; index < statement_count; index += 1) sqlite3_finalize(statements[index]);
    sqlite3_close(database);
    return result == SQLITE_OK ? count : -(int64_t)result;
}
