import GPIO
import Testing

/// The implementations the contract is run for.
enum LineBankKind: String, CaseIterable, CustomTestStringConvertible {
    case inProcessReverting, inProcessPersisting, socketReverting, socketPersisting, kernel

    /// The lines every world has.
    static let lines = ["motor", "lamp", "valve", "drop", "home", "door"]

    /// Those that can run here: the kernel's needs gpio-sim.
    static var present: [LineBankKind] {
        allCases.filter { $0 != .kernel || GPIOSim.isPresent }
    }

    func makeWorld() throws -> any LineBankWorld {
        switch self {
        case .inProcessReverting: InProcessWorld(.revertsToInput)
        case .inProcessPersisting: InProcessWorld(.persists)
        case .socketReverting: try SocketWorld(.revertsToInput)
        case .socketPersisting: try SocketWorld(.persists)
        case .kernel: try GPIOSim(lines: Self.lines)
        }
    }

    var testDescription: String { rawValue }
}
