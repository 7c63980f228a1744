/// One input that is committed.
package struct FuzzSeed: Sendable {
    /// The name of its file: what is special about it.
    package let name: String
    /// The input.
    package let bytes: [UInt8]

    /// Whether it is taken; the others are near what is taken.
    package let isTaken: Bool

    init(_ name: String, _ bytes: [UInt8], isTaken: Bool = true) {
        self.name = name
        self.bytes = bytes
        self.isTaken = isTaken
    }

    init(_ name: String, _ text: String, isTaken: Bool = true) {
        self.init(name, Array(text.utf8), isTaken: isTaken)
    }
}
