package import Protocol

/// What a sale needs of its machine: whether it could deliver, and a way to tell it to.
package protocol MachineHalf: Sendable {
    /// Whether the machine could deliver from `lane` now.
    /// - Throws: `notFound` when there is no such machine.
    func readiness(of machine: String, lane: String, in work: Work) throws -> MachineReadiness

    /// Queues the one delivery of a sale and returns the command's id.
    func enqueueDelivery(
        lane: String,
        sale: String,
        machine: MachineID,
        expires: Moment,
        traceparent: String,
        in work: Work
    ) throws -> String
}
