internal import SQLite

/// The column names of each query, found once per text.
///
/// `Row` gives a column by its name and does not list the names, so the candidates are the words of the statement and,
/// for `*`, the columns of the tables it names; those that the row has are kept. A computed column needs `AS`.
final class ColumnNames {
    private var known: [String: [String]] = [:]

    /// The columns of a row of this statement.
    func columns(of sql: String, on connection: Connection, in row: borrowing Row) throws(SQLiteError) -> [String] {
        if let columns = known[sql] { return columns }
        var candidates = ColumnNames.words(of: sql)
        for table in sql.utf8.contains(UInt8(ascii: "*")) ? candidates : [] {
            candidates.formUnion(
                try connection.all("SELECT name FROM pragma_table_info($table)", ["table": .text(table)]) {
                    row throws(SQLiteError) in try row.text("name")
                }
            )
        }
        var columns: [String] = []
        for candidate in candidates.sorted() {
            do {
                _ = try row.value(candidate)
                columns.append(candidate)
            } catch  where error.code == .missingColumn {
                continue
            }
        }
        known[sql] = columns
        return columns
    }

    /// Forgets everything when the statement changes a table's columns.
    func forgetIfChanging(_ sql: String) {
        let verb = sql.drop(while: \.isWhitespace).prefix(6).uppercased()
        if verb.hasPrefix("CREATE") || verb.hasPrefix("ALTER") || verb.hasPrefix("DROP") { known = [:] }
    }

    private static func words(of sql: String) -> Set<String> {
        let isWordByte: (UInt8) -> Bool = { byte in
            (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
        }
        return Set(sql.utf8.split { !isWordByte($0) }.map { String(decoding: $0, as: UTF8.self) })
    }
}
