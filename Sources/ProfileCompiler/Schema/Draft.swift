import GPIO
import Machine

/// A profile as it is written: whatever could be read, each with its place. What is nil has its fault already, or is
/// optional.
struct Draft {
    struct Line {
        var name: Located<String>
        var activeLow: Bool
        /// Whose line it is, for messages: “motor of lane A1”.
        var owner: String
        var use: Use
    }

    enum Use {
        case output(externalPull: Located<ExternalPull>?)
        case input(bias: Located<LineBias>?, debounce: Located<Int>?, shared: Bool)
    }

    struct Lane {
        var id: Located<String>?
        /// Where the lane begins.
        var position: Position
        var subject: String
        var motor: Line?
        /// Whether the profile gives the lane a home switch, read without faults or not.
        var hasHome: Bool
        var home: Line?
        var drop: Line?
        var maxOn: Located<Int>?
        var minimumOff: Located<Int>?
        var homeTimeout: Located<Int>?
        var pulse: Located<Int>?
        var dropWindow: Located<Int>?
        var attempts: Located<Int>?
        var capacity: Located<Int>?
        var stock: Located<Int>?
        var hardwareLimit: Located<Int>?
    }

    struct Interlock {
        var id: Located<String>?
        var position: Position
        var subject: String
        var kind: Machine.Interlock.Kind?
        var input: Line?
        var wiring: Located<Wiring>?
        /// The lanes it names; nil for all.
        var blocks: [Located<String>]?
        var blocksPosition: Position
    }

    var name: Located<String>?
    var board: Located<String>?
    var watchdog: Located<Int>?
    var settle: Located<Int>?
    var lanes: [Lane] = []
    var interlocks: [Interlock] = []
    /// The stations and how they are reached; nil when the profile speaks of neither.
    var modbus: ModbusDraft?
}

/// A resistor on the wiring between pin and motor driver.
enum ExternalPull: String, CaseIterable {
    case up
    case down
}

/// The resistor of an input, in the words of a profile.
enum LineBias: String, CaseIterable {
    case none
    case pullUp
    case pullDown

    var bias: Bias {
        switch self {
        case .none: .disabled
        case .pullUp: .pullUp
        case .pullDown: .pullDown
        }
    }
}

/// How a contact is wired.
enum Wiring: String, CaseIterable {
    case normallyClosed
    case normallyOpen
}
