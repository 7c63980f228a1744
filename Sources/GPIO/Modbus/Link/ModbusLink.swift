/// The port or connection of a bus, as the schedule sees it: one frame out, one back, each call bounded in time. Used
/// by one thread.
protocol ModbusLink: AnyObject {
    /// Opens the port, or makes a fresh connection.
    /// - Throws: `busUnavailable`, with what to do.
    func open() throws(GPIOError)

    /// Gives it up; nothing happens when it is not open.
    func close()

    /// Drops bytes that arrived and nobody asked for.
    func flush()

    /// Sends a request and waits for its reply.
    func exchange(_ exchange: ModbusExchange) -> ModbusExchangeResult
}

/// What to send, to whom, and how long to wait.
struct ModbusExchange: Sendable, Hashable {
    var unit: UInt8
    var operation: ModbusOperation
    /// Until the first byte of the reply.
    var responseNanoseconds: UInt64
    /// Between two bytes of it.
    var byteMilliseconds: Int
}

/// What came of it.
enum ModbusExchangeResult: Sendable, Hashable {
    /// A frame of the right unit, transaction and checksum: its PDU.
    case reply([UInt8])
    /// Not one byte was put on the wire.
    case notSent(String)
    /// No whole frame came in time.
    case timeout
    /// The connection ended, or the port failed, after the request was sent.
    case connectionLost(String)
    /// A frame came that can't be the reply.
    case wrongReply(String)
}
