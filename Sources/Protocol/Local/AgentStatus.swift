/// How an agent says it is, on its own socket: for the technician, and for the gate that a new release has to pass.
package struct AgentStatus: Hashable, Sendable, Codable {
    /// How far the agent has come.
    package enum Phase: String, Hashable, Sendable, Codable {
        /// It opens its files.
        case starting
        /// It asks to be enrolled; it drives nothing.
        case enrolling
        /// It holds its lines.
        case running
    }

    /// A release, by what people and machines call it.
    package struct Release: Hashable, Sendable, Codable {
        /// The version as people name it.
        package var version: String
        /// Its number.
        package var number: Int64

        /// Makes it.
        package init(version: String, number: Int64) {
            self.version = version
            self.number = number
        }
    }

    /// Who keeps the machine from new work, and for how long.
    package struct Lease: Hashable, Sendable, Codable {
        /// Who.
        package var owner: String
        /// How long yet.
        package var secondsLeft: Int64

        /// Makes it.
        package init(owner: String, secondsLeft: Int64) {
            self.owner = owner
            self.secondsLeft = secondsLeft
        }
    }

    /// The shape's version, 1.
    package var ver = 1
    /// The machine's id.
    package var machine: String
    /// The program's version.
    package var program: String
    /// The release in whose slot it runs; nil for a package or a build.
    package var release: Release?
    /// The lowest number that this machine runs.
    package var mark: Int64
    /// How far it has come.
    package var phase: Phase
    /// The journal's incarnation; 0 before enrolment.
    package var incarnation: Int64
    /// Whether every output was read back at its safe level when the lines were taken.
    package var outputsSafe: Bool
    /// What the self-test of the lines found wrong; empty when it passed.
    package var troubles: [String]
    /// The newest schema of the journal that the program knows.
    package var journalSchema: Int
    /// Whether a commit went through just now.
    package var journalWritable: Bool
    /// Whether a session with the coordinator is open.
    package var connected: Bool
    /// Why the machine takes no commands, if it does not.
    package var quarantine: String?
    /// What is under way: deliveries and runs.
    package var busy: [String]
    /// Who keeps the machine from new work.
    package var lease: Lease?
    /// Receipts that wait for the coordinator.
    package var receiptsWaiting: Int64
    /// How long the oldest of them has waited, in milliseconds.
    package var oldestWaitingMilliseconds: Int64?

    /// Makes a status.
    package init(
        machine: String,
        program: String,
        release: Release?,
        mark: Int64,
        phase: Phase,
        incarnation: Int64,
        outputsSafe: Bool,
        troubles: [String],
        journalSchema: Int,
        journalWritable: Bool,
        connected: Bool,
        quarantine: String?,
        busy: [String],
        lease: Lease?,
        receiptsWaiting: Int64,
        oldestWaitingMilliseconds: Int64?
    ) {
        self.machine = machine
        self.program = program
        self.release = release
        self.mark = mark
        self.phase = phase
        self.incarnation = incarnation
        self.outputsSafe = outputsSafe
        self.troubles = troubles
        self.journalSchema = journalSchema
        self.journalWritable = journalWritable
        self.connected = connected
        self.quarantine = quarantine
        self.busy = busy
        self.lease = lease
        self.receiptsWaiting = receiptsWaiting
        self.oldestWaitingMilliseconds = oldestWaitingMilliseconds
    }
}
