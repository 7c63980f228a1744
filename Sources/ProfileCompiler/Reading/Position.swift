/// A place in a file: line and column from 1.
struct Position: Hashable, Sendable {
    var line: Int
    var column: Int

    static let start = Position(line: 1, column: 1)
}

/// A value and where it is written.
struct Located<Value> {
    var value: Value
    var position: Position
}
