/// What became of a write that was put on the wire. There is no fourth: a write that was not put there throws.
package enum WriteOutcome: Sendable, Hashable {
    /// The device repeated the request: it was done.
    case done
    /// The device says that it changed nothing.
    case refused(ModbusException)
    /// It may have been done, once, or not at all; it is never sent again. Read the device back to know.
    case inDoubt(InDoubtCause)

    /// Why nobody knows.
    package enum InDoubtCause: Sendable, Hashable {
        /// No reply came in time.
        case timeout
        /// The connection ended, or the port failed, before the reply.
        case connectionLost
        /// Something came that is no reply to this request: a wrong checksum, unit, number, function or echo.
        case wrongReply
        /// The device answered with an exception that does not say that nothing was changed.
        case exception(ModbusException)
    }
}
