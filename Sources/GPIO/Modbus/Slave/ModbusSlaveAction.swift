/// What a simulated slave does with a request; all but `reply` are faults that real ones have.
package enum ModbusSlaveAction: Sendable, Hashable {
    /// Does it and says so.
    case reply
    /// Does it at once and says so late.
    case replyLate(milliseconds: Int)
    /// Does it and says nothing: the reply was lost on the way.
    case loseReply
    /// Does nothing and says nothing: the request was lost on the way.
    case loseRequest
    /// Does it and repeats, or reports, another value.
    case replyWrong
    /// Does it and says so twice, as a gateway that asked again.
    case replyTwice
    /// Does nothing and says that it refuses.
    case refuse(ModbusException)
    /// Closes the connection before it does anything: the power failed. On a serial line as `loseRequest`.
    case closeConnection
    /// Does it, and closes the connection before it says so. On a serial line as `loseReply`.
    case doAndCloseConnection
}
