import EdgeAgent
import GPIO
import Journal
import Machine
import Protocol
import TestSupport

/// One machine of the world: its hardware, its disk and the program on it.
///
/// The program is the agent without threads and sockets: the journal, the verifier, the sequencer and every decision
/// are the shipped ones, and what is left out is what waits in between.
final class SimulatedAgent {
    /// What runs of a delivery.
    struct Running {
        let command: Command
        let lane: Lane
        var sequencer: DeliverSequencer
        /// Its end, once there is one; it is not on disk yet.
        var result: DeliveryResult?
    }

    /// How far the link is.
    enum Link {
        case down
        case asking(nonce: String, sentAt: UInt64, key: SigningKey?)
        case enrolling(nonce: String, isAnswered: Bool)
        case up(Session)
    }

    /// What a session is served with.
    struct Session {
        let grant: SessionGrant
        /// The operational key that it was granted to.
        let key: SigningKey
        let verifier: CommandVerifier
        var cursor: ReceiptCursor
        /// The receipts that are on their way, with what the journal gave out next and when they were sent.
        var posted: (items: [ReceiptsPost.Item], next: Int64, hasMore: Bool, at: Int64)?
        /// Whether there is something new to post.
        var isDirty = true
    }

    let number: Int
    /// The keys, as the program read them at its start.
    private(set) var keys: AgentKeys
    let anchor: Anchor
    let profile: MachineProfile
    let profileHash: String
    let disk: FaultDisk
    let identifiers: SeededIdentifiers
    /// Where its keys are.
    let keyFolder: KeyFolder
    /// How fast its monotonic clock goes wrong, in parts per million.
    var drift: Int64 = 0
    /// How far the coordinator's clock was set when the session was granted.
    var clockStepAtGrant: Int64 = 0
    /// How wrong its wall clock is, in milliseconds.
    var wallStep: Int64 = 0

    var physics: SimulatedMachine
    /// Its station, when it stamps.
    let station: SimulatedStation?
    /// How often the program started. Clocks of an earlier life go off in vain.
    var life = 0
    var isUp = false
    var pausedUntil: Int64?
    /// Whether it is frozen for longer than the watchdog waits.
    var isFrozen = false
    var bootedAt: Int64 = 0

    // What the program knows; gone when it ends.
    var store: JournalStore?
    var time = TrustedTime()
    var watch: LaneWatch
    var writer: ReceiptWriter?
    var incarnation: Int64 = 0
    var link = Link.down
    var connection = 0
    var failedConnects = 0
    var isKeyUnknown = false
    var queue: [AcceptedCommand] = []
    var immediate: [AcceptedCommand] = []
    var running: Running?
    var isWorkWaiting = false
    /// Commands that a weak machine runs again.
    var runsAgain: Set<String> = []
    var refused: Set<String> = []
    var lastLanes: [HealthReport.Lane] = []

    init(number: Int, seed: UInt64, profile: MachineProfile, folder: SimulationFolder, root: VerifyingKey) throws {
        var generator = SplitMix64(seed: seed)
        let bytes = SeededIdentifiers(seed: generator.next())
        self.number = number
        keyFolder = try folder.makeMachine(number, keys: [bytes.randomBytes(32), bytes.randomBytes(32)])
        keys = try AgentKeys.loadOrCreate(name: "machine-\(number)", directory: keyFolder.path)
        anchor = Anchor(root: root)
        self.profile = profile
        profileHash = Fingerprint.sha256(profile.canonicalJSON())
        disk = FaultDisk(name: "machine-\(number)", seed: generator.next())
        identifiers = bytes
        physics = SimulatedMachine(profile: profile)
        station = profile.modbus == nil ? nil : SimulatedStation()
        watch = LaneWatch(profile: profile)
    }

    /// The machine's name at the coordinator.
    var id: String { keys.machine.description }

    // Clocks. The hardware lives in the world's time, the program in that of this boot.

    /// The hardware's time, in nanoseconds.
    static func hardware(_ world: Int64) -> UInt64 { UInt64(world) * 1_000_000 }

    /// The program's monotonic clock at a time of the hardware.
    func monotonic(hardware nanoseconds: UInt64) -> UInt64 {
        let since = Int64(nanoseconds) - bootedAt * 1_000_000
        return UInt64(max(0, since + since / 1_000_000 * drift) + 1_000_000_000)
    }

    /// The program's monotonic clock now.
    func monotonic(_ world: Int64) -> UInt64 { monotonic(hardware: Self.hardware(world)) }

    /// How many milliseconds of the world it takes until the monotonic clock has gone on so far.
    func milliseconds(until monotonic: UInt64, at world: Int64) -> Int64 {
        let now = self.monotonic(world)
        guard monotonic > now else { return 0 }
        let nanoseconds = Int64(monotonic - now)
        return (nanoseconds - nanoseconds / 1_000_000 * drift) / 1_000_000 + 1
    }

    /// Now, for the journal.
    func instant(_ world: Int64) -> JournalInstant {
        JournalInstant(
            monotonicMilliseconds: Int64(monotonic(world) / 1_000_000),
            wallMilliseconds: wall(world)
        )
    }

    /// The wall clock of this computer.
    func wall(_ world: Int64) -> Int64 { max(0, WorldClock.beginning + world + wallStep) }

    /// The program reads its keys, as every start does.
    func readKeys() throws {
        keys = try AgentKeys.loadOrCreate(name: "machine-\(number)", directory: keyFolder.path)
    }

    // Hardware.

    /// Every output at its safe level, as the kernel and the driver see to when the program is gone.
    func setOutputsSafe(_ world: Int64) {
        for lane in profile.lanes {
            physics.outputChanged(lane.motor.name, .inactive, at: Self.hardware(world))
        }
    }

    /// The program is gone, and all that it knew.
    func forget(_ world: Int64) {
        setOutputsSafe(world)
        station?.forget()
        isUp = false
        life += 1
        store = nil
        writer = nil
        link = .down
        queue = []
        immediate = []
        running = nil
        isWorkWaiting = false
        pausedUntil = nil
        isFrozen = false
        time = TrustedTime()
        watch = LaneWatch(profile: profile)
        refused = []
        lastLanes = []
    }
}
