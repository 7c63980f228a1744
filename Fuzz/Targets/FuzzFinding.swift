/// What must hold and does not.
package struct FuzzFinding: Error, CustomStringConvertible {
    /// In words.
    package let description: String

    init(_ description: String) { self.description = description }

    /// Checks something that must hold for every input.
    static func unless(_ fact: Bool, _ description: @autoclosure () -> String) throws(FuzzFinding) {
        guard fact else { throw FuzzFinding(description()) }
    }

    /// Checks that what was decoded is written and read again as itself.
    static func unlessSame<Value: Equatable>(
        _ value: Value,
        writing write: (Value) throws -> [UInt8],
        reading read: ([UInt8]) throws -> Value
    ) throws(FuzzFinding) {
        let again: Value
        do {
            again = try read(try write(value))
        } catch {
            throw FuzzFinding("what was read can't be written and read again: \(value): \(error)")
        }
        guard again == value else { throw FuzzFinding("written and read again it is another: \(value), \(again)") }
    }
}
