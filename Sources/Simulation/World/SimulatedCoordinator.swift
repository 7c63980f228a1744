import Coordinator
import Logging
import Protocol
import Rails

/// The coordinator of the world: the shipped composition root over a faulty disk, with its services called one after
/// the other by the world's clock.
final class SimulatedCoordinator {
    /// How often its services go round.
    static let roundMilliseconds: Int64 = 500
    /// What each selection costs, in minor units.
    static let priceMinor: Int64 = 150

    let disk: FaultDisk
    private let folder: SimulationFolder
    private let clock: WorldClock
    private let identifiers: SeededIdentifiers
    private let rails: [SimulatedRail]
    /// How long a command lives: in some worlds so shortly that many come too late.
    private let commandSeconds: Int64

    /// How often the program started.
    var life = 0
    var isUp = false
    var pausedUntil: Int64?

    // What the program knows; gone when it ends.
    private(set) var database: SimulatedDatabase?
    private(set) var program: Coordinator?
    var sequencer: LogSequencer?
    var readers: [Int: CommandFeed.Reader] = [:]
    var looks: [RailWatch.Looks] = []
    var nextLooks: [Int64] = []
    var rounds = 0

    init(folder: SimulationFolder, rails: [SimulatedRail], clock: WorldClock, seed: UInt64) throws {
        self.folder = folder
        self.rails = rails
        self.clock = clock
        identifiers = SeededIdentifiers(seed: seed)
        commandSeconds = [10, 20, 40][Int(seed % 3)]
        disk = FaultDisk(name: "coordinator", seed: seed ^ 0x6469_736B)
    }

    /// The program starts.
    func start() async throws {
        disk.setTime(milliseconds: clock.coordinatorTime.milliseconds)
        let database = try SimulatedDatabase(on: disk)
        var configuration = Self.configuration
        configuration.sales.commandSeconds = commandSeconds
        let clock = clock
        var environment = Coordinator.Environment(
            logger: Logger(label: "simulation", factory: { _ in SwiftLogNoOpLogHandler() }),
            onFatal: { _ in }
        )
        environment.clock = { clock.coordinatorTime }
        environment.ids = identifiers
        environment.database = database
        environment.rails = RailSet(
            zip(rails, configuration.rails).map { rail, configured in
                RailStand(rail: rail, configuration: configured, policy: configuration.policy(for: configured))
            }
        )
        self.database = database
        program = try await Coordinator.open(configuration, stateFolder: folder.path, environment: environment)
        sequencer = program.map { LogSequencer($0.log) }
        looks = rails.map { _ in RailWatch.Looks() }
        nextLooks = rails.map { _ in 0 }
        isUp = true
    }

    /// The program is gone, and all that it knew.
    func forget() {
        isUp = false
        life += 1
        readers = [:]
        program = nil
        sequencer = nil
        database = nil
        pausedUntil = nil
    }

    private static let configuration: CoordinatorConfiguration = {
        var configuration = CoordinatorConfiguration()
        configuration.tls = .off(pins: [World.pin])
        configuration.publicURL = "http://localhost:8443"
        configuration.sales.quoteSeconds = 120
        configuration.sales.confirmationSeconds = 900
        configuration.sales.holdSeconds = 300
        configuration.sales.receiptGraceSeconds = 60
        configuration.rails = ["COIN", "TAB"].map { word in
            .sandbox(
                id: word.lowercased(),
                asset: RailAsset(code: "SANDBOX-\(word)", decimals: 2),
                canHold: word == "TAB",
                trackedDepth: word == "TAB" ? nil : 6
            )
        }
        for rail in configuration.rails {
            configuration.rates[rail.asset.code] = try? ExchangeRate("1")
            configuration.confirmations[rail.asset.code] = ConfirmationPolicy(
                thresholds: [],
                beyond: Int64(SimulatedRail.depth)
            )
        }
        return configuration
    }()
}
