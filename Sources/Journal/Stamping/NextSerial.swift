/// The serial that is used next.
package struct NextSerial: Sendable, Hashable {
    /// Its block.
    package var block: String
    /// The serial.
    package var serial: String

    /// A serial of a block.
    package init(block: String, serial: String) {
        self.block = block
        self.serial = serial
    }
}
