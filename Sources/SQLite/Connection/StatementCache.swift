/// Prepared statements by their text. A statement in use is not in the cache, so a query inside a query's row closure
/// gets its own.
struct StatementCache {
    private var statements: [String: Statement] = [:]
    private var uses: UInt64 = 0
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Takes a statement out for use.
    mutating func take(_ sql: String) -> Statement? {
        uses += 1
        let statement = statements.removeValue(forKey: sql)
        statement?.lastUse = uses
        return statement
    }

    /// Puts a statement back, dropping the least recently used one when the cache is full.
    mutating func giveBack(_ statement: Statement) {
        if statements.count >= limit, let oldest = statements.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            statements.removeValue(forKey: oldest.key)
        }
        statement.lastUse = uses
        statements[statement.sql] = statement
    }

    /// Finalizes all of them, as closing needs.
    mutating func removeAll() { statements.removeAll() }
}
