/// How long one device may take, in milliseconds. libmodbus' own 500 ms are the right ones for almost no device:
/// measure, and take the slowest reply and half as much again.
package struct ModbusTimeouts: Sendable, Hashable {
    /// Until the first byte of a reply to a read.
    package var readMilliseconds: Int
    /// Until the first byte of a reply to a write; some devices write to flash first.
    package var writeMilliseconds: Int
    /// Until the first byte, for functions that differ from both, by their number.
    package var functionMilliseconds: [UInt8: Int]
    /// Between two bytes of a reply. Adapters on USB hold bytes back for 16 ms.
    package var byteMilliseconds: Int
    /// How long after its timeout a reply may still come; nothing is sent until then. nil is as long as the timeout on
    /// a serial line, and no time on TCP, where the connection is given up instead: state one for a device behind a
    /// gateway, whose own serial line has the same trouble.
    package var lateReplyMilliseconds: Int?

    /// Describes the times of a device.
    package init(
        readMilliseconds: Int = 1_000,
        writeMilliseconds: Int = 1_000,
        functionMilliseconds: [UInt8: Int] = [:],
        byteMilliseconds: Int = 100,
        lateReplyMilliseconds: Int? = nil
    ) {
        self.readMilliseconds = readMilliseconds
        self.writeMilliseconds = writeMilliseconds
        self.functionMilliseconds = functionMilliseconds
        self.byteMilliseconds = byteMilliseconds
        self.lateReplyMilliseconds = lateReplyMilliseconds
    }

    /// The time for the reply to an operation.
    package func milliseconds(for operation: ModbusOperation) -> Int {
        functionMilliseconds[operation.function] ?? (operation.isWrite ? writeMilliseconds : readMilliseconds)
    }

    func check(device: String) throws(GPIOError) {
        let times = [readMilliseconds, writeMilliseconds, byteMilliseconds] + functionMilliseconds.values
        guard times.allSatisfy({ (1...60_000).contains($0) }), (0...60_000).contains(lateReplyMilliseconds ?? 0) else {
            throw GPIOError(
                .invalidConfiguration,
                "device “\(device)”: timeouts are 1 to 60000 ms, the wait for a late reply 0 to 60000 ms"
            )
        }
    }
}
