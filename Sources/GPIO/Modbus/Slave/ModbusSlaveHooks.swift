/// Where a simulated machine takes part in what its slave does. Called on the slave's threads, one request of a unit
/// at a time; they must not block.
package struct ModbusSlaveHooks: Sendable {
    /// Decides what becomes of a request.
    package var beforeReply: @Sendable (ModbusSlaveRequest) -> ModbusSlaveAction
    /// Called after a request was done and before it is answered, so that what follows from a write is there when its
    /// reply is.
    package var afterDoing: @Sendable (ModbusSlaveRequest, ModbusRegisterBank) -> Void

    /// Hooks; a slave without faults when nothing is given.
    package init(
        beforeReply: @escaping @Sendable (ModbusSlaveRequest) -> ModbusSlaveAction = { _ in .reply },
        afterDoing: @escaping @Sendable (ModbusSlaveRequest, ModbusRegisterBank) -> Void = { _, _ in }
    ) {
        self.beforeReply = beforeReply
        self.afterDoing = afterDoing
    }
}
