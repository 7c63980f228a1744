/// The power of one machine: says what the machine is about, and cuts the power at messages and moves, which the disk
/// does not see.
final class PowerSwitch {
    /// What the machine is about when the power goes.
    enum Phase: String, CaseIterable, Hashable, Sendable {
        case opening, enrolling, recovering, receiving, deciding, intending, acting, concluding, sending, checkpointing
        case closing
    }

    /// The power has failed.
    struct Cut: Error {}

    private let disk: FaultDisk
    /// What goes on.
    var phase = Phase.opening
    /// The step at which the power goes; nil for none.
    var stepToCut: Int?
    /// How many steps were passed.
    private(set) var steps = 0
    /// Whether the power went at a step and is not back.
    private(set) var isCut = false

    init(_ disk: FaultDisk) {
        self.disk = disk
    }

    /// A message was sent or has arrived, or something has moved.
    func pass() throws {
        steps += 1
        guard steps == stepToCut else { return }
        isCut = true
        // Whatever still reaches the disk comes too late.
        disk.crashAtCall = disk.calls + 1
        throw Cut()
    }

    /// Runs a part under another name.
    func during<T>(_ part: Phase, _ body: () throws -> T) throws -> T {
        let before = phase
        phase = part
        let value = try body()
        phase = before
        return value
    }

    /// The power is back.
    func restore() {
        isCut = false
        stepToCut = nil
    }
}
