import Coordinator
import Glibc
import Passport
import TileStore

/// The log of serials on a disk that refuses one of the files of a checkpoint, another one each time; then the
/// coordinator's power fails, and it starts again. What the log shows has its tiles at every moment.
enum LogStory {
    static let title = "the log's files, one of them refused"

    /// So many that a tile gets full on the way.
    private static let leavesPerRound = 70
    private static let rounds = 8
    /// More than a checkpoint of one round has.
    private static let files = 4

    /// Lets the log grow.
    /// - Throws: `CrashViolation` for a checkpoint whose tiles are not there, or a log that does not go on.
    static func run() async throws {
        let folder = try SimulationFolder(seed: 1)
        let rails = [SimulatedRail(id: "coin", canHold: false), SimulatedRail(id: "tab", canHold: true)]
        let coordinator = try SimulatedCoordinator(folder: folder, rails: rails, clock: WorldClock(), seed: 1)
        for round in 0..<rounds {
            do {
                try await grow(round, coordinator)
            } catch let violation as CrashViolation {
                throw CrashViolation("\(title), file \(round % files) of round \(round): \(violation)")
            }
        }
    }

    private static func grow(_ round: Int, _ coordinator: SimulatedCoordinator) async throws {
        try await coordinator.start()
        guard let program = coordinator.program else { throw CrashViolation("the coordinator does not start") }
        try await append(round, program)
        let sequencer = LogSequencer(program.log)
        // A folder stands where the file is written at first.
        let obstacle = "\(program.log.files.path)/.new/\(round % files)"
        for path in [program.log.files.path, "\(program.log.files.path)/.new", obstacle] { mkdir(path, 0o755) }
        // What the sequencer says of it is not asked; the files are.
        _ = try? await sequencer.settle()
        rmdir(obstacle)
        try check(program.log)
        coordinator.forget()
        coordinator.disk.crash()
        try await coordinator.start()
        guard let log = coordinator.program?.log else { throw CrashViolation("the coordinator does not start again") }
        try await LogSequencer(log).settle()
        let (size, expected) = (try check(log), UInt64((round + 1) * leavesPerRound))
        try require(size == expected, "the log shows \(size) leaves, and has \(expected)")
        coordinator.forget()
    }

    private static func append(_ round: Int, _ program: Coordinator) async throws {
        try await program.runtime.perform { work in
            for number in 0..<leavesPerRound {
                try LogBook.append(
                    .commission,
                    of: "https://id.gs1.org/01/09520123456788/21/SN\(round)-\(number)",
                    actor: "simulation",
                    hashes: ["epcis": "\(number)"],
                    in: work
                )
            }
        }
    }

    /// Reads every file of the checkpoint that the log shows.
    /// - Returns: its size.
    @discardableResult
    private static func check(_ log: LogStand) throws -> UInt64 {
        guard let note = try log.files.checkpoint() else { return 0 }
        let shown = try log.policy.checkpoint(of: note)
        do {
            var whole = LogWriter()
            while whole.size < shown.size {
                for entry in try log.files.entries(from: whole.size, below: shown.size) {
                    try whole.append(entry, hash: .leaf(entry))
                }
            }
            let edge = try LogWriter(size: shown.size, files: log.files)
            try require(whole.root == shown.root && edge.root == shown.root, "the tiles make another root")
        } catch let error as TileStoreError {
            throw CrashViolation(
                "a checkpoint of \(shown.size) leaves is shown, and its files are not there: \(error.code)"
            )
        }
        return shown.size
    }
}
