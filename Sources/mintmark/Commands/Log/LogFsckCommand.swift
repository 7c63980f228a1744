import ArgumentParser
import Passport
import TileStore

/// `mintmark log fsck`.
struct LogFsckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fsck",
        abstract: "Prove that the files of the log, their mirror in the database, and the signed root are one.",
        discussion: """
            Every entry, every hash, every row and every history of a serial is compared; what is wrong is named to \
            the file, row and byte. Exits with 0 when all is right, 1 when not. While a coordinator runs on the \
            folder, what it has published is compared. Rebuilding is for when none runs, and first proves the side \
            that it takes: against the signed checkpoint, to the root.
            """
    )

    /// What is made of what.
    enum Side: String, ExpressibleByArgument, CaseIterable {
        /// The files of the mirror.
        case files
        /// The mirror of the files.
        case mirror
    }

    @Option(help: ArgumentHelp("The coordinator's state folder.", valueName: "folder"), completion: .directory)
    var state: String

    @Option(help: "Make the files of the mirror, or the mirror of the files, and check again.")
    var rebuild: Side?

    @Option(help: "The log's public key: its text, or a file. (default: log.pub in the state folder)")
    var key: String?

    func run() async throws {
        do {
            try check()
        } catch let error as TileStoreError {
            throw CommandError(error)
        } catch let error as PassportError {
            throw CommandError(error.message, cause: error.cause, status: .data)
        }
    }

    private func check() throws {
        let key = try NoteKeyText.read(key ?? "\(state)/log.pub")
        let files = LogFolder("\(state)/\(LogFolder.name)")
        let mirror = try mirror()
        var progress = Progress("Reading the log")
        if let rebuild {
            let tool = try LogRebuild(files: files, mirror: mirror, key: key)
            let count =
                switch rebuild {
                case .files: try tool.rebuildFiles { progress.show(LogText.progress($0)) }
                case .mirror: try tool.rebuildMirror { progress.show(LogText.progress($0)) }
                }
            progress.end()
            Terminal.say(LogText.rebuilt(rebuild, count))
        }
        var check = LogCheck(files: files, mirror: mirror, key: key)
        try check.run { progress.show(LogText.progress($0)) }
        progress.end()
        for fault in check.faults { Terminal.complain("\(fault)") }
        guard check.faults.isEmpty else {
            Terminal.complain(LogText.advice(check.faults))
            throw ExitCode(CommandEnd.badNews.rawValue)
        }
        Terminal.say(LogText.right(check.leaves, key))
    }

    /// The database: for ourselves, or, to look only, beside the coordinator that runs on it.
    private func mirror() throws(TileStoreError) -> MirrorFile {
        do {
            return try MirrorFile(stateFolder: state)
        } catch {
            guard error.code == .inUse, rebuild == nil else { throw error }
            return try MirrorFile(liveStateFolder: state)
        }
    }
}

extension CommandError {
    /// What a failure of the log's files means at the command line.
    init(_ error: TileStoreError) {
        let status: CommandEnd =
            switch error.code {
            case .missing: .notThere
            case .damaged, .refused: .data
            case .inUse: .notNow
            case .storage, .storageFull: .cannotWrite
            }
        self.init(error.message, cause: error.cause, status: status)
    }
}
