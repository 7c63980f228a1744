/// An intent to stamp that has no outcome: the serial left its block, and nobody has written down what became of it.
package struct OpenStamp: Sendable, Hashable {
    /// The run.
    package var run: String
    /// Which unit of the run, from 1.
    package var unit: Int
    /// The serial and its block.
    package var serial: NextSerial
    /// The station.
    package var station: String
    /// What the caller wrote down to find out later.
    package var detail: [UInt8]
    /// Whether it was recorded before the journal was last opened: nothing of it may be done again.
    package var isFromEarlierLife: Bool
}
