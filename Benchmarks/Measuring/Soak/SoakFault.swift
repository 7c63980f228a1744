/// Something that is done to a running deployment, and when. Times are seconds since the faults began.
package struct SoakFault: Sendable, Equatable {
    /// What can be done.
    package enum Kind: String, CaseIterable, Sendable {
        /// SIGKILL; the service manager starts it again.
        case killAgent = "agent killed"
        /// SIGSTOP, then SIGCONT; the service manager kills an agent whose watchdog time is over.
        case freezeAgent = "agent frozen"
        /// SIGKILL; the service manager starts it again.
        case killCoordinator = "coordinator killed"
        /// SIGSTOP, then SIGCONT.
        case freezeCoordinator = "coordinator frozen"
        /// Connections are closed, and new ones too.
        case cut = "network cut"
        /// Nothing arrives in either direction; what was sent does when it is over, as TCP sends it again.
        case blackHole = "network silent"
        /// Every byte is late.
        case delay = "network slow"
        /// One end of each connection is gone and the other is never told.
        case halfOpen = "connections half open"

        /// How long it lasts at least and at most.
        package var seconds: ClosedRange<Double> {
            switch self {
            case .killAgent, .killCoordinator, .halfOpen: 0...0
            case .freezeAgent: 0.5...4
            case .freezeCoordinator: 1...4
            case .cut, .blackHole, .delay: 2...6
            }
        }

        /// Whether it strikes one machine, and not the coordinator.
        package var isOfMachine: Bool {
            switch self {
            case .killCoordinator, .freezeCoordinator: false
            case .killAgent, .freezeAgent, .cut, .blackHole, .delay, .halfOpen: true
            }
        }
    }

    /// What.
    package var kind: Kind
    /// Which machine, from 0; nil for the coordinator.
    package var machine: Int?
    /// When it begins.
    package var start: Double
    /// How long it lasts.
    package var seconds: Double

    /// Makes a fault.
    package init(_ kind: Kind, machine: Int?, start: Double, seconds: Double) {
        self.kind = kind
        self.machine = machine
        self.start = start
        self.seconds = seconds
    }

    /// When it is over.
    package var end: Double { start + seconds }
}
