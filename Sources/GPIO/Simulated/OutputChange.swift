/// A change the world sees on a line that is or was an output.
package struct OutputChange: Hashable, Sendable {
    /// Which line.
    package var line: LineName
    /// Its voltage now.
    package var voltage: Voltage
    /// Whether the chip drives it; false after the owner gave it up on a chip that reverts to input.
    package var isDriven: Bool
    /// When, on the chip's clock, in nanoseconds.
    package var timestampNanoseconds: UInt64

    /// A change with all its fields.
    package init(line: LineName, voltage: Voltage, isDriven: Bool, timestampNanoseconds: UInt64) {
        self.line = line
        self.voltage = voltage
        self.isDriven = isDriven
        self.timestampNanoseconds = timestampNanoseconds
    }
}
