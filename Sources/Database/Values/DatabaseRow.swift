/// One row of a result, read by column name.
package struct DatabaseRow: Hashable, Sendable {
    private let values: [String: DatabaseValue]

    /// Makes a row of its columns.
    package init(_ values: [String: DatabaseValue]) { self.values = values }

    /// Whatever the column holds.
    /// - Throws: `.missingColumn`.
    package func value(_ column: String) throws(DatabaseError) -> DatabaseValue {
        guard let value = values[column] else {
            let known = values.keys.sorted().joined(separator: ", ")
            throw DatabaseError(.missingColumn, "the row has no column \(column); it has \(known)")
        }
        return value
    }

    /// A 64-bit integer.
    /// - Throws: `.missingColumn`, or `.typeMismatch` for NULL and other types.
    package func int64(_ column: String) throws(DatabaseError) -> Int64 {
        guard let value = try optionalInt64(column) else { throw mismatch(column, "an integer", .null) }
        return value
    }

    /// A 64-bit integer, or nil for NULL.
    /// - Throws: `.missingColumn`, `.typeMismatch`.
    package func optionalInt64(_ column: String) throws(DatabaseError) -> Int64? {
        switch try value(column) {
        case .null: return nil
        case .integer(let integer): return integer
        case let other: throw mismatch(column, "an integer", other)
        }
    }

    /// An integer that is 0 or 1.
    /// - Throws: `.missingColumn`, `.typeMismatch`.
    package func boolean(_ column: String) throws(DatabaseError) -> Bool {
        switch try int64(column) {
        case 0: return false
        case 1: return true
        case let other: throw mismatch(column, "0 or 1", .integer(other))
        }
    }

    /// Text.
    /// - Throws: `.missingColumn`, or `.typeMismatch` for NULL and other types.
    package func text(_ column: String) throws(DatabaseError) -> String {
        guard let value = try optionalText(column) else { throw mismatch(column, "text", .null) }
        return value
    }

    /// Text, or nil for NULL.
    /// - Throws: `.missingColumn`, `.typeMismatch`.
    package func optionalText(_ column: String) throws(DatabaseError) -> String? {
        switch try value(column) {
        case .null: return nil
        case .text(let text): return text
        case let other: throw mismatch(column, "text", other)
        }
    }

    /// Bytes.
    /// - Throws: `.missingColumn`, or `.typeMismatch` for NULL and other types.
    package func blob(_ column: String) throws(DatabaseError) -> [UInt8] {
        guard let value = try optionalBlob(column) else { throw mismatch(column, "bytes", .null) }
        return value
    }

    /// Bytes, or nil for NULL.
    /// - Throws: `.missingColumn`, `.typeMismatch`.
    package func optionalBlob(_ column: String) throws(DatabaseError) -> [UInt8]? {
        switch try value(column) {
        case .null: return nil
        case .blob(let bytes): return bytes
        case let other: throw mismatch(column, "bytes", other)
        }
    }

    private func mismatch(_ column: String, _ wanted: String, _ found: DatabaseValue) -> DatabaseError {
        let kind =
            switch found {
            case .null: "NULL"
            case .integer(let integer): "the integer \(integer)"
            case .text: "text"
            case .blob: "bytes"
            }
        return DatabaseError(.typeMismatch, "column \(column) is \(kind), not \(wanted); correct the query or the row")
    }
}
