import Protocol

/// A story of one machine that the power may end at any moment. The machine begins again with what its disk kept; the
/// world around it goes on.
protocol CrashScenario {
    /// What the report calls it.
    static var title: String { get }

    /// What the coordinator orders, in order.
    static var orders: [CommandBody] { get }

    /// The disk as it is at the beginning.
    static func image() throws -> FaultDisk.Image

    /// The machine and its world at the beginning.
    init(_ shell: MachineShell)

    /// One life of the machine, from its start until there is nothing left to do. It checks on the way what has to hold
    /// at every moment.
    /// - Throws: `CrashViolation`; anything else when the power has failed.
    mutating func live() throws

    /// What the world does while the machine has no power.
    mutating func powerFailed()

    /// Checks what has to hold in the end, and names the result.
    /// - Throws: `CrashViolation`.
    func result() throws -> String
}

/// Something that must never happen, and did.
package struct CrashViolation: Error, CustomStringConvertible {
    /// What happened, and where the power was cut.
    package var description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Throws when a fact does not hold.
func require(_ holds: Bool, _ otherwise: @autoclosure () -> String) throws {
    guard holds else { throw CrashViolation(otherwise()) }
}
